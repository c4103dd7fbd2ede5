package org.govintegrity.filing;

import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.Cases;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.CreditSubject;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.registry.CreditCode;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows whose subject could not be told: the credit centre decides whose they are. */
@Service
@Transactional
public class MatchDecisions {

    /** As many as anybody looks through at once. */
    public static final int LISTED = 100;
    private static final int CANDIDATES = 5;

    private final JdbcClient jdbc;
    private final FilingStore store;
    private final CreditSubjects subjects;
    private final Registry registry;
    private final Cases cases;
    private final Actor actor;

    MatchDecisions(JdbcClient jdbc, FilingStore store, CreditSubjects subjects, Registry registry, Cases cases, Actor actor) {
        this.jdbc = jdbc;
        this.store = store;
        this.subjects = subjects;
        this.registry = registry;
        this.cases = cases;
        this.actor = actor;
    }

    /**
     * Somebody it could be.
     *
     * @param value for {@link Decision#subject}
     */
    public record Candidate(String value, String label) {
    }

    /**
     * What a clerk decides of a row.
     *
     * @param how     {@code known}, {@code open} or {@code reject}
     * @param subject for {@code known}: what a candidate's value is, or a unit's id, a person's account or a credit code
     * @param alike   whether it holds for all undecided rows of the filing that wait for the same reason ({@code open}, {@code reject})
     */
    public record Decision(int rowNo, String how, String subject, boolean alike, String reason) {
    }

    /** The first undecided rows of a filing, in the file's order. */
    @Transactional(readOnly = true)
    public List<StagedRow> undecided(String caseNo) {
        return store.rows(store.get(caseNo).batch(), FilingStore.UNDECIDED, LISTED);
    }

    /** Who a row could be about, by name and code. */
    @Transactional(readOnly = true)
    public List<Candidate> candidates(StagedRow row) {
        Map<String, Candidate> found = new LinkedHashMap<>();
        String name = row.get(Column.SUBJECT_NAME);
        if (SubjectKind.PERSON.label.equals(row.get(Column.SUBJECT_KIND))) {
            registry.people().stream().filter(p -> p.name().equals(name)).limit(CANDIDATES).forEach(p -> add(found, SubjectKind.PERSON, p.id(), registry.displayName(p.id()) + "，" + p.post()));
        } else {
            registry.units().stream().filter(u -> u.fullName().contains(name) || name.contains(u.shortName()) || code(row).filter(c -> c.equals(u.creditCode())).isPresent())
                    .limit(CANDIDATES).forEach(u -> add(found, SubjectKind.UNIT, u.id(), u.fullName() + (u.validTo() == null ? "" : "（已撤销，归承接单位）")));
            code(row).flatMap(subjects::findByCode).ifPresent(s -> add(found, s.kind(), s.subjectId(), s.name() + "，" + s.creditCode()));
        }
        subjects.named(name, CANDIDATES).stream().filter(s -> (s.kind() == SubjectKind.PERSON) == SubjectKind.PERSON.label.equals(row.get(Column.SUBJECT_KIND)))
                .forEach(s -> add(found, s.kind(), s.subjectId(), s.name() + "，档案" + (s.creditCode() == null ? s.subjectId() : s.creditCode())));
        return List.copyOf(found.values());
    }

    private static void add(Map<String, Candidate> found, SubjectKind kind, String id, String label) {
        found.putIfAbsent(kind.code + ":" + id, new Candidate(kind.code + ":" + id, label));
    }

    private static Optional<CreditCode> code(StagedRow row) {
        return Optional.ofNullable(row.get(Column.CREDIT_CODE)).filter(text -> !text.equals(Column.NONE)).map(CreditCode::of);
    }

    /**
     * Notes the decision; the rows go on with the next step of the filing.
     *
     * @throws Refusal if the row is decided, there is no such subject, or a new file would be the second of somebody
     */
    public void decide(String caseNo, Decision decision) {
        Filing filing = store.get(caseNo);
        StagedRow row = store.row(filing.batch(), decision.rowNo()).filter(r -> r.state().equals(FilingStore.UNDECIDED))
                .orElseThrow(() -> Refusal.conflict("第" + decision.rowNo() + "条不在待认定之列，可能已经认定。请刷新后重新选择。"));
        int decided = switch (decision.how()) {
            case "known" -> known(filing, row, decision.subject());
            case "open" -> open(filing, row, decision.alike());
            case "reject" -> reject(filing, row, decision);
            default -> throw Refusal.invalid("认定方式只能是归入已有主体、新建档案或者退回。");
        };
        cases.note(caseNo, "filing-matched", "认定第" + row.line() + "行" + (decided > 1 ? "等" + decided + "行" : "") + "：" + switch (decision.how()) {
            case "known" -> "归入已有主体";
            case "open" -> "新建档案";
            default -> "退回";
        });
    }

