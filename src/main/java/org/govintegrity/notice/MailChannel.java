package org.govintegrity.notice;

import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Mail over SMTP, which tells whether the server took a mail unless the connection breaks at the wrong moment (docs/decisions/0006). */
@Component
class MailChannel implements NoticeChannel {

    private final MailSettings settings;
    private final MailAddresses addresses;
    private final ObjectProvider<JavaMailSender> sender;
    private final boolean configured;

    MailChannel(MailSettings settings, MailAddresses addresses, ObjectProvider<JavaMailSender> sender, Environment environment) {
        this.settings = settings;
        this.addresses = addresses;
        this.sender = sender;
        this.configured = !settings.from().isEmpty() && StringUtils.hasText(environment.getProperty("spring.mail.host"));
    }

    @Override
    public String id() {
        return Delivery.MAIL;
    }

    @Override
    public String label() {
        return "电子邮件";
    }

    @Override
    public Set<String> recipients(String group) {
        return configured ? addresses.of(group) : Set.of();
    }

    @Override
    public boolean wholeText() {
        return true;
    }

    @Override
    public String messageId(String key) {
        return "<" + key + "@integrity-supervision>";
    }

    @Override
    public ChannelAnswer send(OutgoingNotice notice) {
        OutgoingMail mail;
        try {
            mail = write(notice);
        } catch (MessagingException e) {
            return ChannelAnswer.notTaken(null, "邮件写不成，请核对发件人 supervision.mail.from 和收件人的邮箱（" + e.getClass().getSimpleName() + "）");
        }
        try {
            sender.getObject().send(mail);
            return ChannelAnswer.taken("250");
        } catch (RuntimeException e) {
            int reply = replyOf(e);
            if (!mail.written() || reply >= 400) {
                return ChannelAnswer.notTaken(reply > 0 ? String.valueOf(reply) : null, reasonOf(e, reply));
            }
            return e instanceof MailSendException failure && failure.getFailedMessages().isEmpty()
                    ? ChannelAnswer.taken("250")   // the server took it; only the good-bye went wrong
                    : ChannelAnswer.unclear(null, "邮件服务器收完邮件后没有答复");
        }
    }

    private OutgoingMail write(OutgoingNotice notice) throws MessagingException {
        OutgoingMail message = new OutgoingMail(sender.getObject().createMimeMessage().getSession());
        MimeMessageHelper mail = new MimeMessageHelper(message, !notice.attachments().isEmpty(), StandardCharsets.UTF_8.name());
        mail.setFrom(settings.from());
        mail.setTo(notice.recipient());
        mail.setSubject("【政务诚信监督】" + notice.title() + " " + notice.no());
        mail.setText(notice.body() + "\n\n" + notice.invitation() + "\n（本邮件由系统自动发出，请勿回复。）");
        for (NoticeAttachments.Attachment file : notice.attachments()) {
            mail.addAttachment(file.name(), new ByteArrayResource(file.content()), file.mediaType());
        }
        // the same at every attempt, so that mail servers and readers know a repetition; the sender keeps it
        message.setHeader("Message-ID", messageId(notice.key()));
        return message;
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
