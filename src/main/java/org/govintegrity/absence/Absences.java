package org.govintegrity.absence;

import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Names substitutes and says who acts for whom today. Every right is asked for here at the moment it is used, so that an
 * absence begins and ends with its days whatever else has or has not been brought up to date.
 */
@Service
@Transactional
public class Absences {

    /** How long one absence may last (project default, a row of the table of limits). */
    static final String LONGEST = "absence.longest";

    private static final Logger LOG = LoggerFactory.getLogger(Absences.class);
    private static final int LONGEST_REASON = 500;
    private static final String RUNNING = "select * from absence where ended_at is null and from_on <= :today and to_on >= :today ";

    private final JdbcClient jdbc;
    private final Registry registry;
    private final DeadlineService deadlines;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Absences(JdbcClient jdbc, Registry registry, DeadlineService deadlines, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.registry = registry;
        this.deadlines = deadlines;
        this.events = events;
        this.clock = clock;
    }

    /** Whether the person may name a substitute for the other: the head of the other's unit, the joint office, a supervisor. */
    public boolean mayName(String by, Person absent) {
        List<String> groups = registry.groupsOf(by);
        return districtWide(groups) || groups.contains(Registry.headGroup(absent.unitId()));
    }

    /** Whoever may name a substitute, and the absent person who is back. */
    public boolean mayEnd(String by, Absence absence) {
        return by.equals(absence.personId()) || mayName(by, registry.person(absence.personId()));
    }

