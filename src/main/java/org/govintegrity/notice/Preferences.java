package org.govintegrity.notice;

import org.govintegrity.calendar.WorkingDays;
import org.govintegrity.common.Refusal;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What units and offices want of their notices. Nothing here touches the delivery in the application, which is the lawful one. */
@Service
@Transactional
public class Preferences {

    /** Offices that have no unit of their own to speak for them. */
    private static final List<Role> OFFICES = List.of(Role.SUPERVISOR, Role.JOINT_OFFICE, Role.CREDIT_CENTRE, Role.LEADER, Role.AUTHORITY);
    private static final RowMapper<Preference> PREFERENCE = (row, i) -> new Preference(row.getString("holder"),
            Arrays.stream(row.getString("muted").split(",")).filter(id -> !id.isEmpty()).toList(), row.getBoolean("digest"), row.getInt("digest_hour"),
            new QuietHours(row.getObject("quiet_from", LocalTime.class), row.getObject("quiet_to", LocalTime.class), row.getBoolean("quiet_days_off")),
            row.getString("set_by"), row.getObject("set_at", LocalDateTime.class));

    private final JdbcClient jdbc;
    private final Registry registry;
    private final Channels channels;
    private final WorkingDays workingDays;
    private final Clock clock;

    Preferences(JdbcClient jdbc, Registry registry, Channels channels, WorkingDays workingDays, Clock clock) {
        this.jdbc = jdbc;
        this.registry = registry;
        this.channels = channels;
        this.workingDays = workingDays;
        this.clock = clock;
    }

    /** Whose preferences count for a group: the unit's for all its people, an office's own. */
    public String holderOf(String group) {
        return registry.unitOfGroup(group).map(Unit::id)
                .or(() -> registry.personOfGroup(group).map(Person::unitId)).orElse(group);
    }

    @Transactional(readOnly = true)
    public Preference of(String holder) {
        return jdbc.sql("select * from notice_preference where holder = ? order by id desc fetch first 1 rows only").param(holder).query(PREFERENCE).optional()
                .orElseGet(() -> Preference.unset(holder));
    }

    /** What was set before, newest first. */
    @Transactional(readOnly = true)
    public List<Preference> history(String holder, int limit) {
        return jdbc.sql("select * from notice_preference where holder = ? order by id desc fetch first ? rows only").params(holder, limit).query(PREFERENCE).list();
    }

    /** The preferences in force of all who want a digest. */
    @Transactional(readOnly = true)
    List<Preference> withDigest() {
        return jdbc.sql("""
                select * from notice_preference p where p.digest = true
                and not exists (select 1 from notice_preference later where later.holder = p.holder and later.id > p.id) order by p.holder""").query(PREFERENCE).list();
    }

    /** Whose preferences the person may set: those of the unit they head; an administrator anybody's. */
    @Transactional(readOnly = true)
    public List<String> settableBy(String personId) {
        Optional<Person> person = registry.findPerson(personId);
        if (registry.groupsOf(personId).contains(Role.ADMIN.id())) {
            LocalDate today = LocalDate.now(clock);
            return Stream.concat(OFFICES.stream().map(Role::id), registry.unitsOn(today).stream().map(Unit::id)).toList();
        }
        return person.filter(one -> one.has(Role.HEAD)).map(one -> List.of(one.unitId())).orElse(List.of());
    }

    /** Channels that can be switched on and off for a holder. */
    public List<NoticeChannel> choices(String holder) {
        return channels.reaching(holder);
    }

    /** When something may be sent to that group, if it may not be now. */
    @Transactional(readOnly = true)
    public Optional<LocalDateTime> quietUntil(String holder, LocalDateTime now) {
        return of(holder).quiet().until(now, workingDays::isWorkingDay);
    }

    /**
     * What a form asks for.
     *
     * @param on ids of the channels that are wanted
     */
    public record Wanted(Set<String> on, boolean digest, Integer digestHour, LocalTime quietFrom, LocalTime quietTo, boolean quietDaysOff) {
    }

    /** @throws Refusal saying what is wrong; then nothing has changed */
    public Preference set(String holder, Wanted wanted, String by) {
        if (!settableBy(by).contains(holder)) {
            throw Refusal.forbidden("通知设置由本单位负责人或者管理员修改。请联系他们。");
        }
        if ((wanted.quietFrom() == null) != (wanted.quietTo() == null)) {
            throw Refusal.invalid("免打扰时段要么起止都填，要么都不填。");
        }
        if (wanted.quietFrom() != null && wanted.quietFrom().equals(wanted.quietTo())) {
            throw Refusal.invalid("免打扰时段的起止不能相同。整天免打扰的，请关闭相应的途径。");
        }
        QuietHours quiet = new QuietHours(wanted.quietFrom(), wanted.quietTo(), wanted.quietDaysOff());
        int hour = wanted.digestHour() == null ? Preference.DIGEST_HOUR : wanted.digestHour();
        if (hour < 0 || hour > 23) {
            throw Refusal.invalid("每日汇总的时间应在0点到23点之间。");
        }
        if (wanted.digest() && !wanted.on().contains(Delivery.MAIL)) {
            throw Refusal.invalid("每日汇总用电子邮件发送，请先勾选“电子邮件”；没有这一项的，请管理员先配置邮件服务器和邮箱。");
        }
        if (wanted.digest() && quiet.covers(LocalTime.of(hour, 0))) {
            throw Refusal.invalid("每日汇总的时间（" + hour + "点）在免打扰时段之内，请调整其中一个。");
        }
        List<String> offered = choices(holder).stream().map(NoticeChannel::id).toList();
        // one that was switched off stays so while it is not set up and the form cannot offer it
        List<String> muted = Stream.concat(offered.stream().filter(id -> !wanted.on().contains(id)),
                of(holder).muted().stream().filter(id -> !offered.contains(id))).sorted().toList();
        jdbc.sql("""
                        insert into notice_preference (holder, muted, digest, digest_hour, quiet_from, quiet_to, quiet_days_off, set_by, set_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(holder, String.join(",", muted), wanted.digest(), hour, wanted.quietFrom(), wanted.quietTo(), wanted.quietDaysOff(), by, LocalDateTime.now(clock))
                .update();
        return of(holder);
    }
}
