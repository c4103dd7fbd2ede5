package org.govintegrity.notice;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;

/**
 * Sends one mail of one notice, at most once (docs/decisions/0006): the attempt is noted in a transaction of its own
 * before the mail is handed over, its outcome in another right after. A job that runs again finds which of them happened.
 */
@Service
public class NoticeMailer {

    private final NoticeService notices;
    private final MailSettings settings;
    private final ObjectProvider<JavaMailSender> sender;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate ownTransaction;

    NoticeMailer(NoticeService notices, MailSettings settings, ObjectProvider<JavaMailSender> sender, JdbcClient jdbc, Clock clock,
                 PlatformTransactionManager transactions) {
        this.notices = notices;
        this.settings = settings;
        this.sender = sender;
        this.jdbc = jdbc;
        this.clock = clock;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Ids of the mails that this notice is to be sent as. */
    public List<String> mailsOf(String noticeNo) {
        return notices.deliveries(noticeNo).stream().filter(d -> d.channel() == Delivery.Channel.MAIL).map(d -> String.valueOf(d.id())).toList();
    }

    /** @throws org.springframework.mail.MailException if the mail server does not take it; then it may be tried again */
    public void send(long deliveryId) {
        Delivery delivery = notices.delivery(deliveryId);
        switch (delivery.state()) {
            case PENDING -> attempt(delivery);
            case SENDING -> state(delivery.id(), Delivery.State.UNKNOWN, "系统在发送时中断，为免重复不再发送；以站内通知和电话提醒为准");
            default -> {
                // sent before; the job only ran again
            }
        }
    }

    private void attempt(Delivery delivery) {
        MimeMessage mail = write(delivery);
        int mine = ownTransaction.execute(status -> jdbc.sql("update notice_delivery set state = 'SENDING', attempts = attempts + 1 where id = ? and state = 'PENDING'")
                .param(delivery.id()).update());
        if (mine == 0) {
            return;   // another node has it
        }
        try {
            sender.getObject().send(mail);
        } catch (RuntimeException e) {
            state(delivery.id(), Delivery.State.PENDING, "未发出：" + e.getClass().getSimpleName());
            throw e;
        }
        state(delivery.id(), Delivery.State.SENT, null);
    }

    private void state(long id, Delivery.State state, String note) {
        ownTransaction.executeWithoutResult(status -> jdbc.sql("update notice_delivery set state = ?, sent_at = ?, note = ? where id = ?")
                .params(state.name(), state == Delivery.State.SENT ? LocalDateTime.now(clock) : null, note, id).update());
    }

    private MimeMessage write(Delivery delivery) {
        Notice notice = notices.get(delivery.noticeNo());
        try {
            MimeMessage message = sender.getObject().createMimeMessage();
            MimeMessageHelper mail = new MimeMessageHelper(message, false, StandardCharsets.UTF_8.name());
            mail.setFrom(settings.from());
            mail.setTo(delivery.recipient());
            mail.setSubject("【政务诚信监督】" + notice.title() + " " + notice.no());
            mail.setText(notice.body() + "\n\n请登录系统签收：" + settings.baseUrl() + "/notices/" + notice.no() + "\n（本邮件由系统自动发出，请勿回复。）");
            message.setHeader("X-Notice-Delivery", notice.no() + "." + delivery.id());
            return message;
        } catch (MessagingException e) {
            throw new IllegalStateException("mail of notice " + notice.no() + " cannot be written", e);
        }
    }
}
