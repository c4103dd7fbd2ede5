package org.govintegrity.casefile;

import org.govintegrity.calendar.Deadline;
import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.calendar.WorkingDays;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.Map;
import java.util.Optional;

/** Every task and timer that runs against a lawful limit, with the sum behind its date. */
@Service
@Transactional
public class TaskBook {

    /** What whoever asks for a task hears when there is none, or none for them. */
    public static final String NO_SUCH_TASK = "没有找到这项任务，可能已办结。请刷新待办列表。";

    private static final LocalTime MIDNIGHT = LocalTime.of(23, 59, 59);
    private static final String SELECT = """
            select task_id, case_no, process_key, task_key, task_name, item, owner_group, rule_id, as_of, start_on, due_on,
                   explanation, provisional, extended_by, opened_at, closed_at, closed_by, next_step, next_step_at
            from casefile_task
            """;
    private static final RowMapper<TaskEntry> TASK = (row, i) -> new TaskEntry(row.getString("task_id"), row.getString("case_no"),
            row.getString("process_key"), row.getString("task_key"), row.getString("task_name"), row.getString("item"), row.getString("owner_group"),
            row.getString("rule_id"), row.getObject("as_of", LocalDate.class), row.getObject("start_on", LocalDate.class),
            row.getObject("due_on", LocalDate.class), row.getString("explanation"), row.getBoolean("provisional"),
            row.getInt("extended_by"), row.getObject("opened_at", LocalDateTime.class),
            row.getObject("closed_at", LocalDateTime.class), row.getString("closed_by"),
            LadderStep.valueOf(row.getString("next_step")), row.getObject("next_step_at", LocalDateTime.class));

    private final JdbcClient jdbc;
    private final Cases cases;
    private final DeadlineService deadlines;
    private final WorkingDays workingDays;
    private final Actor actor;
    private final Clock clock;

