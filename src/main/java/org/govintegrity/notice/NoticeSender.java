package org.govintegrity.notice;

import org.govintegrity.casefile.Cases;
import org.govintegrity.common.ChineseDates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Sends one delivery of a notice, or of a digest, at most once (docs/decisions/0006): the attempt is noted in a transaction of its own
 * before anything is handed over, its outcome in another right after. A job that runs again finds which of them happened. Where the
 * other side knows a repetition by its key, an attempt whose outcome is not known is made again.
 */
@Service
public class NoticeSender {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeSender.class);

    private final NoticeService notices;
    private final Channels channels;
    private final Preferences preferences;
    private final Cases cases;
    private final MailSettings settings;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final ObjectProvider<NoticeAttachments> attachments;
    private final TransactionTemplate ownTransaction;

    NoticeSender(NoticeService notices, Channels channels, Preferences preferences, Cases cases, MailSettings settings, JdbcClient jdbc, Clock clock,
                 ObjectProvider<NoticeAttachments> attachments, PlatformTransactionManager transactions) {
        this.attachments = attachments;
        this.notices = notices;
        this.channels = channels;
        this.preferences = preferences;
        this.cases = cases;
        this.settings = settings;
        this.jdbc = jdbc;
        this.clock = clock;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Ids of the deliveries of a notice, or of a digest, that are still to be sent. */
    public List<String> toSend(String no) {
        return notices.deliveries(no).stream().filter(d -> d.state() == Delivery.State.PENDING).map(d -> String.valueOf(d.id())).toList();
    }

    /**
     * Sends a delivery that is still to be sent; of any other, nothing goes out.
     *
     * @return when to ask again, where it may not be sent now: in quiet hours, or while the recipient has had enough for a minute
     * @throws RuntimeException if the other side certainly did not take it, or knows a repetition; then it may be tried again
     */
    public Optional<LocalDateTime> send(long deliveryId) {
        Delivery delivery = notices.delivery(deliveryId);
        NoticeChannel channel = channels.find(delivery.channel()).orElse(null);
        boolean open = delivery.state() == Delivery.State.PENDING || delivery.state() == Delivery.State.SENDING;
        if (!open) {
            return Optional.empty();   // sent before; the job only ran again
        }
        if (channel == null) {
            throw new NoticeNotSent(named(delivery) + "没有发出：系统中没有“" + delivery.channel() + "”这一途径");
        }
        if (delivery.state() == Delivery.State.SENDING) {
            ChannelAnswer cutOff = ChannelAnswer.unclear(null, "系统在发送时中断");
            if (!channel.knowsRepetition()) {
                unclear(delivery, channel, lastAttempt(delivery), cutOff);
                return Optional.empty();
            }
            ownTransaction.executeWithoutResult(status -> {
                outcome(lastAttempt(delivery), cutOff);
                changed(delivery, Delivery.State.PENDING, cutOff.words());
            });
        }
        return attempt(delivery, channel);
    }

    private Optional<LocalDateTime> attempt(Delivery delivery, NoticeChannel channel) {
        LocalDateTime now = LocalDateTime.now(clock);
        Letter letter = letter(delivery);
        Optional<LocalDateTime> quiet = preferences.quietUntil(preferences.holderOf(letter.addressee()), now);
        if (quiet.isPresent()) {
            note(delivery, "免打扰时段，到" + ChineseDates.time(quiet.get()) + "再发");
            return quiet;
        }
        int limit = channel.perMinute(delivery.recipient());
        if (limit > 0 && attemptsSince(delivery, now.minusMinutes(1)) >= limit) {
            note(delivery, "对方每分钟最多收" + limit + "条，稍后再发");
            return Optional.of(now.plusMinutes(1));
        }
        String key = delivery.noticeNo() + "." + delivery.id();
        // made before the attempt is noted: a file that cannot be made is no attempt, and is tried again
        OutgoingNotice outgoing = outgoing(delivery, letter, channel, key);
        Long attempt = begin(delivery, channel.messageId(key), now);
        if (attempt == null) {
            return Optional.empty();   // another node has it
        }
        ChannelAnswer answer = ask(channel, outgoing);
        switch (answer.result()) {
            case TAKEN -> sent(delivery, attempt, answer);
            case NOT_TAKEN -> again(delivery, channel, attempt, answer);
            default -> {
                if (channel.knowsRepetition()) {
                    again(delivery, channel, attempt, answer);
                } else {
                    unclear(delivery, channel, attempt, answer);
                }
            }
        }
        return Optional.empty();
    }

    /** A channel that throws has a fault; nobody can tell how far it came. */
    private static ChannelAnswer ask(NoticeChannel channel, OutgoingNotice notice) {
        try {
            return channel.send(notice);
        } catch (RuntimeException e) {
            LOG.error("channel {} failed at notice {}: {}", channel.id(), notice.no(), e.getClass().getName());
            return ChannelAnswer.unclear(null, "发送程序出错（" + e.getClass().getSimpleName() + "）");
        }
    }

    /** What is to be told to whom. */
    private record Letter(String addressee, String caseNo, String template, String title, String body, LocalDateTime issuedAt, boolean digest) {
    }

    private Letter letter(Delivery delivery) {
        return jdbc.sql("select m.title, m.body, g.holder, g.made_at from notice_digest_mail m, notice_digest g where m.delivery_id = ? and g.digest_no = ?")
                .params(delivery.id(), delivery.noticeNo())
                .query((row, i) -> new Letter(row.getString("holder"), null, null, row.getString("title"), row.getString("body"), row.getObject("made_at", LocalDateTime.class), true))
                .optional().orElseGet(() -> {
                    Notice notice = notices.get(delivery.noticeNo());
                    return new Letter(notice.addressee(), notice.caseNo(), notice.template(), notice.title(), notice.body(), notice.issuedAt(), false);
                });
    }

    private OutgoingNotice outgoing(Delivery delivery, Letter letter, NoticeChannel channel, String key) {
        boolean confidential = letter.caseNo() != null && cases.confidential(letter.caseNo());
        return new OutgoingNotice(key, delivery.noticeNo(), delivery.recipient(), letter.addressee(), notices.addresseeName(letter.addressee()),
                confidential && !channel.wholeText() ? null : letter.title(), channel.wholeText() ? letter.body() : null,
                letter.digest() ? settings.digestInvitation() : settings.invitation(delivery.noticeNo()),
                letter.digest() ? null : settings.url(delivery.noticeNo()), letter.issuedAt(), confidential,
                letter.digest() || !channel.wholeText() ? List.of() : attachments.stream().flatMap(files -> files.of(letter.template(), letter.caseNo()).stream()).toList());
    }

    private int attemptsSince(Delivery delivery, LocalDateTime since) {
        return jdbc.sql("select count(*) from notice_attempt where recipient = ? and channel = ? and attempted_at > ?")
                .params(delivery.recipient(), delivery.channel(), since).query(Integer.class).single();
    }

    /** @return id of the attempt; null if the delivery is no longer to be sent */
    private Long begin(Delivery delivery, String messageId, LocalDateTime now) {
        return ownTransaction.execute(status -> {
            int got = jdbc.sql("update notice_delivery set state = 'SENDING', attempts = attempts + 1, message_id = ? where id = ? and state = 'PENDING'")
                    .params(messageId, delivery.id()).update();
            if (got == 0) {
                return null;
            }
            KeyHolder key = new GeneratedKeyHolder();
            jdbc.sql("insert into notice_attempt (delivery_id, channel, recipient, attempted_at, result) values (?, ?, ?, ?, 'STARTED')")
                    .params(delivery.id(), delivery.channel(), delivery.recipient(), now).update(key, "id");
            return Objects.requireNonNull(key.getKey()).longValue();
        });
    }

    /** Even after another run gave it up as unclear: what is known wins. */
    private void sent(Delivery delivery, Long attempt, ChannelAnswer answer) {
        ownTransaction.executeWithoutResult(status -> {
            outcome(attempt, answer);
            jdbc.sql("update notice_delivery set state = 'SENT', sent_at = ?, note = null where id = ? and state in ('SENDING', 'UNKNOWN')")
                    .params(LocalDateTime.now(clock), delivery.id()).update();
        });
    }

    private void again(Delivery delivery, NoticeChannel channel, Long attempt, ChannelAnswer answer) {
        ownTransaction.executeWithoutResult(status -> {
            outcome(attempt, answer);
            changed(delivery, Delivery.State.PENDING, answer.words());
        });
        throw new NoticeNotSent(named(delivery) + "（" + channel.label() + "）没有发出：" + answer.words());
    }

    private void unclear(Delivery delivery, NoticeChannel channel, Long attempt, ChannelAnswer answer) {
        String words = answer.words() + "，不能确定是否发出。为免重复不再发送，以站内通知为准";
        ownTransaction.executeWithoutResult(status -> {
            outcome(attempt, answer);
            Letter letter = letter(delivery);
            if (changed(delivery, Delivery.State.UNKNOWN, words) && letter.caseNo() != null) {
                cases.note(letter.caseNo(), "notice-mail-unclear", "《" + letter.title() + "》（" + delivery.noticeNo() + "）的一条通知（" + channel.label() + "）：" + words);
            }
        });
    }

    private Long lastAttempt(Delivery delivery) {
        return jdbc.sql("select max(id) from notice_attempt where delivery_id = ?").param(delivery.id()).query(Long.class).optional().orElse(null);
    }

    private void outcome(Long attempt, ChannelAnswer answer) {
        if (attempt != null) {
            jdbc.sql("update notice_attempt set result = ?, code = ?, words = ? where id = ?")
                    .params(answer.result().name(), answer.code(), answer.words(), attempt).update();
        }
    }

    private boolean changed(Delivery delivery, Delivery.State state, String note) {
        return jdbc.sql("update notice_delivery set state = ?, note = ? where id = ? and state = 'SENDING'")
                .params(state.name(), note, delivery.id()).update() == 1;
    }

    private void note(Delivery delivery, String words) {
        ownTransaction.executeWithoutResult(status -> jdbc.sql("update notice_delivery set note = ? where id = ? and state = 'PENDING'")
                .params(words, delivery.id()).update());
    }

    private static String named(Delivery delivery) {
        return "通知 " + delivery.noticeNo() + " 的第 " + delivery.id() + " 号送达";
    }
}
