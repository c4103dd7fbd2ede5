package org.govintegrity.escalation;

import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.LadderStep;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.casefile.UnitSignalled;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.ErrorNumber;
import org.govintegrity.common.Rows;
import org.govintegrity.engine.OwnTransaction;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Climbs the ladder for tasks that are near or past their due date. */
@Service
public class LadderService {

    private static final Logger LOG = LoggerFactory.getLogger(LadderService.class);

    private final JdbcClient jdbc;
    private final TaskBook book;
    private final Cases cases;
    private final Notices notices;
    private final Registry registry;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final OwnTransaction ownTransaction;

    LadderService(JdbcClient jdbc, TaskBook book, Cases cases, Notices notices, Registry registry, ApplicationEventPublisher events, Clock clock,
                  OwnTransaction ownTransaction) {
        this.jdbc = jdbc;
        this.book = book;
        this.cases = cases;
        this.notices = notices;
        this.registry = registry;
        this.events = events;
        this.clock = clock;
        this.ownTransaction = ownTransaction;
    }

    /**
     * Takes every step that is due, each once per task however often and from wherever this is called. With nothing due
     * it costs one query. A task that cannot be climbed does not stop the others: they are done, then this fails.
     *
     * @return how many steps were taken
     * @throws StepsNotTaken once all others are done, naming the tasks and the error numbers to look for in the log
     */
    public int sweep() {
        int taken = 0;
        List<String> failed = new ArrayList<>();
        for (TaskEntry due : book.ladderDue()) {
            try {
                taken += climb(due.taskId());
            } catch (RuntimeException e) {
                String number = ErrorNumber.next();
                LOG.error("{} the ladder cannot be climbed for task {}", number, due.taskId(), e);
                failed.add(due.taskId() + "（" + number + "）");
            }
        }
        if (!failed.isEmpty()) {
            throw new StepsNotTaken(failed);
        }
        return taken;
    }

    /** Steps taken for the tasks of a case, oldest first. */
    public List<StepTaken> stepsOf(String caseNo) {
        return jdbc.sql("select * from escalation_step where case_no = ? order by id").param(caseNo).query(Rows.of(StepTaken.class)).list();
    }

    /** Cards given since a day, by unit, most reds first. */
    public List<Cards> cardsSince(LocalDate day) {
        return jdbc.sql("""
                        select unit_id, sum(case when step = 'YELLOW' then 1 else 0 end) as yellow, sum(case when step = 'RED' then 1 else 0 end) as red,
                               sum(case when step = 'INTERVIEW' then 1 else 0 end) as interviews
                        from escalation_step where unit_id is not null and step <> 'REMINDER' and taken_at >= ?
                        group by unit_id order by red desc, yellow desc, unit_id""")
                .param(day.atStartOfDay()).query(Rows.of(Cards.class)).list();
    }

    /** All steps of a task that are due by now, one after the other, each in a transaction of its own. */
    private int climb(String taskId) {
        int taken = 0;
        while (ownTransaction.call(() -> takeNextStep(taskId))) {
            taken++;
        }
        return taken;
    }

    private boolean takeNextStep(String taskId) {
        TaskEntry task = book.get(taskId);
        LocalDateTime now = LocalDateTime.now(clock);
        if (!task.open() || task.nextStepAt() == null || task.nextStepAt().isAfter(now) || waitsForExtension(task) || !book.climbed(task)) {
            return false;
        }
        String unit = unitOf(task.owner()).map(Unit::id).orElse(null);
        jdbc.sql("""
                        insert into escalation_step (task_id, step, case_no, task_name, owner_group, unit_id, due_on, taken_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(taskId, task.nextStep().name(), task.caseNo(), task.taskName(), task.owner(), unit, task.dueOn(), now).update();
        cases.note(task.caseNo(), "ladder", task.nextStep().label + "：“" + task.taskName() + "”，办理期限" + ChineseDates.date(task.dueOn()));
        announce(task, unit);
        if (unit != null && task.nextStep() == LadderStep.RED) {
            events.publishEvent(new UnitSignalled(unit));
        }
        return true;
    }

    /** No card while an extension that was asked for in time is not decided: the unit is not to pay for the wait. */
    private boolean waitsForExtension(TaskEntry task) {
        return task.nextStep() != LadderStep.REMINDER && jdbc.sql("select extension_no from escalation_extension where task_id = ? and decided_at is null")
                .param(task.taskId()).query(String.class).list().stream().anyMatch(no -> cases.get(no).open());
    }

    private void announce(TaskEntry task, String unit) {
        String head = unit == null ? task.owner() : Registry.headGroup(unit);
        switch (task.nextStep()) {
            case REMINDER -> tell("escalation-reminder", task, List.of(task.owner(), head));
            case YELLOW -> tell("escalation-yellow", task, unit == null ? List.of(head, Role.SUPERVISOR.id()) : List.of(head));
            case RED -> tell("escalation-red", task, unit == null ? List.of(head, Role.SUPERVISOR.id(), Role.JOINT_OFFICE.id())
                    : List.of(head, Role.JOINT_OFFICE.id()));
            case INTERVIEW -> {
                if (unit == null) {   // an office has no head to be interviewed; the district's leader hears of it
                    tell("escalation-report", task, List.of(head, Role.SUPERVISOR.id(), Role.LEADER.id()));
                } else {
                    callForInterview(task, unit);
                }
            }
        }
    }

    private void callForInterview(TaskEntry task, String unit) {
        CaseFile interview = cases.open(NewCase.numbered("YT", EscalationService.KIND, "约谈" + registry.unit(unit).shortName() + "：“" + task.taskName() + "”逾期",
                unit, cases.find(task.caseNo()).map(CaseFile::clauses).orElse(List.of()), cases.find(task.caseNo()).map(CaseFile::caseNo).orElse(null)));
        tell("escalation-interview", task, List.of(Registry.headGroup(unit)));
        events.publishEvent(new EscalationEvent(EscalationEvent.INTERVIEW_DUE, interview.caseNo()));
    }

    /** One notice to each of the groups, also where two of them are the same. */
    private void tell(String template, TaskEntry task, List<String> groups) {
        Map<String, String> values = Map.of("task", task.taskName(), "caseNo", task.caseNo(),
                "due", ChineseDates.date(task.dueOn()), "sum", task.explanation(),
                "owner", unitOf(task.owner()).map(Unit::fullName).orElseGet(() -> Role.of(task.owner()).map(Role::title).orElse(task.owner())));
        groups.stream().distinct().forEach(group -> notices.issue(template, task.caseNo(), group, values));
    }

    private Optional<Unit> unitOf(String group) {
        return registry.unitOfGroup(group);
    }
}