    TaskBook(JdbcClient jdbc, Cases cases, DeadlineService deadlines, WorkingDays workingDays, Actor actor, Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.deadlines = deadlines;
        this.workingDays = workingDays;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * Enters a task that has just opened; the clock starts today (at dispatch, not when somebody opens it).
     *
     * @param rule the version in force when the case began counts
     * @param duty false for a right, such as the statement of defence: whoever does not use it is not late, so no ladder is climbed
     */
    public TaskEntry open(String taskId, String caseNo, String processKey, String taskKey, String taskName, String item, String owner, String rule, boolean duty) {
        return open(taskId, caseNo, processKey, taskKey, taskName, item, owner, rule, duty, null, "");
    }

    /**
     * @param from day 0 of the limit where that is not today: the law may count from receipt or dispatch, whatever comes before the
     *             task. Such a limit may span several tasks, and an extension granted at one holds for those after it.
     * @param clause of the plan by which the model asks for the task; what counts is what its case is about, where that names any
     */
    public TaskEntry open(String taskId, String caseNo, String processKey, String taskKey, String taskName, String item, String owner, String rule, boolean duty,
                          LocalDate from, String clause) {
        Optional<CaseFile> file = cases.find(caseNo);
        LocalDate asOf = file.map(CaseFile::openedOn).orElseGet(this::today);
        String clauses = file.map(CaseFile::clauses).filter(named -> !named.isEmpty()).map(named -> String.join(",", named)).orElse(clause);
        int extendedBy = from == null ? 0 : extendedBy(caseNo, rule, from);
        Deadline due = deadlines.due(rule, from == null ? today() : from, asOf);
        due = extendedBy == 0 ? due : deadlines.extend(due, extendedBy);
        jdbc.sql("""
                        insert into casefile_task (task_id, case_no, process_key, task_key, task_name, item, owner_group, rule_id, as_of, start_on,
                            due_on, explanation, provisional, extended_by, opened_at, next_step, next_step_at, duty, clauses)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(taskId, caseNo, processKey, taskKey, taskName, item, owner, rule, asOf, due.start(), due.due(), due.explain(),
                        due.provisional(), extendedBy, now(), LadderStep.REMINDER.name(), duty ? reminderAt(due.due(), asOf) : null, duty, clauses)
                .update();
        return get(taskId);
    }

    /** Gives one of several tasks side by side a name of its own. */
    public void rename(String taskId, String name) {
        jdbc.sql("update casefile_task set task_name = ? where task_id = ?").params(name, taskId).update();
    }

    /** @param how {@code completed}, {@code cancelled} … ; closing twice has no further effect */
    public void close(String taskId, String how) {
        jdbc.sql("update casefile_task set closed_at = ?, closed_by = ?, closed_how = ?, next_step_at = null where task_id = ? and closed_at is null")
                .params(now(), actor.id(), how, taskId).update();
    }

    @Transactional(readOnly = true)
    public TaskEntry get(String taskId) {
        return find(taskId).orElseThrow(() -> Refusal.notFound(NO_SUCH_TASK));
    }

    @Transactional(readOnly = true)
    public Optional<TaskEntry> find(String taskId) {
        return jdbc.sql(SELECT + "where task_id = ?").param(taskId).query(TASK).optional();
    }

    @Transactional(readOnly = true)
    public List<TaskEntry> ofCase(String caseNo) {
        return jdbc.sql(SELECT + "where case_no = ? order by opened_at, task_id").param(caseNo).query(TASK).list();
    }

    @Transactional(readOnly = true)
    public List<TaskEntry> byIds(Collection<String> taskIds) {
        return taskIds.isEmpty() ? List.of()
                : jdbc.sql(SELECT + "where task_id in (:ids) order by due_on, opened_at").param("ids", taskIds).query(TASK).list();
    }

    /** Open tasks that any of these groups has to do, the most pressing first. */
    @Transactional(readOnly = true)
    public List<TaskEntry> openOf(Collection<String> groups) {
        return groups.isEmpty() ? List.of()
                : jdbc.sql(SELECT + "where closed_at is null and owner_group in (:groups) order by due_on, opened_at").param("groups", groups).query(TASK).list();
    }

    /** Open tasks of several cases, by case, the most pressing first. */
    @Transactional(readOnly = true)
    public Map<String, List<TaskEntry>> openOfCases(Collection<String> caseNos) {
        return caseNos.isEmpty() ? Map.of() : jdbc.sql(SELECT + "where closed_at is null and case_no in (:cases) order by due_on, opened_at")
                .param("cases", caseNos).query(TASK).list().stream().collect(Collectors.groupingBy(TaskEntry::caseNo));
    }

    /** All open tasks of the district. */
    @Transactional(readOnly = true)
    public List<TaskEntry> allOpen() {
        return jdbc.sql(SELECT + "where closed_at is null order by task_id").query(TASK).list();
    }

    /** Open tasks past their due date, longest first. */
    @Transactional(readOnly = true)
    public List<TaskEntry> late() {
        return jdbc.sql(SELECT + "where closed_at is null and due_on < ? order by due_on, task_id").param(today()).query(TASK).list();
    }

    /** Open tasks whose next step of the ladder is due: one query over one index, also when there are none. */
    @Transactional(readOnly = true)
    public List<TaskEntry> ladderDue() {
        return jdbc.sql(SELECT + "where next_step_at <= ? order by next_step_at, task_id").param(now()).query(TASK).list();
    }

    /**
     * Notes that the task's next step is taken and when the one after it is due. The row stays locked until the
     * transaction ends, so of several who try only one takes the step.
     *
     * @return false if somebody else has taken it, or the task has ended meanwhile
     */
    public boolean climbed(TaskEntry task) {
        LadderStep next = task.nextStep().next();
        return jdbc.sql("update casefile_task set next_step = ?, next_step_at = ? where task_id = ? and next_step = ? and next_step_at is not null")
                .params(next == null ? task.nextStep().name() : next.name(),
                        next == null ? null : stepAt(next, task.dueOn(), task.asOf()), task.taskId(), task.nextStep().name())
                .update() == 1;
    }

    /** More time in the unit of the task's rule, counted from the old due date. */
    public DueMove extend(String taskId, int by, String why) {
        TaskEntry task = get(taskId);
        jdbc.sql("update casefile_task set extended_by = ? where task_id = ?").params(by, taskId).update();
        return move(task, deadlineOf(task, by), why).orElseThrow();
    }

    /** The task passes to another group; its clock starts anew on {@code startOn}, and so does its ladder. */
    public Optional<DueMove> passTo(String taskId, String owner, LocalDate startOn, String why) {
        TaskEntry task = get(taskId);
        Deadline due = deadlines.due(task.rule(), startOn, task.asOf());
        jdbc.sql("update casefile_task set owner_group = ?, start_on = ?, extended_by = 0, next_step = ?, next_step_at = ? where task_id = ?")
                .params(owner, startOn, LadderStep.REMINDER.name(), reminderAt(due.due(), task.asOf()), taskId).update();
        return move(get(taskId), due, why);
    }

    /** Computes every open due date anew, as after a new holiday notice, and traces each that moved. */
    public List<DueMove> recompute(String why) {
        List<DueMove> moves = new ArrayList<>();
        for (TaskEntry task : allOpen()) {
            move(task, deadlineOf(task, task.extendedBy()), why).ifPresent(moves::add);
        }
        return moves;
    }

    /** Moves of a case's due dates, oldest first. */
    @Transactional(readOnly = true)
    public List<DueMove> movesOf(String caseNo) {
        return jdbc.sql("""
                select m.task_id, m.case_no, coalesce(t.task_name, '流程定时') as task_name, m.old_due, m.new_due, m.why from casefile_due_move m
                left join casefile_task t on t.task_id = m.task_id where m.case_no = ? order by m.id""").param(caseNo).query(Rows.of(DueMove.class)).list();
    }

    /** The latest moves of due dates in all cases, newest first. */
    @Transactional(readOnly = true)
    public List<DueMove> recentMoves(int limit) {
        return jdbc.sql("""
                select m.task_id, m.case_no, coalesce(t.task_name, '流程定时') as task_name, m.old_due, m.new_due, m.why from casefile_due_move m
                left join casefile_task t on t.task_id = m.task_id order by m.id desc fetch first ? rows only""").param(limit).query(Rows.of(DueMove.class)).list();
    }

    /** How many moves of due dates there have been. */
    @Transactional(readOnly = true)
    public long moves() {
        return jdbc.sql("select count(*) from casefile_due_move").query(Long.class).single();
    }

    /**
     * The last day of a limit that a timer in a model waits for. Asked again by the same execution (as when timers are
     * computed anew), it counts from the same first day.
     */
    public LocalDate timer(String executionId, String processInstanceId, String caseNo, String rule, String why) {
        return timer(executionId, processInstanceId, caseNo, rule, null, why);
    }

    /**
     * The last day of a grace that begins when a task falls due. Asked again, it follows the task's due date as it is then:
     * an extension of the task moves the end of the grace too.
     *
     * @param taskRule rule of the task whose lateness is waited for
     * @param grace    rule of the time it is waited beyond the task's due date
     */
    public LocalDate grace(String executionId, String processInstanceId, String caseNo, String taskRule, String grace, String why) {
        LocalDate asOf = cases.find(caseNo).map(CaseFile::openedOn).orElseGet(this::today);
        LocalDate due = jdbc.sql("select due_on from casefile_task where case_no = ? and rule_id = ? and closed_at is null order by opened_at desc fetch first 1 rows only")
                .params(caseNo, taskRule).query(LocalDate.class).optional()
                .orElseGet(() -> deadlines.due(taskRule, today(), asOf).due());
        return timer(executionId, processInstanceId, caseNo, grace, due, why);
    }

    private LocalDate timer(String executionId, String processInstanceId, String caseNo, String rule, LocalDate from, String why) {
        LocalDate asOf = cases.find(caseNo).map(CaseFile::openedOn).orElseGet(this::today);
        var known = jdbc.sql("select start_on, due_on from casefile_timer where execution_id = ? and rule_id = ?")
                .params(executionId, rule).query((row, i) -> new LocalDate[]{row.getObject(1, LocalDate.class), row.getObject(2, LocalDate.class)}).optional();
        Deadline due = deadlines.due(rule, from != null ? from : known.map(k -> k[0]).orElseGet(this::today), asOf);
        if (known.isEmpty()) {
            jdbc.sql("""
                            insert into casefile_timer (execution_id, rule_id, process_instance_id, case_no, start_on, due_on, explanation, provisional)
                            values (?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(executionId, rule, processInstanceId, caseNo, due.start(), due.due(), due.explain(), due.provisional()).update();
        } else if (!known.get()[1].equals(due.due())) {
            jdbc.sql("update casefile_timer set start_on = ?, due_on = ?, explanation = ?, provisional = ? where execution_id = ? and rule_id = ?")
                    .params(due.start(), due.due(), due.explain(), due.provisional(), executionId, rule).update();
            trace(executionId, caseNo, known.get()[1], due.due(), why);
        }
        return due.due();
    }

    /** Process instances in which a timer of a lawful limit was started. */
    @Transactional(readOnly = true)
    public List<String> instancesWithTimers() {
        return jdbc.sql("select distinct process_instance_id from casefile_timer").query(String.class).list();
    }

    private int extendedBy(String caseNo, String rule, LocalDate startOn) {
        return jdbc.sql("select coalesce(max(extended_by), 0) from casefile_task where case_no = ? and rule_id = ? and start_on = ?")
                .params(caseNo, rule, startOn).query(Integer.class).single();
    }

    private Deadline deadlineOf(TaskEntry task, int extendedBy) {
        Deadline due = deadlines.due(task.rule(), task.startOn(), task.asOf());
        return extendedBy == 0 ? due : deadlines.extend(due, extendedBy);
    }

    private Optional<DueMove> move(TaskEntry task, Deadline due, String why) {
        jdbc.sql("update casefile_task set due_on = ?, explanation = ?, provisional = ?, next_step_at = ? where task_id = ?")
                .params(due.due(), due.explain(), due.provisional(),
                        task.nextStepAt() == null ? null : stepAt(task.nextStep(), due.due(), task.asOf()), task.taskId())
                .update();
        if (due.due().equals(task.dueOn())) {
            return Optional.empty();
        }
        trace(task.taskId(), task.caseNo(), task.dueOn(), due.due(), why);
        cases.note(task.caseNo(), "due-moved", "“" + task.taskName() + "”的办理期限由" + ChineseDates.date(task.dueOn())
                + "调整为" + ChineseDates.date(due.due()) + "。原因：" + why);
        return Optional.of(new DueMove(task.taskId(), task.caseNo(), task.taskName(), task.dueOn(), due.due(), why));
    }

    private void trace(String taskId, String caseNo, LocalDate oldDue, LocalDate newDue, String why) {
        jdbc.sql("insert into casefile_due_move (task_id, case_no, old_due, new_due, why, moved_by, moved_at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(taskId, caseNo, oldDue, newDue, why, actor.id(), now()).update();
    }

    /**
     * When whoever gets a task today is reminded of it. Of one whose whole limit is as short as the reminder's not on the spot, for they have just been
     * told, but on the next working day, which is still in time.
     */
    private LocalDateTime reminderAt(LocalDate due, LocalDate asOf) {
        LocalDateTime usual = stepAt(LadderStep.REMINDER, due, asOf);
        LocalDateTime next = workingDays.plus(today(), 1).atStartOfDay();
        return usual.isBefore(next) && !next.toLocalDate().isAfter(due) ? next : usual;
    }

    /** When a step is due: the reminder at the start of its day, the others once their day has ended. */
    private LocalDateTime stepAt(LadderStep step, LocalDate due, LocalDate asOf) {
        return switch (step) {
            case REMINDER -> workingDays.plus(due, -deadlines.rule("escalation.reminder", asOf).amount()).atStartOfDay();
            case YELLOW -> due.atTime(MIDNIGHT);
            case RED -> workingDays.plus(due, deadlines.rule("escalation.red", asOf).amount()).atTime(MIDNIGHT);
            case INTERVIEW -> workingDays.plus(due, deadlines.rule("escalation.interview", asOf).amount()).atTime(MIDNIGHT);
        };
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private LocalDateTime now() {
        return LocalDateTime.now(clock);
    }
}
