package org.govintegrity.notice;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sending notices by e-mail. The mail server itself is {@code spring.mail.*}; without {@code spring.mail.host} there is
 * no mail either.
 *
 * @param mail    {@code supervision.mail}
 * @param baseUrl {@code supervision.base-url}: address under which people reach the application; empty = mails hold no link
 */
@ConfigurationProperties("supervision")
public record MailSettings(@DefaultValue Mail mail, @DefaultValue("") String baseUrl) {

    /** @param from sender's address; empty = no mail is sent at all */
    public record Mail(@DefaultValue("") String from) {
    }

    String from() {
        return mail.from().strip();
    }

    /** What the addressee is to do, below the text of a mail. */
    String invitation(String noticeNo) {
        return url(noticeNo) == null ? "请登录政务诚信监督系统，在“通知”中签收。" : "请登录系统签收：" + url(noticeNo);
    }

    /** What the addressee of a digest is to do. */
    String digestInvitation() {
        return baseUrl.isBlank() ? "请登录政务诚信监督系统签收和办理。" : "请登录系统签收和办理：" + base() + "/notices";
    }

    /** Where a notice can be read; null if no address is configured. */
    String url(String noticeNo) {
        return baseUrl.isBlank() ? null : base() + "/notices/" + noticeNo;
    }

    private String base() {
        return baseUrl.strip().replaceAll("/+$", "");
    }
}
