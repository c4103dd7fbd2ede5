package org.govintegrity.notice;

import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.govintegrity.casefile.Cases;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailSendException;
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
    private final Cases cases;
    private final MailSettings settings;
    private final ObjectProvider<JavaMailSender> sender;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate ownTransaction;

    NoticeMailer(NoticeService notices, Cases cases, MailSettings settings, ObjectProvider<JavaMailSender> sender, JdbcClient jdbc,
                 Clock clock, PlatformTransactionManager transactions) {
        this.notices = notices;
        this.cases = cases;
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

    /**
     * Sends a mail that is still to be sent; of any other, nothing goes out.
     *
     * @throws RuntimeException if the mail server certainly did not take it; then it may be tried again
     */
    public void send(long deliveryId) {
        Delivery delivery = notices.delivery(deliveryId);
        switch (delivery.state()) {
            case PENDING -> attempt(delivery);
            case SENDING -> unclear(delivery, "系统在发送时中断");
            default -> {
                // sent before; the job only ran again
            }
        }
    }

    private void attempt(Delivery delivery) {
        String messageId = "<" + delivery.noticeNo() + "." + delivery.id() + "@integrity-supervision>";
        OutgoingMail mail = write(delivery, messageId);
        if (!begin(delivery, messageId)) {
            return;   // another node has it
        }
        try {
            sender.getObject().send(mail);
        } catch (RuntimeException e) {
            afterFailure(delivery, mail, e);
            return;
        }
        sent(delivery);
    }

    private void afterFailure(Delivery delivery, OutgoingMail mail, RuntimeException e) {
        int reply = replyOf(e);
        if (!mail.written() || reply >= 400) {
            String why = reasonOf(e, reply);
            ownTransaction.executeWithoutResult(status -> changed(delivery, Delivery.State.PENDING, why));
            throw new MailNotSent("通知 " + delivery.noticeNo() + " 的邮件（编号 " + delivery.id() + "）没有发出：" + why);
        }
        if (e instanceof MailSendException failure && failure.getFailedMessages().isEmpty()) {
            sent(delivery);   // the server took it; only the good-bye went wrong
        } else {
            unclear(delivery, "邮件服务器收完邮件后没有答复");
        }
    }

    private boolean begin(Delivery delivery, String messageId) {
        return Boolean.TRUE.equals(ownTransaction.execute(status -> jdbc.sql("""
                update notice_delivery set state = 'SENDING', attempts = attempts + 1, message_id = ? where id = ? and state = 'PENDING'""")
                .params(messageId, delivery.id()).update() == 1));
    }

    /** Even after another run gave it up as unclear: what is known wins. */
    private void sent(Delivery delivery) {
        ownTransaction.executeWithoutResult(status -> jdbc.sql("""
                update notice_delivery set state = 'SENT', sent_at = ?, note = null where id = ? and state in ('SENDING', 'UNKNOWN')""")
                .params(LocalDateTime.now(clock), delivery.id()).update());
    }

    private void unclear(Delivery delivery, String why) {
        String words = why + "，不能确定是否发出。为免重复不再发送，以站内通知为准";
        ownTransaction.executeWithoutResult(status -> {
            if (changed(delivery, Delivery.State.UNKNOWN, words)) {
                Notice notice = notices.get(delivery.noticeNo());
                cases.note(notice.caseNo(), "notice-mail-unclear", "《" + notice.title() + "》（" + notice.no() + "）的一封电子邮件：" + words);
            }
        });
    }

    private boolean changed(Delivery delivery, Delivery.State state, String note) {
        return jdbc.sql("update notice_delivery set state = ?, note = ? where id = ? and state = 'SENDING'")
                .params(state.name(), note, delivery.id()).update() == 1;
    }

    private OutgoingMail write(Delivery delivery, String messageId) {
        Notice notice = notices.get(delivery.noticeNo());
        try {
            OutgoingMail message = new OutgoingMail(sender.getObject().createMimeMessage().getSession());
            MimeMessageHelper mail = new MimeMessageHelper(message, false, StandardCharsets.UTF_8.name());
            mail.setFrom(settings.from());
            mail.setTo(delivery.recipient());
            mail.setSubject("【政务诚信监督】" + notice.title() + " " + notice.no());
            mail.setText(notice.body() + "\n\n" + settings.invitation(notice.no()) + "\n（本邮件由系统自动发出，请勿回复。）");
            // the same at every attempt, so that mail servers and readers know a repetition; the sender keeps it
            message.setHeader("Message-ID", messageId);
            return message;
        } catch (MessagingException e) {
            throw new MailNotSent("通知 " + notice.no() + " 的邮件（编号 " + delivery.id()
                    + "）写不成，请核对发件人 supervision.mail.from 和收件人的邮箱：" + e.getClass().getSimpleName());
        }
    }

    /** In words without addresses. */
    private static String reasonOf(RuntimeException e, int reply) {
        if (e instanceof MailAuthenticationException) {
            return "邮件服务器不接受系统的账号，请核对 spring.mail.username 和密码";
        }
        if (reply > 0) {
            return "邮件服务器拒收，答复代码 " + reply;
        }
        return "与邮件服务器没有连通，请检查 spring.mail.host、端口和网络（" + rootOf(e).getClass().getSimpleName() + "）";
    }

    private static Throwable rootOf(RuntimeException e) {
        Throwable root = e instanceof MailSendException failure && failure.getMessageExceptions().length > 0 ? failure.getMessageExceptions()[0] : e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** @return the mail server's refusal (400 to 599), or -1 if it gave none */
    private static int replyOf(RuntimeException e) {
        if (e instanceof MailSendException failure) {
            for (Exception each : failure.getMessageExceptions()) {
                for (Exception cause = each; cause != null; cause = cause instanceof MessagingException m ? m.getNextException() : null) {
                    int code = codeOf(cause);
                    if (code >= 400) {
                        return code;
                    }
                }
            }
        }
        return -1;
    }

    private static int codeOf(Exception e) {
        if (e instanceof SMTPSendFailedException refused) {
            return refused.getReturnCode();
        }
        if (e instanceof SMTPAddressFailedException refused) {
            return refused.getReturnCode();
        }
        return e instanceof SMTPSenderFailedException refused ? refused.getReturnCode() : -1;
    }
}
