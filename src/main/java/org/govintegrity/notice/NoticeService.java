package org.govintegrity.notice;

import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.CaseNumbers;
import org.govintegrity.casefile.Cases;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Issues notices and keeps what became of each. */
@Service
@Transactional
public class NoticeService implements Notices {

    private static final String SELECT = """
            select n.notice_no, n.case_no, n.template, n.template_version, n.title, n.body, n.addressee, n.issued_by, n.issued_at,
                   (select min(d.received_at) from notice_delivery d where d.notice_no = n.notice_no) as received_at,
                   (select d.received_by from notice_delivery d where d.notice_no = n.notice_no and d.received_at is not null
                    order by d.received_at, d.id fetch first 1 row only) as received_by
            from notice n
            """;
    private static final RowMapper<Notice> NOTICE = (row, i) -> new Notice(row.getString("notice_no"), row.getString("case_no"),
            row.getString("template"), row.getString("template_version"), row.getString("title"), row.getString("body"),
            row.getString("addressee"), row.getString("issued_by"), row.getObject("issued_at", LocalDateTime.class),
            row.getObject("received_at", LocalDateTime.class), row.getString("received_by"));
    private static final RowMapper<Delivery> DELIVERY = (row, i) -> new Delivery(row.getLong("id"), row.getString("notice_no"),
            row.getString("channel"), row.getString("recipient"), Delivery.State.valueOf(row.getString("state")),
            row.getInt("attempts"), row.getObject("sent_at", LocalDateTime.class), row.getObject("received_at", LocalDateTime.class),
            row.getString("received_by"), row.getString("note"), row.getString("message_id"), row.getString("digest_no"));

    private static final String FAILED = " from notice_delivery where state in ('PENDING', 'SENDING', 'UNKNOWN') and attempts > 0";

    private final JdbcClient jdbc;
    private final NoticeTemplates templates;
    private final CaseNumbers numbers;
    private final Cases cases;
    private final Registry registry;
    private final Channels channels;
    private final Preferences preferences;
    private final Actor actor;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    NoticeService(JdbcClient jdbc, NoticeTemplates templates, CaseNumbers numbers, Cases cases, Registry registry, Channels channels,
                  Preferences preferences, Actor actor, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.templates = templates;
        this.numbers = numbers;
        this.cases = cases;
        this.registry = registry;
        this.channels = channels;
        this.preferences = preferences;
        this.actor = actor;
        this.clock = clock;
        this.events = events;
    }

