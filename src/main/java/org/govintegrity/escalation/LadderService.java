package org.govintegrity.escalation;

import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.LadderStep;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.ErrorNumber;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

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
    private final TransactionTemplate ownTransaction;

    LadderService(JdbcClient jdbc, TaskBook book, Cases cases, Notices notices, Registry registry, ApplicationEventPublisher events, Clock clock,
                  PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.book = book;
        this.cases = cases;
        this.notices = notices;
        this.registry = registry;
        this.events = events;
        this.clock = clock;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Takes every step that is due, each once per task however often and from wherever this is called. With nothing due
     * it costs one query. A task that cannot be climbed does not stop the others: they are done, then this fails.
     *
     * @return how many steps were taken
     */
    public int sweep() {
        int taken = 0;
        List<String> failed = new ArrayList<>();
        for (TaskEntry due : book.ladderDue()) {
            try {
                taken += climb(due.taskId());
            } catch (DuplicateKeyException somebodyElseJustDid) {
                LOG.debug("another sweep has taken the step of task {}", due.taskId());
            } catch (RuntimeException e) {
                String number = ErrorNumber.next();
                LOG.error("{} the ladder cannot be climbed for task {}", number, due.taskId(), e);
                failed.add(due.taskId() + " (" + number + ")");
            }
        }
        if (!failed.isEmpty()) {
            throw new IllegalStateException("the ladder was not climbed for " + failed);
        }
        return taken;
    }

    /** Steps taken for the tasks of a case, oldest first. */
    public List<StepTaken> stepsOf(String caseNo) {
        return jdbc.sql("select * from escalation_step where case_no = ? order by id").param(caseNo).query(StepTaken.class).list();
    }

    /** Cards given since a day, by unit, most reds first. */
    public List<Cards> cardsSince(LocalDate day) {
        return jdbc.sql("""
                        select unit_id, sum(case when step = 'YELLOW' then 1 else 0 end) as yellow, sum(case when step = 'RED' then 1 else 0 end) as red,
                               sum(case when step = 'INTERVIEW' then 1 else 0 end) as interviews
                        from escalation_step where unit_id is not null and step <> 'REMINDER' and taken_at >= ?
                        group by unit_id order by red desc, yellow desc, unit_id""")
                .param(day.atStartOfDay()).query(Cards.class).list();
    }

    /** All steps of a task that are due by now, one after the other, each in a transaction of its own. */
    private int climb(String taskId) {
        int taken = 0;
        while (Boolean.TRUE.equals(ownTransaction.execute(status -> takeNextStep(taskId)))) {
            taken++;
        }
        return taken;
    }

    private boolean takeNextStep(String taskId) {
        TaskEntry task = book.get(taskId);
        LocalDateTime now = LocalDateTime.now(clock);
        if (!task.open() || task.nextStepAt() == null || task.nextStepAt().isAfter(now)) {
            return false;
        }
        String unit = unitOf(task.owner()).map(Unit::id).orElse(null);
        jdbc.sql("""
                        insert into escalation_step (task_id, step, case_no, task_name, owner_group, unit_id, due_on, taken_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(taskId, task.nextStep().name(), task.caseNo(), task.taskName(), task.owner(), unit, task.dueOn(), now).update();
        cases.note(task.caseNo(), "ladder", task.nextStep().label + "：“" + task.taskName() + "”，办理期限" + ChineseDates.date(task.dueOn()));
        announce(task, unit);
        book.climbed(task);
        return true;
    }

    private void announce(TaskEntry task, String unit) {
        String head = unit == null ? task.owner() : Registry.headGroup(unit);
        switch (task.nextStep()) {
            case REMINDER -> {
                tell("escalation-reminder", task, task.owner());
                if (!head.equals(task.owner())) {
                    tell("escalation-reminder", task, head);
                }
            }
            case YELLOW -> {
                tell("escalation-yellow", task, head);
                if (unit == null) {
                    tell("escalation-yellow", task, Role.SUPERVISOR.id());
                }
            }
            case RED -> {
                tell("escalation-red", task, head);
                tell("escalation-red", task, Role.JOINT_OFFICE.id());
            }
            case INTERVIEW -> {
                if (unit == null) {
                    tell("escalation-red", task, Role.JOINT_OFFICE.id());
                } else {
                    callForInterview(task, unit);
                }
            }
        }
    }

    private void callForInterview(TaskEntry task, String unit) {
        CaseFile interview = cases.open(NewCase.numbered("YT", EscalationService.KIND, "约谈" + registry.unit(unit).shortName() + "：“" + task.taskName() + "”逾期",
                unit, cases.find(task.caseNo()).map(CaseFile::clauses).orElse(List.of()), cases.find(task.caseNo()).map(CaseFile::caseNo).orElse(null)));
        tell("escalation-interview", task, Registry.headGroup(unit));
        events.publishEvent(new EscalationEvent(EscalationEvent.INTERVIEW_DUE, interview.caseNo()));
    }

    private void tell(String template, TaskEntry task, String group) {
        notices.issue(template, task.caseNo(), group, Map.of("task", task.taskName(), "caseNo", task.caseNo(),
                "due", ChineseDates.date(task.dueOn()), "sum", task.explanation(),
                "owner", unitOf(task.owner()).map(Unit::fullName).orElseGet(() -> Role.of(task.owner()).map(Role::title).orElse(task.owner()))));
    }

    private Optional<Unit> unitOf(String group) {
        return registry.unitOfGroup(group);
    }
}
