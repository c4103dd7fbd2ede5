package org.govintegrity.notice;

import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.calendar.WorkingDays;
import org.govintegrity.casefile.CaseNumbers;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.ErrorNumber;
import org.govintegrity.engine.OwnTransaction;
import org.govintegrity.registry.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One mail in the morning of a working day instead of many: what has arrived since, what is late and what is due soon. Written once
 * for a unit and a day, however often and from wherever it is asked for.
 */
@Service
public class Digests {

    private static final String TEMPLATE = "daily-digest";
    private static final int LISTED = 50;
    private static final Logger LOG = LoggerFactory.getLogger(Digests.class);

    private final JdbcClient jdbc;
    private final Preferences preferences;
    private final NoticeTemplates templates;
    private final NoticeService notices;
    private final MailAddresses addresses;
    private final CaseNumbers numbers;
    private final Cases cases;
    private final TaskBook book;
    private final WorkingDays workingDays;
    private final DeadlineService deadlines;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final OwnTransaction ownTransaction;

    Digests(JdbcClient jdbc, Preferences preferences, NoticeTemplates templates, NoticeService notices, MailAddresses addresses, CaseNumbers numbers,
            Cases cases, TaskBook book, WorkingDays workingDays, DeadlineService deadlines, Clock clock, ApplicationEventPublisher events, OwnTransaction ownTransaction) {
        this.jdbc = jdbc;
        this.preferences = preferences;
        this.templates = templates;
        this.notices = notices;
        this.addresses = addresses;
        this.numbers = numbers;
        this.cases = cases;
        this.book = book;
        this.workingDays = workingDays;
        this.deadlines = deadlines;
        this.clock = clock;
        this.events = events;
        this.ownTransaction = ownTransaction;
    }

    /** A notice that waits for the digest at one address. */
    private record Gathered(long id, String recipient, String noticeNo, String caseNo, String title, String addressee, LocalDateTime issuedAt) {
    }

    /**
     * Writes the digests whose hour has come today; on a day without work none. A unit whose digest cannot be written does not stop the
     * others: they are done, then this fails.
     *
     * @return how many were written
     * @throws DigestsNotWritten once all others are done, with the error numbers to look for in the log
     */
    public int sweep() {
        LocalDateTime now = LocalDateTime.now(clock);
        if (!workingDays.isWorkingDay(now.toLocalDate())) {
            return 0;
        }
        int written = 0;
        List<String> failed = new ArrayList<>();
        for (String holder : waiting(now)) {
            try {
                written += ownTransaction.call(() -> write(holder, now)) ? 1 : 0;
            } catch (AlreadyWritten somebodyWasFaster) {
                LOG.debug("the digest of {} is being written by another node", holder);
            } catch (RuntimeException e) {
                String number = ErrorNumber.next();
                LOG.error("{} the digest of {} cannot be written", number, holder, e);
                failed.add(holder + " (" + number + ")");
            }
        }
        if (!failed.isEmpty()) {
            throw new DigestsNotWritten(failed);
        }
        return written;
    }

    /** Whose hour has come and who has none of today yet. What was gathered for somebody who no longer wants a digest goes out too. */
    private Set<String> waiting(LocalDateTime now) {
        LocalDateTime day = now.toLocalDate().atStartOfDay();
        Set<String> holders = new TreeSet<>();
        for (Preference wish : preferences.withDigest()) {
            // set after the hour: it begins tomorrow
            if (wish.wants(Delivery.MAIL) && wish.setAt().isBefore(day.plusHours(wish.digestHour()))) {
                holders.add(wish.holder());
            }
        }
        jdbc.sql("""
                        select n.addressee, min(n.issued_at) as since from notice_delivery d join notice n on n.notice_no = d.notice_no
                        where d.state = 'GATHERED' group by n.addressee""")
                .query((row, i) -> Map.entry(preferences.holderOf(row.getString("addressee")), row.getObject("since", LocalDateTime.class))).list().stream()
                .filter(one -> one.getValue().isBefore(day.plusHours(preferences.of(one.getKey()).digestHour()))).forEach(one -> holders.add(one.getKey()));
        holders.removeIf(holder -> now.isBefore(day.plusHours(preferences.of(holder).digestHour())));
        holders.removeAll(jdbc.sql("select holder from notice_digest where day_on = ?").param(now.toLocalDate()).query(String.class).list());
        return holders;
    }