    @Override
    public String issue(String template, String caseNo, String addressee, Map<String, String> values) {
        NoticeTemplates.Text text = templates.render(template, values);
        String no = numbers.next("TZ", 6);
        jdbc.sql("""
                        insert into notice (notice_no, case_no, template, template_version, title, body, addressee, issued_by, issued_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(no, caseNo, template, text.version(), text.title(), text.body(), addressee, actor.id(), now()).update();
        Preference wanted = preferences.of(preferences.holderOf(addressee));
        // what is served on one person does not go into a mail that others of the unit get too
        boolean gathered = wanted.digest() && registry.personOfGroup(addressee).isEmpty();
        for (NoticeChannel channel : channels.all()) {
            if (channel.atOnce() || wanted.wants(channel.id())) {
                Delivery.State state = channel.atOnce() ? Delivery.State.SENT
                        : gathered && channel.id().equals(Delivery.MAIL) ? Delivery.State.GATHERED : Delivery.State.PENDING;
                channel.recipients(addressee).forEach(recipient -> addDelivery(no, channel.id(), recipient, state));
            }
        }
        cases.note(caseNo, "notice", "送达" + addresseeName(addressee) + "：《" + text.title() + "》（" + no + "）");
        events.publishEvent(new NoticeIssued(no, needsReceipt(addressee)));
        return no;
    }

    /**
     * Somebody opens a notice. The first of the addressee to do so receives it; for others of the addressee nothing changes.
     *
     * @throws Refusal if it is not addressed to this person
     */
    public Notice receive(String no, String personId) {
        Notice notice = get(no);
        if (!registry.groupsOf(personId).contains(notice.addressee()) && !notice.addressee().equals(Registry.personGroup(personId))) {
            throw Refusal.forbidden("这份通知不是发给您或者您所在单位的。");
        }
        int received = jdbc.sql("""
                        update notice_delivery set state = 'RECEIVED', received_at = ?, received_by = ?
                        where notice_no = ? and channel = 'APP' and received_at is null""")
                .params(now(), personId, no).update();
        if (received == 1) {
            cases.note(notice.caseNo(), "notice-received", registry.displayName(personId) + "签收《" + notice.title() + "》（" + no + "）");
            events.publishEvent(new NoticeReceived(no));
        }
        return get(no);
    }

    /** Notes a call to an addressee who has not opened the notice. */
    public void recordCall(String no, boolean reached, String whom, String note) {
        Notice notice = get(no);
        if (reached && (whom == null || whom.isBlank())) {
            throw Refusal.invalid("请填写接听人的姓名和职务。");
        }
        jdbc.sql("""
                        insert into notice_delivery (notice_no, channel, recipient, state, attempts, sent_at, received_at, received_by, note)
                        values (?, 'PHONE', ?, ?, 1, ?, ?, ?, ?)""")
                .params(no, whom == null ? addresseeName(notice.addressee()) : whom, (reached ? Delivery.State.RECEIVED : Delivery.State.NOT_REACHED).name(),
                        now(), reached ? now() : null, actor.id(), note).update();
        cases.note(notice.caseNo(), "notice-called", "就《" + notice.title() + "》（" + no + "）电话提醒" + addresseeName(notice.addressee())
                + (reached ? "，由" + whom + "接听" : "，未联系上") + (note == null ? "" : "：" + note));
    }

    @Transactional(readOnly = true)
    public Notice get(String no) {
        return jdbc.sql(SELECT + "where n.notice_no = ?").param(no).query(NOTICE).optional()
                .orElseThrow(() -> Refusal.notFound("没有编号为“" + no + "”的通知，请核对编号。"));
    }

    @Transactional(readOnly = true)
    public List<Notice> ofCase(String caseNo) {
        return jdbc.sql(SELECT + "where n.case_no = ? order by n.notice_no").param(caseNo).query(NOTICE).list();
    }

    /** Notices to any of these groups or persons, those not received first, then newest first. */
    @Transactional(readOnly = true)
    public List<Notice> inbox(Collection<String> groups, int limit) {
        return groups.isEmpty() ? List.of() : jdbc.sql("select * from (" + SELECT + """
                        where n.addressee in (:groups)) inbox
                        order by case when received_at is null then 0 else 1 end, issued_at desc, notice_no desc fetch first :limit rows only""")
                .param("groups", groups).param("limit", limit).query(NOTICE).list();
    }

    @Transactional(readOnly = true)
    public int unreadCount(Collection<String> groups) {
        return groups.isEmpty() ? 0 : jdbc.sql("""
                        select count(*) from notice n where n.addressee in (:groups)
                        and not exists (select 1 from notice_delivery d where d.notice_no = n.notice_no and d.received_at is not null)""")
                .param("groups", groups).query(Integer.class).single();
    }

    @Transactional(readOnly = true)
    public List<Delivery> deliveries(String no) {
        return jdbc.sql("select * from notice_delivery where notice_no = ? order by id").param(no).query(DELIVERY).list();
    }

    @Transactional(readOnly = true)
    public Delivery delivery(long id) {
        return jdbc.sql("select * from notice_delivery where id = ?").param(id).query(DELIVERY).single();
    }

    /** Every attempt at sending a notice, or a digest, oldest first. */
    @Transactional(readOnly = true)
    public List<Attempt> attempts(String no) {
        return jdbc.sql("select a.* from notice_attempt a join notice_delivery d on d.id = a.delivery_id where d.notice_no = ? order by a.id")
                .param(no).query(Rows.of(Attempt.class)).list();
    }

    /** Deliveries, of notices and digests, that were tried and did not go out, or nobody can tell; newest first. */
    @Transactional(readOnly = true)
    public List<Delivery> failed(int limit) {
        return jdbc.sql("select *" + FAILED + " order by id desc fetch first ? rows only").param(limit).query(DELIVERY).list();
    }

    /** How many {@link #failed} there are. */
    @Transactional(readOnly = true)
    public long failedCount() {
        return jdbc.sql("select count(*)" + FAILED).query(Long.class).single();
    }

    /** In words, by which channel a delivery went and to whom. */
    public String recipientName(Delivery delivery) {
        return channels.find(delivery.channel()).filter(channel -> !channel.atOnce()).map(channel -> channel.recipientName(delivery.recipient()))
                .orElseGet(() -> addresseeName(delivery.recipient()));
    }

    /** In words, by which channel a delivery went. */
    public String channelLabel(String channel) {
        return channels.label(channel);
    }

    /**
     * Whether somebody has to receive it, or be called: so for units and their heads. The central offices, who do the
     * calling, read theirs in the application.
     */
    private boolean needsReceipt(String addressee) {
        return registry.unitOfGroup(addressee).isPresent();
    }

    /** In words, whom a notice is addressed to. */
    public String addresseeName(String group) {
        return Role.of(group).map(Role::title)
                .or(() -> registry.personOfGroup(group).map(person -> registry.displayName(person.id())))
                .or(() -> registry.unitOfGroup(group).map(unit -> unit.id().equals(group) ? unit.shortName() : unit.shortName() + "负责人"))
                .orElse(group);
    }

    private void addDelivery(String no, String channel, String recipient, Delivery.State state) {
        jdbc.sql("insert into notice_delivery (notice_no, channel, recipient, state, attempts, sent_at) values (?, ?, ?, ?, 0, ?)")
                .params(no, channel, recipient, state.name(), state == Delivery.State.SENT ? now() : null).update();
    }

    private LocalDateTime now() {
        return LocalDateTime.now(clock);
    }
}
