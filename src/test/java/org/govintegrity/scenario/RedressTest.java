package org.govintegrity.scenario;

import org.govintegrity.casefile.Cases;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.ChainWalk;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.NewRecord;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.Standing;
import org.govintegrity.credit.StandingChange;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.credit.Terms;
import org.govintegrity.evidence.EvidenceService;
import org.govintegrity.evidence.NewEvidence;
import org.govintegrity.evidence.Samples;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Records that somebody may object to or have repaired. */
public abstract class RedressTest extends ChainTest {

    protected static final String PERSON = UNIT + "2";
    protected static final String CENTRE = "xinyongzhongxin";
    protected static final String COURT = "fayuan";
    protected static final LocalDate DAY = LocalDate.of(2025, 9, 1);
    protected static final LocalDate REPAIR_FROM = LocalDate.of(2025, 12, 1);

    @Autowired protected CreditArchive archive;
    @Autowired protected ChainWalk chain;
    @Autowired protected EvidenceService evidence;

    /** A breach of the unit's, found by the credit centre. */
    protected CreditRecord unitRecord() {
        return record(SubjectKind.UNIT, UNIT, RecordKind.BREACH, CENTRE, REPAIR_FROM);
    }

    /** A judgment against the person, filed by the court. */
    protected CreditRecord personRecord() {
        return record(SubjectKind.PERSON, PERSON, RecordKind.JUDGMENT, COURT, REPAIR_FROM);
    }

    protected CreditRecord record(SubjectKind kind, String subjectId, RecordKind what, String source, LocalDate repairFrom) {
        String key = UUID.randomUUID().toString();
        Terms terms = new Terms(kind == SubjectKind.UNIT, repairFrom, LocalDate.of(2028, 9, 1), LocalDate.of(2030, 9, 1), "信用修复管理办法");
        return transaction.execute(s -> archive.record(new NewRecord(key, kind, subjectId, kind == SubjectKind.ORGANISATION ? null : registry.findPerson(subjectId)
                .map(p -> p.unitId()).orElse(subjectId), kind == SubjectKind.PERSON ? "经办人" : null, what, BreachClass.GENERAL, "三.8", "没有按期履行判决确定的付款义务",
                "民事判决书", "（2025）鲁1003民初" + key.substring(0, 6) + "号", DAY, "责令十日内支付工程款", terms, null, false, "测试", "GJ-" + key.substring(0, 8), source),
                kind == SubjectKind.UNIT ? registry.unit(subjectId).fullName() : registry.findPerson(subjectId).map(p -> p.name()).orElse("测试主体"), "credit1"));
    }

    protected void end(CreditRecord record, Standing how) {
        transaction.executeWithoutResult(s -> archive.event(new StandingChange(record.recordNo(), "test:" + record.recordNo(), how, LocalDate.now(clock), "别的事项",
                "测试"), "credit1"));
    }

    protected Standing standing(CreditRecord record) {
        return archive.get(record.recordNo()).standing();
    }

    protected String body(String caseNo, String template, String addressee) {
        return jdbc.sql("select body from notice where case_no = ? and template = ? and addressee = ?").params(caseNo, template, addressee)
                .query(String.class).single();
    }

    protected LocalDate due(String taskKey, String caseNo) {
        return book.get(task(taskKey, caseNo).getId()).dueOn();
    }

    protected void prove(String caseNo, String person) {
        as(person, () -> evidence.add(new NewEvidence(caseNo, null, "付款凭证.pdf", "已付款", person, false),
                new ByteArrayResource(Samples.pdf(UUID.randomUUID().toString()))));
    }

    protected static Map<String, Object> ruling(String outcome) {
        return Map.of("outcome", outcome, "reasons", "经核对判决书原件，情况如此");
    }

    protected List<String> offices(String caseNo) {
        return cases.members(caseNo, Cases.OFFICE);
    }
}
