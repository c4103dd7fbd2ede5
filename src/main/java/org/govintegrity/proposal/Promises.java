package org.govintegrity.proposal;

import org.govintegrity.casefile.Cases;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.evidence.EvidenceService;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** What answers of class B and C promise: on the list from the signature until it is reported with proof and verified. */
@Service
@Transactional
public class Promises {

    private static final String SELECT = "select case_no, round, seq, text, due_on, report, wanted_due_on, kept_on from proposal_promise ";
    /** Only what the last signed answer promises counts. */
    private static final String IN_FORCE = """
            round = (select max(a.round) from proposal_answer a where a.case_no = proposal_promise.case_no and a.signed_on is not null)""";

    private final JdbcClient jdbc;
    private final Cases cases;
    private final EvidenceService evidence;
    private final Clock clock;

    Promises(JdbcClient jdbc, Cases cases, EvidenceService evidence, Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** What is promised, and for which day. */
    public record Wanted(String text, LocalDate dueOn) {
    }

    void draft(String caseNo, int round, AnswerClass answerClass, List<Wanted> wanted) {
        if (answerClass.promises() && wanted.isEmpty()) {
            throw Refusal.invalid(answerClass + "类答复应当列出承诺事项和完成日期，至少一项。");
        }
        if (!answerClass.promises() && !wanted.isEmpty()) {
            throw Refusal.invalid(answerClass + "类答复没有承诺事项；还有事项要办的，请选择B类或者C类。");
        }
        jdbc.sql("delete from proposal_promise where case_no = ? and round = ?").params(caseNo, round).update();
        for (int i = 0; i < wanted.size(); i++) {
            Wanted promise = wanted.get(i);
            if (promise.text() == null || promise.dueOn() == null) {
                throw Refusal.invalid("第" + (i + 1) + "项承诺没有写明内容或者完成日期。");
            }
            later(promise.dueOn(), "第" + (i + 1) + "项承诺的完成日期");
            jdbc.sql("insert into proposal_promise (case_no, round, seq, text, due_on) values (?, ?, ?, ?, ?)")
                    .params(caseNo, round, i + 1, promise.text(), promise.dueOn()).update();
        }
    }

    /**
     * The lead unit reports that it is kept, or that circumstances have changed.
     *
     * @param changed circumstances have changed and another day is asked for; else it is kept, which needs proof uploaded with the task
     * @param day     the other day
     */
    public void report(String caseNo, int seq, String taskId, String report, boolean changed, LocalDate day) {
        Promise promise = get(caseNo, seq);
        LocalDate wantedDueOn = changed ? day : null;
        if (changed && day == null) {
            throw Refusal.invalid("申请调整的，请填写调整后的完成日期。");
        }
        if (changed) {
            later(wantedDueOn, "调整后的完成日期");
            if (!wantedDueOn.isAfter(promise.dueOn())) {
                throw Refusal.invalid("调整后的完成日期应当晚于原来的" + ChineseDates.date(promise.dueOn()) + "。");
            }
        } else if (evidence.ofCase(caseNo).stream().noneMatch(e -> !e.withdrawn() && taskId.equals(e.taskId()))) {
            throw Refusal.unprocessable("请先从表单下方的“查看案件、上传证据”上传落实的证明材料，再报告已落实。");
        }
        jdbc.sql("update proposal_promise set report = ?, wanted_due_on = ? where case_no = ? and round = ? and seq = ?")
                .params(report, wantedDueOn, caseNo, promise.round(), seq).update();
        cases.note(caseNo, "proposal-promise-reported", (wantedDueOn == null ? "报告承诺已落实：" : "情况变化，申请将完成日期调整为" + ChineseDates.date(wantedDueOn) + "：")
                + promise.text() + "。" + report);
    }

    /** @throws Refusal if it is not agreed to without a reason */
    public void verify(String caseNo, int seq, boolean agreed, String reason) {
        Promise promise = get(caseNo, seq);
        if (!agreed && (reason == null || reason.isBlank())) {
            throw Refusal.invalid("请写明为什么不予认可，单位按此继续落实。");
        }
        if (!agreed) {
            cases.note(caseNo, "proposal-promise-verified", "不予认可：" + promise.text() + "。" + reason);
        } else if (promise.wantedDueOn() == null) {
            jdbc.sql("update proposal_promise set kept_on = ? where case_no = ? and round = ? and seq = ?").params(LocalDate.now(clock), caseNo, promise.round(), seq).update();
            cases.note(caseNo, "proposal-promise-verified", "核实已落实，销号：" + promise.text());
        } else {
            jdbc.sql("update proposal_promise set due_on = wanted_due_on, wanted_due_on = null where case_no = ? and round = ? and seq = ?")
                    .params(caseNo, promise.round(), seq).update();
            cases.note(caseNo, "proposal-promise-verified", "同意完成日期由" + ChineseDates.date(promise.dueOn()) + "调整为" + ChineseDates.date(promise.wantedDueOn()) + "：" + promise.text());
        }
    }

    /** A promise of the last signed answer. */
    @Transactional(readOnly = true)
    public Promise get(String caseNo, int seq) {
        return of(caseNo).stream().filter(p -> p.seq() == seq).findFirst().orElseThrow(() -> new IllegalStateException("no promise " + seq + " of " + caseNo));
    }

    /** What the last signed answer promises. */
    @Transactional(readOnly = true)
    public List<Promise> of(String caseNo) {
        return jdbc.sql(SELECT + "where case_no = ? and " + IN_FORCE + " order by seq").param(caseNo).query(Rows.of(Promise.class)).list();
    }

    /** Of those, what is not verified as kept. */
    @Transactional(readOnly = true)
    public List<Promise> open(String caseNo) {
        return of(caseNo).stream().filter(p -> p.keptOn() == null).toList();
    }

    /** What is drafted for an answer. */
    @Transactional(readOnly = true)
    public List<Promise> drafted(String caseNo, int round) {
        return jdbc.sql(SELECT + "where case_no = ? and round = ? order by seq").params(caseNo, round).query(Rows.of(Promise.class)).list();
    }

    /**
     * The list of all promises, the earliest day first. Whether the reader may see each the caller has to ask.
     *
     * @param kept   null for both
     * @param unitId of the lead unit; null for all
     */
    @Transactional(readOnly = true)
    public List<PromiseEntry> list(Boolean kept, String unitId) {
        return jdbc.sql("""
                        select q.case_no, p.kind, p.number, p.subject, p.lead_unit, a.answer_class, q.seq, q.text, q.due_on, q.wanted_due_on, q.kept_on
                        from proposal_promise q join proposal p on p.case_no = q.case_no join proposal_answer a on a.case_no = q.case_no and a.round = q.round
                        where q.round = (select max(b.round) from proposal_answer b where b.case_no = q.case_no and b.signed_on is not null)
                        """ + (kept == null ? "" : " and q.kept_on is " + (kept ? "not null" : "null")) + (unitId == null ? "" : " and p.lead_unit = :unit")
                        + " order by q.due_on, q.case_no, q.seq")
                .param("unit", unitId).query(Rows.of(PromiseEntry.class)).list();
    }

    private void later(LocalDate day, String what) {
        if (!day.isAfter(LocalDate.now(clock))) {
            throw Refusal.invalid(what + ChineseDates.date(day) + "应当晚于今天，已经完成的请选择A类或者报告已落实。");
        }
    }
}