    private int known(Filing filing, StagedRow row, String subject) {
        if (subject == null || subject.isBlank()) {
            throw Refusal.invalid("归入已有主体的，请选择主体，或者填写单位编号、人员账号、统一社会信用代码。");
        }
        boolean person = SubjectKind.PERSON.label.equals(row.get(Column.SUBJECT_KIND));
        CreditSubjects.Ref ref = ref(subject.strip(), person);
        if ((ref.kind() == SubjectKind.PERSON) != person) {
            throw Refusal.invalid("第" + row.line() + "行的主体类别是“" + row.get(Column.SUBJECT_KIND) + "”，不能归入" + ref.kind().label + "的档案。");
        }
        return jdbc.sql("update filing_row set state = 'staged', decision = 'known', chosen_kind = ?, chosen_id = ?, decided_by = ? where batch = ? and row_no = ?")
                .params(ref.kind().code, ref.subjectId(), actor.id(), filing.batch(), row.rowNo()).update();
    }

    private CreditSubjects.Ref ref(String typed, boolean person) {
        String id = typed.contains(":") ? typed.substring(typed.indexOf(':') + 1) : typed;
        Optional<CreditSubjects.Ref> found = person
                ? registry.findPerson(id).map(Person::id).or(() -> subjects.find(SubjectKind.PERSON, id).map(CreditSubject::subjectId)).map(p -> new CreditSubjects.Ref(SubjectKind.PERSON, p))
                : registry.findUnit(id).map(Unit::id).map(u -> new CreditSubjects.Ref(SubjectKind.UNIT, u))
                .or(() -> subjects.findByCode(CreditCode.of(id)).or(() -> subjects.find(SubjectKind.ORGANISATION, id)).map(s -> new CreditSubjects.Ref(s.kind(), s.subjectId())));
        return found.orElseThrow(() -> Refusal.invalid("没有找到" + (person ? "这个人员账号或者个人档案" : "这个单位编号、统一社会信用代码") + "，请从列表中选择，或者核对后重新填写。"));
    }

    private int open(Filing filing, StagedRow row, boolean alike) {
        Optional<String> there = SubjectKind.PERSON.label.equals(row.get(Column.SUBJECT_KIND))
                ? Optional.ofNullable(row.identity()).flatMap(i -> subjects.findByIdentityKey(i.key())).map(CreditSubject::name)
                : code(row).flatMap(c -> registry.units().stream().filter(u -> c.equals(u.creditCode())).map(Unit::fullName).findFirst()
                .or(() -> subjects.findByCode(c).map(CreditSubject::name)));
        if (there.isPresent()) {
            throw Refusal.conflict("这个代码或者身份号码已有档案（" + there.get() + "），不能再建一份。请选择“归入已有主体”，或者退回核对。");
        }
        return jdbc.sql("update filing_row set state = 'staged', decision = 'open', decided_by = :by where batch = :batch and state = 'undecided' and "
                        + (alike ? "problem = :problem" : "row_no = :row"))
                .params(Map.of("by", actor.id(), "batch", filing.batch(), "problem", row.problem(), "row", row.rowNo())).update();
    }

    private int reject(Filing filing, StagedRow row, Decision decision) {
        if (decision.reason() == null || decision.reason().isBlank()) {
            throw Refusal.invalid("退回的，请写明理由和怎样修改，理由会随退回文件告知报送单位。");
        }
        return jdbc.sql("update filing_row set state = 'refused', decision = 'reject', decided_by = :by, problem = :why where batch = :batch and state = 'undecided' and "
                        + (decision.alike() ? "problem = :problem" : "row_no = :row"))
                .params(Map.of("by", actor.id(), "batch", filing.batch(), "problem", row.problem(), "row", row.rowNo(),
                        "why", "信用中心退回：" + PlainNumbers.masked(decision.reason().strip()))).update();
    }
}
