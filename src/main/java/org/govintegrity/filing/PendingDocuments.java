package org.govintegrity.filing;

import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.Cases;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.RecordsEntered;
import org.govintegrity.credit.Standing;
import org.govintegrity.credit.StandingChange;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Records held 在途 until their source says that the document is in force, or was revoked. */
@Service
@Transactional
public class PendingDocuments {

    /** As many as anybody looks through at once. */
    private static final int LISTED = 200;

    private final JdbcClient jdbc;
    private final CreditArchive archive;
    private final Cases cases;
    private final Actor actor;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    PendingDocuments(JdbcClient jdbc, CreditArchive archive, Cases cases, Actor actor, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.archive = archive;
        this.cases = cases;
        this.actor = actor;
        this.clock = clock;
        this.events = events;
    }

    /** How many records of a filing nothing was reported of. */
    @Transactional(readOnly = true)
    public int open(String caseNo) {
        return jdbc.sql("select count(*) from filing_pending where case_no = ? and result is null").param(caseNo).query(Integer.class).single();
    }

    /** The records of a filing that are held, oldest first. */
    @Transactional(readOnly = true)
    public List<CreditRecord> records(String caseNo) {
        return archive.read("where r.record_no in (select p.record_no from filing_pending p where p.case_no = :no and p.result is null) order by r.seq fetch first :most rows only",
                Map.of("no", caseNo, "most", LISTED));
    }

    /**
     * What has become of a document, said in the task of its filing.
     *
     * @param result {@code in-force}, {@code revoked}, or {@code waiting} while it is still under review
     * @param on     since when it is in force, or was revoked
     * @param words  the paper that revoked it, or why it still waits
     * @throws Refusal if the record is not held any more, the day cannot be, or words are missing
     */
    public void report(String caseNo, String recordNo, String result, LocalDate on, String words) {
        List<String> held = jdbc.sql("select record_no from filing_pending where case_no = ? and record_no = ? and result is null for update").params(caseNo, recordNo)
                .query(String.class).list();
        if (held.isEmpty()) {
            throw Refusal.conflict("记录“" + recordNo + "”不在在途之列，可能已经报告过。请刷新后重新选择。");
        }
        CreditRecord record = archive.get(recordNo);
        if (!result.equals("in-force") && (words == null || words.isBlank())) {
            throw Refusal.invalid(result.equals("revoked") ? "文书被撤销的，请写明撤销它的文书名称和文号。" : "仍在复议、诉讼或者复核的，请写明现在到了哪一步。");
        }
        String text = words == null ? "" : PlainNumbers.masked(words.strip());
        switch (result) {
            case "in-force" -> {
                archive.documentInForce(record, day(record, on), "文书自" + ChineseDates.date(on) + "起生效" + (text.isEmpty() ? "" : "。" + text), actor.id());
                events.publishEvent(RecordsEntered.inForce(archive.get(recordNo)));
            }
            case "revoked" -> archive.event(new StandingChange(recordNo, "revoked:" + recordNo, Standing.WITHDRAWN, day(record, on), caseNo, "依据文书被撤销：" + text), actor.id());
            case "waiting" -> {
                cases.note(caseNo, "filing-waiting", recordNo + "的依据文书仍未生效：" + text);
                return;
            }
            default -> throw Refusal.invalid("结果只能是已经生效、已被撤销或者仍在办理。");
        }
        jdbc.sql("update filing_pending set result = ?, reported_on = ?, reported_by = ? where record_no = ?").params(result, LocalDate.now(clock), actor.id(), recordNo).update();
        cases.note(caseNo, "filing-reported", recordNo + (result.equals("in-force") ? "的依据文书已经生效" : "的依据文书已被撤销，记录撤销"));
    }

    /** The same outside the task; once nothing is held any more the task ends by itself. */
    public void reportOutsideTask(String caseNo, String recordNo, String result, LocalDate on, String words) {
        report(caseNo, recordNo, result, on, words);
        if (open(caseNo) == 0) {
            events.publishEvent(new FilingSignal(FilingSignal.PENDING_REPORTED, caseNo));
        }
    }

    private LocalDate day(CreditRecord record, LocalDate on) {
        if (on == null) {
            throw Refusal.invalid("请填写生效或者撤销的日期。");
        }
        if (on.isBefore(record.documentDate()) || on.isAfter(LocalDate.now(clock))) {
            throw Refusal.invalid("日期应在文书日期" + ChineseDates.date(record.documentDate()) + "和今天之间，请核对。");
        }
        return on;
    }
}
