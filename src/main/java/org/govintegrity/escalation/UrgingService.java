package org.govintegrity.escalation;

import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Urges a task by hand (催办), beside the ladder: it is neither a card nor does it move the ladder or the limit. Once for each task
 * and day, whoever does it, so that a unit is not showered (project default).
 */
@Service
@Transactional
public class UrgingService {

    private static final int STRIDE = 500;

    private final JdbcClient jdbc;
    private final TaskBook book;
    private final Cases cases;
    private final Notices notices;
    private final Registry registry;
    private final Clock clock;

    UrgingService(JdbcClient jdbc, TaskBook book, Cases cases, Notices notices, Registry registry, Clock clock) {
        this.jdbc = jdbc;
        this.book = book;
        this.cases = cases;
        this.notices = notices;
        this.registry = registry;
        this.clock = clock;
    }

    /** Whether the person may urge that task: a supervisor and the joint office any, a unit's head the unit's. */
    public boolean mayUrge(TaskEntry task, String by) {
        List<String> groups = registry.groupsOf(by);
        return groups.contains(Role.SUPERVISOR.id()) || groups.contains(Role.JOINT_OFFICE.id())
                || registry.unitOfGroup(task.owner()).map(Unit::id).map(Registry::headGroup).filter(groups::contains).isPresent();
    }

    /**
     * Whoever has to do the task is told, and so is the unit's head; the case's timeline says who urged.
     *
     * @throws Refusal if {@code by} may not, the task is over, is a right that nobody has to use, or was urged today
     */
    public void urge(String taskId, String by) {
        TaskEntry task = book.get(taskId);
        if (!mayUrge(task, by)) {
            throw Refusal.forbidden("任务由监督员、联席会议办公室催办，本单位的任务也可以由单位负责人催办。");
        }
        if (!task.open()) {
            throw Refusal.conflict("已经办结，不需要催办。");
        }
        if (!duty(taskId)) {
            throw Refusal.unprocessable("这是对方的权利，可以不行使，不能催办。");
        }
        LocalDateTime now = LocalDateTime.now(clock);
        LocalDate today = now.toLocalDate();
        urgedBy(taskId, today).ifPresent(person -> {
            throw already(person);
        });
        try {
            jdbc.sql("insert into escalation_urge (task_id, urged_on, case_no, urged_by, urged_at) values (?, ?, ?, ?, ?)")
                    .params(taskId, today, task.caseNo(), by, now).update();
        } catch (DuplicateKeyException aColleagueWasFaster) {
            throw already(null);
        }
        Optional<Unit> unit = registry.unitOfGroup(task.owner());
        // who does what inside the offices is not for the unit's eyes
        cases.note(task.caseNo(), unit.isPresent() ? "urged" : "internal-urged", "催办“" + task.taskName() + "”，办理期限" + ChineseDates.date(task.dueOn())
                + "。催办人：" + registry.displayName(by));
        long left = ChronoUnit.DAYS.between(today, task.dueOn());
        Map<String, String> values = Map.of("task", task.taskName(), "caseNo", task.caseNo(), "due", ChineseDates.date(task.dueOn()), "sum", task.explanation(),
                "left", left < 0 ? "已超期" + -left + "天" : left == 0 ? "今天到期" : "还有" + left + "天", "by", registry.displayName(by),
                "owner", unit.map(Unit::fullName).orElseGet(() -> Role.of(task.owner()).map(Role::title).orElse(task.owner())));
        Stream.concat(Stream.of(task.owner()), unit.map(Unit::id).map(Registry::headGroup).stream()).distinct()
                .forEach(group -> notices.issue("escalation-urge", task.caseNo(), group, values));
    }

    /** Which of these tasks were urged today. */
    @Transactional(readOnly = true)
    public Set<String> urgedToday(Collection<String> taskIds) {
        Set<String> urged = new HashSet<>();
        List<String> all = List.copyOf(taskIds);
        for (int from = 0; from < all.size(); from += STRIDE) {
            urged.addAll(jdbc.sql("select task_id from escalation_urge where urged_on = :today and task_id in (:ids)").param("today", LocalDate.now(clock))
                    .param("ids", all.subList(from, Math.min(all.size(), from + STRIDE))).query(String.class).list());
        }
        return urged;
    }

    private boolean duty(String taskId) {
        return jdbc.sql("select duty from casefile_task where task_id = ?").param(taskId).query(Boolean.class).single();
    }

    private Optional<String> urgedBy(String taskId, LocalDate day) {
        return jdbc.sql("select urged_by from escalation_urge where task_id = ? and urged_on = ?").params(taskId, day).query(String.class).optional();
    }

    private Refusal already(String person) {
        return Refusal.conflict("今天已经" + (person == null ? "" : "由" + registry.displayName(person)) + "催办过，同一任务每天催办一次，请明天再催。");
    }
}
