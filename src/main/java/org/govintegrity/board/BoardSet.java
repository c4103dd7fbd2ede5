package org.govintegrity.board;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a figure on the board counts, and what its list therefore shows: the same condition makes both. Tasks are duties only; a right,
 * such as a statement of defence, is nobody's to be late with.
 */
public enum BoardSet {
    LATE("late", Of.TASKS, "超期未办结", "t.closed_at is null and t.opened_at < :end and t.due_on < :today"),
    NEAR("near", Of.TASKS, "临期", "t.closed_at is null and t.opened_at < :end and t.due_on >= :today and t.due_on <= :near"),
    RUNNING("running", Of.TASKS, "在办（未临期）", "t.closed_at is null and t.opened_at < :end and t.due_on > :near"),
    OPEN("open", Of.TASKS, "全部在办", "t.closed_at is null and t.opened_at < :end"),
    DONE("done", Of.TASKS, "期间内办结", "t.closed_at >= :start and t.closed_at < :end and t.closed_how = 'completed'"),
    /** what the rate of punctuality is of: until the last day of its limit is over, an open task is neither in time nor late */
    DUE("due", Of.TASKS, "应办结", "t.due_on >= :from and t.due_on <= :to and (t.closed_how = 'completed' or t.closed_at is not null and cast(t.closed_at as date) > t.due_on "
            + "or t.closed_at is null and t.due_on < :today)"),
    IN_TIME("intime", Of.TASKS, "按期办结", "t.due_on >= :from and t.due_on <= :to and t.closed_how = 'completed' and cast(t.closed_at as date) <= t.due_on"),
    OVERDUE("overdue", Of.TASKS, "逾期（含逾期办结）", "t.due_on >= :from and t.due_on <= :to and (t.closed_at is not null and cast(t.closed_at as date) > t.due_on "
            + "or t.closed_at is null and t.due_on < :today)"),
    NEWLY_LATE("newly-late", Of.TASKS, "上周以来新超期", "t.due_on >= :sinceDue and t.due_on < :until and (t.closed_at is null or cast(t.closed_at as date) > t.due_on)"),
    NEWLY_DONE("newly-done", Of.TASKS, "上周以来办结", "t.closed_at >= :since and t.closed_at < :afterUntil and t.closed_how = 'completed'"),
    REMINDERS("reminders", Of.STEPS, "临期提醒", "s.step = 'REMINDER' and s.taken_at >= :start and s.taken_at < :end"),
    YELLOWS("yellows", Of.STEPS, "黄牌", "s.step = 'YELLOW' and s.taken_at >= :start and s.taken_at < :end"),
    REDS("reds", Of.STEPS, "红牌", "s.step = 'RED' and s.taken_at >= :start and s.taken_at < :end"),
    INTERVIEWS("interviews", Of.STEPS, "约谈", "s.step = 'INTERVIEW' and s.taken_at >= :start and s.taken_at < :end"),
    CARDS("cards", Of.STEPS, "黄牌和红牌", "s.step in ('YELLOW', 'RED') and s.taken_at >= :start and s.taken_at < :end"),
    NEW_CARDS("new-cards", Of.STEPS, "上周以来亮牌和约谈", "s.step <> 'REMINDER' and s.taken_at >= :since and s.taken_at < :afterUntil"),
    COMPLAINTS("complaints", Of.CASES, "办理中的投诉", "c.kind = 'complaint' and c.closed_at is null"),
    COMPLAINTS_15("complaints-15", Of.CASES, "办理中的投诉：15日以内", "c.kind = 'complaint' and c.closed_at is null and c.opened_on >= :age15"),
    COMPLAINTS_60("complaints-60", Of.CASES, "办理中的投诉：16至60日", "c.kind = 'complaint' and c.closed_at is null and c.opened_on < :age15 and c.opened_on >= :age60"),
    COMPLAINTS_90("complaints-90", Of.CASES, "办理中的投诉：61至90日", "c.kind = 'complaint' and c.closed_at is null and c.opened_on < :age60 and c.opened_on >= :age90"),
    COMPLAINTS_OLD("complaints-old", Of.CASES, "办理中的投诉：超过90日", "c.kind = 'complaint' and c.closed_at is null and c.opened_on < :age90"),
    NEW_COMPLAINTS("new-complaints", Of.CASES, "上周以来新投诉", "c.kind = 'complaint' and c.opened_on >= :sinceOn and c.opened_on <= :until"),
    NEW_FINDINGS("new-findings", Of.CASES, "上周以来新立案的失信认定", "c.kind = 'breach-finding' and c.opened_on >= :sinceOn and c.opened_on <= :until"),
    WARNINGS("warnings", Of.WARNINGS, "未消除的预警", ""),
    NEW_WARNINGS("new-warnings", Of.WARNINGS, "上周以来新预警", "");

    /** What a row of the list is. */
    public enum Of { TASKS, STEPS, CASES, WARNINGS }

    public final String code;
    public final Of of;
    public final String label;
    final String condition;

    BoardSet(String code, Of of, String label, String condition) {
        this.code = code;
        this.of = of;
        this.label = label;
        this.condition = condition;
    }

    /** Name in addresses. */
    public String code() {
        return code;
    }

    /** Chinese, for people. */
    public String label() {
        return label;
    }

    public static Optional<BoardSet> of(String code) {
        return Arrays.stream(values()).filter(set -> set.code.equals(code)).findFirst();
    }
}