    /**
     * Names a substitute for some days.
     *
     * @param from first day, today at the earliest
     * @param to   last day
     * @throws Refusal saying what stands against it
     */
    public Absence name(String personId, String substituteId, LocalDate from, LocalDate to, String reason, String by) {
        Person person = active(personId, "缺席人");
        if (!mayName(by, person)) {
            throw Refusal.forbidden("代办人由缺席人所在单位的负责人、联席会议办公室或者监督员指定。请联系本单位负责人。");
        }
        Person substitute = active(substituteId, "代办人");
        if (personId.equals(substituteId)) {
            throw Refusal.invalid("代办人不能是缺席人自己，请另选一人。");
        }
        if (!person.unitId().equals(substitute.unitId())) {
            throw Refusal.invalid("代办人应当是缺席人同一单位的人员，" + substitute.name() + "不是" + registry.unit(person.unitId()).shortName() + "的人员。请另选一人。");
        }
        checkDays(from, to);
        String why = reason(reason);
        takeTurn();
        refuseOverlap(person, substitute, from, to);
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("insert into absence (person_id, substitute_id, from_on, to_on, reason, named_by, named_at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(personId, substituteId, from, to, why, by, LocalDateTime.now(clock)).update(key, "id");
        long id = key.getKeyAs(Number.class).longValue();
        LOG.info("缺席代办 {}：{} 指定 {} 代 {}，{} 至 {}", id, by, substituteId, personId, from, to);
        return changed(get(id));
    }

    /** Ends it now; what the substitute holds goes back. */
    public Absence end(long id, String by) {
        Absence absence = get(id);
        if (!mayEnd(by, absence)) {
            throw Refusal.forbidden("缺席代办由指定人所在岗位、单位负责人或者缺席人本人结束。");
        }
        int ended = jdbc.sql("update absence set ended_by = ?, ended_at = ? where id = ? and ended_at is null and to_on >= ?")
                .params(by, LocalDateTime.now(clock), id, LocalDate.now(clock)).update();
        if (ended == 0) {
            throw Refusal.conflict("这次缺席代办已经结束，不需要再结束。");
        }
        LOG.info("缺席代办 {}：{} 提前结束", id, by);
        return changed(get(id));
    }

    /** @throws Refusal (not found) if there is none */
    @Transactional(readOnly = true)
    public Absence get(long id) {
        return jdbc.sql("select * from absence where id = ?").param(id).query(Rows.of(Absence.class)).optional()
                .orElseThrow(() -> Refusal.notFound("没有这次缺席代办的记录，请刷新页面后再试。"));
    }

    /** Those that run today, of people who still have an office, with substitutes who still are of the same unit. */
    @Transactional(readOnly = true)
    public List<Absence> inForce() {
        return jdbc.sql(RUNNING + "order by id").param("today", LocalDate.now(clock)).query(Rows.of(Absence.class)).list().stream().filter(this::stillFits).toList();
    }

    /** For whom the person acts today. */
    @Transactional(readOnly = true)
    public List<Absence> actedForBy(String substituteId) {
        return jdbc.sql(RUNNING + "and substitute_id = :substitute order by id").param("today", LocalDate.now(clock)).param("substitute", substituteId)
                .query(Rows.of(Absence.class)).list().stream().filter(this::stillFits).toList();
    }

    /** The absence of a person who is away today. */
    @Transactional(readOnly = true)
    public Optional<Absence> of(String personId) {
        return jdbc.sql(RUNNING + "and person_id = :person").param("today", LocalDate.now(clock)).param("person", personId).query(Rows.of(Absence.class)).optional();
    }

    /**
     * What the person may look at, newest first: a head the unit's, the joint office and supervisors all of them, and everybody
     * those that they are part of themselves.
     */
    @Transactional(readOnly = true)
    public List<Absence> visibleTo(String personId, int limit) {
        List<String> groups = registry.groupsOf(personId);
        List<String> people = registry.people().stream().filter(person -> groups.contains(Registry.headGroup(person.unitId()))).map(Person::id).toList();
        return jdbc.sql("""
                        select * from absence where :all = 1 or person_id = :me or substitute_id = :me or person_id in (:people)
                        order by case when ended_at is null and to_on >= :today then 0 else 1 end, from_on desc, id desc fetch first :limit rows only""")
                .param("all", districtWide(groups) ? 1 : 0).param("me", personId).param("people", people.isEmpty() ? List.of("-") : people)
                .param("today", LocalDate.now(clock)).param("limit", limit).query(Rows.of(Absence.class)).list();
    }

    /** For whom the person may name a substitute, in the order of the file. */
    @Transactional(readOnly = true)
    public List<Person> nameable(String by) {
        return registry.people().stream().filter(person -> !person.roles().isEmpty() && mayName(by, person)).toList();
    }

    /**
     * Waits for whoever else changes absences or what follows from them, on any node, until the transaction ends: two that
     * were named at the same moment could not see each other.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeTurn() {
        jdbc.sql("update absence_turn set taken = taken + 1").update();
    }

    /** The substitute takes a task in the absent person's stead. */
    public void took(Absence absence, String taskId, String caseNo, String taskName) {
        jdbc.sql("insert into absence_task (absence_id, task_id, case_no, task_name, taken_at) values (?, ?, ?, ?, ?)")
                .params(absence.id(), taskId, caseNo, taskName, LocalDateTime.now(clock)).update();
    }

    /** What the substitute held in somebody's stead is done, given back or gone; of no effect for other tasks. */
    public void letGo(String taskId, String how) {
        jdbc.sql("update absence_task set closed_at = ?, how = ? where task_id = ? and closed_at is null").params(LocalDateTime.now(clock), how, taskId).update();
    }

    /** In whose stead the task is held now, also where that absence is over and the task not yet given back. */
    @Transactional(readOnly = true)
    public Optional<Absence> heldUnder(String taskId) {
        return jdbc.sql("select a.* from absence a where a.id in (select t.absence_id from absence_task t where t.task_id = ? and t.closed_at is null)")
                .param(taskId).query(Rows.of(Absence.class)).optional();
    }

    /** Every task that some substitute holds now. */
    @Transactional(readOnly = true)
    public List<TakenTask> held() {
        return jdbc.sql("select * from absence_task where closed_at is null order by id").query(Rows.of(TakenTask.class)).list();
    }

    /** What was taken under an absence, in that order. */
    @Transactional(readOnly = true)
    public List<TakenTask> taken(long absenceId) {
        return jdbc.sql("select * from absence_task where absence_id = ? order by id").param(absenceId).query(Rows.of(TakenTask.class)).list();
    }

    /** How many days one absence may last at most. */
    public int longest() {
        return deadlines.rule(LONGEST, LocalDate.now(clock)).amount();
    }

    /** Whether it gives the substitute any right today. */
    @Transactional(readOnly = true)
    public boolean inForce(Absence absence) {
        return absence.inForceOn(LocalDate.now(clock)) && stillFits(absence);
    }

    private void checkDays(LocalDate from, LocalDate to) {
        LocalDate today = LocalDate.now(clock);
        if (from == null || to == null) {
            throw Refusal.invalid("请填写缺席的第一天和最后一天。");
        }
        if (from.isBefore(today)) {
            throw Refusal.invalid("第一天不能早于今天（" + ChineseDates.date(today) + "），已经过去的日子不能补定代办人。");
        }
        if (to.isBefore(from)) {
            throw Refusal.invalid("最后一天不能早于第一天，请核对日期。");
        }
        int longest = longest();
        if (to.isAfter(from.plusDays(longest - 1L))) {
            throw Refusal.unprocessable("一次缺席代办最长" + longest + "天（系统默认），最后一天不能晚于" + ChineseDates.date(from.plusDays(longest - 1L))
                    + "。时间更长的，请到期再定，或者调整岗位。");
        }
    }


    private void refuseOverlap(Person person, Person substitute, LocalDate from, LocalDate to) {
        overlapping("person_id", person.id(), from, to).ifPresent(other -> {
            throw Refusal.conflict(person.name() + days(other) + "已由" + registry.displayName(other.substituteId()) + "代办，日期重叠。请先结束那一次，或者改日期。");
        });
        overlapping("person_id", substitute.id(), from, to).ifPresent(other -> {
            throw Refusal.conflict(substitute.name() + days(other) + "自己也缺席，不能代办。请另选一人，或者改日期。");
        });
        overlapping("substitute_id", person.id(), from, to).ifPresent(other -> {
            throw Refusal.conflict(person.name() + days(other) + "正代" + registry.displayName(other.personId()) + "办理，代办不能再转给别人。请先为"
                    + registry.displayName(other.personId()) + "另行指定代办人。");
        });
    }

    private Optional<Absence> overlapping(String column, String personId, LocalDate from, LocalDate to) {
        return jdbc.sql("select * from absence where ended_at is null and " + column + " = ? and from_on <= ? and to_on >= ? order by from_on fetch first 1 rows only")
                .params(personId, to, from).query(Rows.of(Absence.class)).optional();
    }

    private Person active(String personId, String what) {
        if (personId == null || personId.isBlank()) {
            throw Refusal.invalid("请选择" + what + "。");
        }
        Person person = registry.person(personId);
        if (person.roles().isEmpty()) {
            throw Refusal.invalid(person.name() + "已经离岗，不能作为" + what + "。请另选一人。");
        }
        return person;
    }

    private boolean stillFits(Absence absence) {
        Optional<Person> person = registry.findPerson(absence.personId()).filter(p -> !p.roles().isEmpty());
        Optional<Person> substitute = registry.findPerson(absence.substituteId()).filter(p -> !p.roles().isEmpty());
        return person.isPresent() && substitute.map(Person::unitId).filter(person.get().unitId()::equals).isPresent();
    }

    private Absence changed(Absence absence) {
        events.publishEvent(new AbsenceChanged(absence));
        return absence;
    }

    private static boolean districtWide(List<String> groups) {
        return groups.contains(Role.JOINT_OFFICE.id()) || groups.contains(Role.SUPERVISOR.id());
    }

    private static String days(Absence other) {
        return "自" + ChineseDates.date(other.fromOn()) + "至" + ChineseDates.date(other.toOn());
    }

    private static String reason(String reason) {
        if (reason == null || reason.isBlank()) {
            throw Refusal.invalid("请写明缺席的原因，例如出差、休假。");
        }
        String stripped = reason.strip();
        int length = stripped.codePointCount(0, stripped.length());
        if (length > LONGEST_REASON) {
            throw Refusal.invalid("缺席的原因最多" + LONGEST_REASON + "字，现有" + length + "字，请压缩后再提交。");
        }
        return stripped;
    }
}
