package org.govintegrity.assessment;

import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskControl;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.registry.CreditCode;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The register of institutions, who applies for which assessment, and what ties them to the units. */
@Service
@Transactional
public class Institutions {

    private static final String SELECT = """
            select i.id, i.name, i.credit_code, i.contact, i.qualification, i.registered_by, i.registered_at,
                   (select max(s.until_on) from assessment_sanction s where s.institution_id = i.id and s.decided = 'disqualify' and s.until_on >= :today) as disqualified_until
            from assessment_institution i\s""";

    private final JdbcClient jdbc;
    private final Assessments assessments;
    private final AssessmentFiles files;
    private final AssessmentRules rules;
    private final Cases cases;
    private final TaskControl tasks;
    private final Registry registry;
    private final Actor actor;
    private final Clock clock;

    Institutions(JdbcClient jdbc, Assessments assessments, AssessmentFiles files, AssessmentRules rules, Cases cases, TaskControl tasks, Registry registry, Actor actor, Clock clock) {
        this.jdbc = jdbc;
        this.assessments = assessments;
        this.files = files;
        this.rules = rules;
        this.cases = cases;
        this.tasks = tasks;
        this.registry = registry;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * Enters an institution in the register.
     *
     * @throws Refusal if something is missing, the code's check character is wrong, it is a public body, or (conflict) it is there already
     */
    public long register(String name, String typedCode, String contact, String qualification) {
        String full = text(name, "机构名称", 2, 100);
        CreditCode code = CreditCode.of(Assessments.required(typedCode, "统一社会信用代码"));
        if (!code.wellFormed()) {
            throw Refusal.invalid("统一社会信用代码应为18位数字和大写字母（不含I、O、S、V、Z），请照营业执照填写。");
        }
        if (!code.valid()) {
            throw Refusal.invalid("统一社会信用代码“" + code.text() + "”的末位校验码不对" + code.expectedCheck().map(c -> "，按前17位应为" + c).orElse("") + "，请照营业执照核对。");
        }
        if (code.text().startsWith("11") || registry.units().stream().anyMatch(u -> u.creditCode() != null && u.creditCode().text().equals(code.text()))) {
            throw Refusal.unprocessable("“" + full + "”是机关或者本系统中的单位，不能作为第三方机构。");
        }
        KeyHolder key = new GeneratedKeyHolder();
        try {
            jdbc.sql("insert into assessment_institution (name, credit_code, contact, qualification, registered_by, registered_at) values (?, ?, ?, ?, ?, ?)")
                    .params(full, code.text(), text(contact, "联系人和电话", 2, 100), text(qualification, "资质和业绩", 5, 2000), actor.id(), LocalDateTime.now(clock)).update(key, "id");
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("代码为" + code.text() + "的机构已经登记，不用重复登记。请在名录中查找。");
        }
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    @Transactional(readOnly = true)
    public List<Institution> all() {
        return jdbc.sql(SELECT + "order by i.id desc").param("today", today()).query(Rows.of(Institution.class)).list();
    }

    @Transactional(readOnly = true)
    public Optional<Institution> find(long id) {
        return jdbc.sql(SELECT + "where i.id = :id").param("today", today()).param("id", id).query(Rows.of(Institution.class)).optional();
    }

    /** @throws Refusal (not found) */
    @Transactional(readOnly = true)
    public Institution get(long id) {
        return find(id).orElseThrow(() -> Refusal.notFound("名录中没有这个机构，请从列表中选择。"));
    }

    /**
     * An institution applies, with its commitment and what shows its qualification. Applying again replaces what it had handed in.
     *
     * @param ties         what it declares; empty if it has none
     * @param declaresNone that it has said so expressly
     */
    public void apply(String caseNo, long institutionId, String commitment, LocalDate committedOn, boolean declaresNone, List<NewTie> ties, Upload letter, Upload qualification) {
        open(caseNo);
        Institution institution = get(institutionId);
        qualified(institution);
        if (ties.isEmpty() != declaresNone) {
            throw Refusal.invalid(declaresNone ? "勾选了“没有利害关系”，又填写了利害关系，请核对后只保留一种。" : "请如实填写与被评单位的利害关系；没有的，勾选“没有利害关系”。");
        }
        String words = text(commitment, "机构承诺", 10, 2000);
        LocalDate day = Assessments.past(committedOn, today(), "承诺日期");
        long letterId = files.keep(caseNo, letter, "机构承诺书", institution.name() + "的承诺书");
        long paperId = files.keep(caseNo, qualification, "资质证明", institution.name() + "的资质证明");
        jdbc.sql("delete from assessment_tie where case_no = ? and institution_id = ?").params(caseNo, institutionId).update();
        jdbc.sql("delete from assessment_candidate where case_no = ? and institution_id = ?").params(caseNo, institutionId).update();
        jdbc.sql("""
                insert into assessment_candidate (case_no, institution_id, commitment, committed_on, commitment_evidence, qualification_evidence, registered_by, registered_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)""").params(caseNo, institutionId, words, day, letterId, paperId, actor.id(), LocalDateTime.now(clock)).update();
        ties.forEach(tie -> insert(caseNo, institutionId, tie));
        cases.note(caseNo, "assessment-applied", institution.name() + "报名，承诺日期" + ChineseDates.date(day) + "，" + (ties.isEmpty() ? "申明没有利害关系" : "申报利害关系" + ties.size() + "项"));
        tasks.briefAgain(caseNo);
    }

    /** One more tie, declared or found out before the choice is approved. */
    public void addTie(String caseNo, long institutionId, NewTie tie) {
        open(caseNo);
        Candidate candidate = candidate(caseNo, institutionId);
        insert(caseNo, institutionId, tie);
        cases.note(caseNo, "assessment-tie", candidate.name() + "补充利害关系1项：" + registry.unit(tie.unitId()).shortName());
        tasks.briefAgain(caseNo);
    }

    private void insert(String caseNo, long institutionId, NewTie tie) {
        Unit unit = registry.findUnit(tie.unitId() == null ? "" : tie.unitId()).orElseThrow(() -> Refusal.invalid("请选择与机构有利害关系的单位。"));
        TieKind kind = TieKind.of(tie.kind());
        if (tie.endedOn() != null) {
            Assessments.past(tie.endedOn(), today(), "利害关系的结束日期");
        }
        jdbc.sql("insert into assessment_tie (case_no, institution_id, unit_id, kind, words, ended_on) values (?, ?, ?, ?, ?, ?)")
                .params(caseNo, institutionId, unit.id(), kind.code, text(tie.words(), "利害关系的说明", 2, 500), tie.endedOn()).update();
    }

    @Transactional(readOnly = true)
    public List<Candidate> candidates(String caseNo) {
        return jdbc.sql("""
                select c.case_no, c.institution_id, i.name, i.credit_code, c.commitment, c.committed_on, c.commitment_evidence, c.qualification_evidence, c.registered_by
                from assessment_candidate c join assessment_institution i on i.id = c.institution_id where c.case_no = ? order by c.registered_at, c.institution_id""")
                .param(caseNo).query(Rows.of(Candidate.class)).list();
    }

    /** @throws Refusal if it has not applied */
    @Transactional(readOnly = true)
    public Candidate candidate(String caseNo, long institutionId) {
        return candidates(caseNo).stream().filter(c -> c.institutionId() == institutionId).findFirst()
                .orElseThrow(() -> Refusal.invalid("这个机构没有报名，请从已报名的机构中选择；需要的先在评估页面登记报名。"));
    }

    /** What an institution has declared, with what the table says of it today. */
    @Transactional(readOnly = true)
    public List<Tie> ties(String caseNo, long institutionId) {
        LocalDate today = today();
        return jdbc.sql("select unit_id, kind, words, ended_on from assessment_tie where case_no = ? and institution_id = ? order by id").params(caseNo, institutionId)
                .query(Rows.of(NewTie.class)).list().stream().map(t -> {
                    int months = t.endedOn() == null ? 0 : (int) ChronoUnit.MONTHS.between(t.endedOn(), today);
                    AssessmentRules.Interest interest = rules.interest(TieKind.of(t.kind()), months, today);
                    return new Tie(institutionId, t.unitId(), t.kind(), t.words(), t.endedOn(), interest.conflicting(), interest.basis());
                }).toList();
    }

    /** @throws Refusal while it is disqualified */
    void qualified(Institution institution) {
        if (institution.disqualifiedUntil() != null) {
            throw Refusal.unprocessable("“" + institution.name() + "”已被取消第三方评估资格，至" + ChineseDates.date(institution.disqualifiedUntil()) + "期满，在此之前不能报名、不能选定。");
        }
    }

    private void open(String caseNo) {
        Assessment a = assessments.get(caseNo);
        if (!a.in(AssessmentState.CHOOSING)) {
            throw Refusal.conflict("评估" + caseNo + "现在是“" + a.stateWords() + "”，不能登记报名。计划确定以后、选定机构以前可以登记。");
        }
    }

    static String text(String typed, String what, int least, int most) {
        String text = typed == null ? "" : typed.strip();
        if (text.length() < least || text.length() > most) {
            throw Refusal.invalid("请填写" + what + "，" + least + "到" + most + "字。");
        }
        return text;
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
