package org.govintegrity.rectification;

import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.casefile.Problem;
import org.govintegrity.casefile.Problems;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.NumberedRows;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Mending what another case has found. */
@Service
@Transactional
public class RectificationService {

    static final String KIND = "rectification";
    private static final String PLAN_RULE = "rectification.plan";

    private final JdbcClient jdbc;
    private final Cases cases;
    private final Problems problems;
    private final Notices notices;
    private final DeadlineService deadlines;
    private final Registry registry;
    private final Clock clock;

    RectificationService(JdbcClient jdbc, Cases cases, Problems problems, Notices notices, DeadlineService deadlines, Registry registry, Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.problems = problems;
        this.notices = notices;
        this.deadlines = deadlines;
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * Opens the case with the problems of the case it came from.
     *
     * @param planRule rule of the plan's limit where the case it came from has one of its own; null for the usual one
     */
    public String open(String parentNo, String planRule) {
        CaseFile parent = cases.get(parentNo);
        List<Problem> found = problems.of(parentNo);
        if (found.isEmpty()) {
            throw new IllegalStateException("case " + parentNo + " has no problems to mend");
        }
        List<String> clauses = found.stream().map(Problem::clause).filter(Objects::nonNull).distinct().toList();
        CaseFile file = cases.open(NewCase.numbered("ZG", KIND, "整改：" + parent.title(), parent.unitId(), clauses, parentNo));
        cases.setMembers(file.caseNo(), Cases.TEAM, cases.members(parentNo, Cases.TEAM));
        jdbc.sql("insert into rectification (case_no, parent_no, round, plan_rule) values (?, ?, 1, ?)").params(file.caseNo(), parentNo, planRule).update();
        for (Problem problem : found) {
            jdbc.sql("insert into rectification_item (case_no, seq, clause, problem, mend_by) values (?, ?, ?, ?, ?)")
                    .params(file.caseNo(), problem.seq(), problem.clause(), problem.text(), problem.mendBy()).update();
        }
        return file.caseNo();
    }

    public void serveNotice(String caseNo) {
        notices.issue("rectification-notice", caseNo, cases.get(caseNo).unitId(), Map.of(
                "unit", unitName(caseNo), "caseNo", caseNo, "items", items(caseNo).stream().map(i -> i.seq() + ". "
                        + (i.clause() == null ? "" : "（" + i.clause() + "）") + i.problem()
                        + (i.mendBy() == null ? "" : "（限" + ChineseDates.date(i.mendBy()) + "前整改）")).collect(Collectors.joining("\n"))));
    }

    /**
     * Takes the unit's plan in.
     *
     * @param rows {@code no, owner, measure, by}; each item exactly once, no day past or after the allowed one
     */
    public void plan(String caseNo, List<Map<String, Object>> rows) {
        CaseFile file = cases.get(caseNo);
        LocalDate today = LocalDate.now(clock);
        LocalDate limit = deadlines.due("rectification.report", today, file.openedOn()).due();
        Map<Integer, Map<String, Object>> byItem = NumberedRows.exactlyOnce(numbers(items(caseNo)), rows);
        for (RectificationItem item : items(caseNo)) {
            Map<String, Object> row = byItem.get(item.seq());
            LocalDate by = LocalDate.parse((String) row.get("by"));
            LocalDate last = item.mendBy() == null ? limit : item.mendBy();
            if (by.isBefore(today)) {
                throw Refusal.invalid("第" + item.seq() + "项的完成日期" + ChineseDates.date(by) + "已经过去，请填写今天或以后的日期。");
            }
            if (by.isAfter(last)) {
                throw Refusal.invalid("第" + item.seq() + "项最迟应在" + ChineseDates.date(last) + "前完成，请调整完成日期" + ChineseDates.date(by) + "。");
            }
            jdbc.sql("update rectification_item set owner = ?, measure = ?, planned_for = ? where case_no = ? and seq = ?")
                    .params(row.get("owner"), row.get("measure"), by, caseNo, item.seq()).update();
        }
        cases.note(caseNo, "rectification-plan", "提交整改方案：" + items(caseNo).stream().map(i -> i.seq() + ". " + i.owner() + "负责，"
                + ChineseDates.date(i.plannedFor()) + "前完成，措施：" + i.measure()).collect(Collectors.joining("；")));
    }

    /** @param rows {@code no, result}; each item still open exactly once */
    public void report(String caseNo, List<Map<String, Object>> rows) {
        List<RectificationItem> open = openItems(caseNo);
        Map<Integer, Map<String, Object>> byItem = NumberedRows.exactlyOnce(numbers(open), rows);
        for (RectificationItem item : open) {
            jdbc.sql("update rectification_item set result = ? where case_no = ? and seq = ?")
                    .params(byItem.get(item.seq()).get("result"), caseNo, item.seq()).update();
        }
        cases.note(caseNo, "rectification-report", "提交整改报告：" + openItems(caseNo).stream().map(i -> i.seq() + ". " + i.result()).collect(Collectors.joining("；")));
    }

    /**
     * Takes the verification in.
     *
     * @param rows {@code no, passed (yes|no), reason}; each item still open exactly once, a failed one with a reason
     * @return whether every item of the case has passed
     */
    public boolean verify(String caseNo, List<Map<String, Object>> rows) {
        List<RectificationItem> open = openItems(caseNo);
        Map<Integer, Map<String, Object>> byItem = NumberedRows.exactlyOnce(numbers(open), rows);
        List<String> words = new ArrayList<>();
        for (RectificationItem item : open) {
            Map<String, Object> row = byItem.get(item.seq());
            boolean passed = "yes".equals(row.get("passed"));
            if (!passed && row.get("reason") == null) {
                throw Refusal.invalid("第" + item.seq() + "项核查未通过，请写明理由和还要做什么。");
            }
            jdbc.sql("update rectification_item set passed = ?, reason = ? where case_no = ? and seq = ?")
                    .params(passed, row.get("reason"), caseNo, item.seq()).update();
            words.add(item.seq() + ". " + (passed ? "通过，销号" : "未通过：" + row.get("reason")));
        }
        cases.note(caseNo, "rectification-verified", "核查整改结果：" + String.join("；", words));
        return openItems(caseNo).isEmpty();
    }

    /** The unit has to mend and report again what did not pass. */
    public void again(String caseNo) {
        jdbc.sql("update rectification set round = round + 1 where case_no = ?").param(caseNo).update();
        notices.issue("rectification-again", caseNo, cases.get(caseNo).unitId(), Map.of("unit", unitName(caseNo), "caseNo", caseNo, "reasons", reasons(caseNo)));
    }

    public void close(String caseNo) {
        notices.issue("rectification-closed", caseNo, cases.get(caseNo).unitId(), Map.of("unit", unitName(caseNo), "caseNo", caseNo));
        cases.close(caseNo, "closed", "整改事项全部通过核查，予以销号");
    }

    public void fail(String caseNo) {
        Map<String, String> values = Map.of("unit", unitName(caseNo), "caseNo", caseNo, "reasons", reasons(caseNo));
        notices.issue("rectification-failed", caseNo, cases.get(caseNo).unitId(), values);
        notices.issue("rectification-failed", caseNo, Role.SUPERVISOR.id(), values);
        cases.close(caseNo, "failed", "整改未通过：" + reasons(caseNo));
    }

    /** Neither plan nor report came although the time of grace is over. */
    public void overdue(String caseNo) {
        String open = openItems(caseNo).stream().map(i -> i.seq() + ". " + i.problem()).collect(Collectors.joining("\n"));
        Map<String, String> values = Map.of("unit", unitName(caseNo), "caseNo", caseNo, "items", open);
        notices.issue("rectification-overdue", caseNo, cases.get(caseNo).unitId(), values);
        notices.issue("rectification-overdue", caseNo, Role.SUPERVISOR.id(), values);
        cases.close(caseNo, "overdue", "逾期不整改：" + open);
    }

    /** The case that called for it was cancelled. */
    public void abandon(String caseNo) {
        cases.close(caseNo, "cancelled", "所属案件已撤销或者结论已撤销，整改随之终止");
    }

    /** Rule of the limit for the plan; empty if there is no such case. */
    @Transactional(readOnly = true)
    public Optional<String> planRule(String caseNo) {
        return jdbc.sql("select coalesce(plan_rule, '" + PLAN_RULE + "') from rectification where case_no = ?").param(caseNo).query(String.class).optional();
    }

    @Transactional(readOnly = true)
    public int round(String caseNo) {
        return jdbc.sql("select round from rectification where case_no = ?").param(caseNo).query(Integer.class).single();
    }

    @Transactional(readOnly = true)
    public List<RectificationItem> items(String caseNo) {
        return jdbc.sql("""
                select case_no, seq, clause, problem, mend_by, owner, measure, planned_for, result, passed, reason
                from rectification_item where case_no = ? order by seq""").param(caseNo).query(Rows.of(RectificationItem.class)).list();
    }

    @Transactional(readOnly = true)
    public List<RectificationItem> openItems(String caseNo) {
        return items(caseNo).stream().filter(RectificationItem::open).toList();
    }

    private String reasons(String caseNo) {
        return openItems(caseNo).stream().map(i -> i.seq() + ". " + i.problem() + "——" + i.reason()).collect(Collectors.joining("\n"));
    }

    private String unitName(String caseNo) {
        return registry.unit(cases.get(caseNo).unitId()).fullName();
    }

    private static List<Integer> numbers(List<RectificationItem> items) {
        return items.stream().map(RectificationItem::seq).toList();
    }
}