    private boolean write(String holder, LocalDateTime now) {
        LocalDate today = now.toLocalDate();
        if (jdbc.sql("select count(*) from notice_digest where holder = ? and day_on = ?").params(holder, today).query(Integer.class).single() > 0) {
            return false;
        }
        String no = numbers.next("HZ", 6);
        try {
            jdbc.sql("insert into notice_digest (digest_no, holder, day_on, made_at) values (?, ?, ?, ?)").params(no, holder, today, now).update();
        } catch (DuplicateKeyException e) {
            throw new AlreadyWritten();
        }
        List<Gathered> gathered = gathered(holder);
        gathered.forEach(one -> jdbc.sql("update notice_delivery set state = 'DIGESTED', digest_no = ?, note = ? where id = ? and state = 'GATHERED'")
                .params(no, "并入" + ChineseDates.date(today) + "的每日汇总（" + no + "）", one.id()).update());
        Set<String> recipients = gathered.stream().map(Gathered::recipient).collect(Collectors.toCollection(LinkedHashSet::new));
        Preference wish = preferences.of(holder);
        if (wish.digest() && wish.wants(Delivery.MAIL)) {
            preferences.choices(holder).stream().filter(channel -> channel.id().equals(Delivery.MAIL)).forEach(mail -> recipients.addAll(mail.recipients(holder)));
        }
        boolean anything = false;
        for (String recipient : recipients) {
            anything |= write(no, holder, recipient, gathered.stream().filter(one -> one.recipient().equals(recipient)).toList(), today);
        }
        if (anything) {
            events.publishEvent(new DigestReady(no));
        }
        return anything;
    }

    private List<Gathered> gathered(String holder) {
        return jdbc.sql("""
                        select d.id, d.recipient, n.notice_no, n.case_no, n.title, n.addressee, n.issued_at
                        from notice_delivery d join notice n on n.notice_no = d.notice_no where d.state = 'GATHERED' order by n.issued_at, n.notice_no""")
                .query((row, i) -> new Gathered(row.getLong("id"), row.getString("recipient"), row.getString("notice_no"), row.getString("case_no"),
                        row.getString("title"), row.getString("addressee"), row.getObject("issued_at", LocalDateTime.class)))
                .list().stream().filter(one -> preferences.holderOf(one.addressee()).equals(holder)).toList();
    }

    /** The mail to one address: tasks of the groups it stands for only. Where there is nothing to tell, none. */
    private boolean write(String no, String holder, String recipient, List<Gathered> arrived, LocalDate today) {
        Set<String> groups = new LinkedHashSet<>(List.of(holder, Registry.headGroup(holder)));
        groups.removeIf(group -> !addresses.of(group).contains(recipient));
        // as the ladder's first step, so that the morning's mail and the reminder speak of the same tasks
        LocalDate soon = workingDays.plus(today, deadlines.rule("escalation.reminder", today).amount());
        List<TaskEntry> pressing = book.openOf(groups).stream().filter(task -> !task.dueOn().isAfter(soon)).toList();
        if (arrived.isEmpty() && pressing.isEmpty()) {
            return false;
        }
        List<TaskEntry> late = pressing.stream().filter(task -> task.dueOn().isBefore(today)).toList();
        List<TaskEntry> due = pressing.stream().filter(task -> !task.dueOn().isBefore(today)).toList();
        NoticeTemplates.Text text = templates.render(TEMPLATE, Map.of("unit", notices.addresseeName(holder), "day", ChineseDates.date(today),
                "arrived", lines(arrived.stream().map(this::line).toList()), "late", lines(late.stream().map(task -> line(task, today)).toList()),
                "soon", lines(due.stream().map(task -> line(task, today)).toList())));
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("insert into notice_delivery (notice_no, channel, recipient, state, attempts) values (?, ?, ?, 'PENDING', 0)")
                .params(no, Delivery.MAIL, recipient).update(key, "id");
        jdbc.sql("insert into notice_digest_mail (delivery_id, title, body) values (?, ?, ?)")
                .params(Objects.requireNonNull(key.getKey()).longValue(), text.title(), text.body()).update();
        return true;
    }

    private String line(Gathered one) {
        String what = cases.confidential(one.caseNo()) ? "一份新的通知，请登录查看" : "《" + one.title() + "》";
        return what + "（" + one.noticeNo() + "，" + ChineseDates.time(one.issuedAt()) + "）";
    }

    private String line(TaskEntry task, LocalDate today) {
        long days = ChronoUnit.DAYS.between(today, task.dueOn());
        String when = days < 0 ? "已超期" + -days + "天" : days == 0 ? "今天到期" : "还有" + days + "天";
        // a task's own name may hold a person's
        String what = cases.confidential(task.caseNo()) ? "一项任务，请登录查看" : "“" + TaskEntry.kindOf(task.taskName()) + "”（" + task.caseNo() + "）";
        return what + "，期限" + ChineseDates.date(task.dueOn()) + "，" + when;
    }

    /** Another node has written the day's digest; the transaction of this one is lost with it. */
    private static class AlreadyWritten extends RuntimeException {
    }

    private static String lines(List<String> lines) {
        if (lines.isEmpty()) {
            return "没有";
        }
        StringBuilder text = new StringBuilder("共" + lines.size() + "项");
        for (int i = 0; i < Math.min(LISTED, lines.size()); i++) {
            text.append('\n').append(i + 1).append(". ").append(lines.get(i));
        }
        return lines.size() > LISTED ? text.append("\n其余请登录系统查看。").toString() : text.toString();
    }
}
