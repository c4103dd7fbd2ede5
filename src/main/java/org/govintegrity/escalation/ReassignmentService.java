package org.govintegrity.escalation;

import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskControl;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives an open task to another person (改派). Its limit runs on: who has it changes, not when it is due. */
@Service
@Transactional
public class ReassignmentService {

    private final JdbcClient jdbc;
    private final TaskBook book;
    private final TaskControl control;
    private final Cases cases;
    private final Notices notices;
    private final Registry registry;
    private final Clock clock;

    ReassignmentService(JdbcClient jdbc, TaskBook book, TaskControl control, Cases cases, Notices notices, Registry registry, Clock clock) {
        this.jdbc = jdbc;
        this.book = book;
        this.control = control;
        this.cases = cases;
        this.notices = notices;
        this.registry = registry;
        this.clock = clock;
    }

    /** Whether the person may give that task to somebody: a supervisor any, a unit's head the unit's. */
    public boolean mayReassign(TaskEntry task, String by) {
        List<String> groups = registry.groupsOf(by);
        return groups.contains(Role.SUPERVISOR.id())
                || registry.unitOfGroup(task.owner()).map(Unit::id).map(Registry::headGroup).filter(groups::contains).isPresent();
    }

    /**
     * @throws Refusal if {@code by} may not, there is no reason, or the person cannot have the task: no candidate and not of its
     *                 unit, away, or bound to stand back
     */
    public Reassignment reassign(String taskId, String personId, String reason, String by) {
        TaskEntry task = book.get(taskId);
        if (!task.open()) {
            throw Refusal.conflict("“" + task.taskName() + "”已经办结，不能再改派。");
        }
        if (!mayReassign(task, by)) {
            throw Refusal.forbidden("任务由监督员改派，本单位的任务也可以由单位负责人改派。");
        }
        if (personId == null || personId.isBlank()) {
            throw Refusal.invalid("请选择改派给谁。");
        }
        Person to = registry.person(personId);
        String why = EscalationService.reason(reason, "改派理由");
        Optional<String> from = control.assignee(taskId);
        control.reassign(taskId, personId);
        jdbc.sql("insert into escalation_reassignment (task_id, case_no, from_person, to_person, reason, decided_by, decided_at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(taskId, task.caseNo(), from.orElse(null), personId, why, by, LocalDateTime.now(clock)).update();
        cases.find(task.caseNo()).ifPresent(file -> {
            // who does what inside the offices is not for the unit's eyes
            String type = registry.unitOfGroup(task.owner()).isPresent() ? "reassigned" : "internal-reassigned";
            cases.note(file.caseNo(), type, "“" + task.taskName() + "”" + from.map(registry::displayName).map(name -> "由" + name).orElse("") + "改派"
                    + registry.displayName(personId) + "办理。理由：" + why);
            notices.issue("task-reassigned", file.caseNo(), Registry.personGroup(personId), Map.of("person", to.name(), "task", task.taskName(), "caseNo", file.caseNo(),
                    "title", file.title(), "due", ChineseDates.date(task.dueOn()), "by", registry.displayName(by), "reason", why));
        });
        List<Reassignment> all = of(taskId);
        return all.get(all.size() - 1);
    }

    /** The people the task may be given to, in the order of the file. */
    @Transactional(readOnly = true)
    public List<Person> assignable(TaskEntry task) {
        List<String> ids = control.assignable(task.taskId());
        return registry.people().stream().filter(person -> ids.contains(person.id())).toList();
    }

    /** How often and by whom the task was given to another, oldest first. */
    @Transactional(readOnly = true)
    public List<Reassignment> of(String taskId) {
        return jdbc.sql("select * from escalation_reassignment where task_id = ? order by id").param(taskId).query(Rows.of(Reassignment.class)).list();
    }
}
