package org.govintegrity.notice;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sending notices by e-mail ({@code supervision.mail}).
 *
 * @param from    sender's address; empty = no mail is sent at all
 * @param baseUrl address under which people reach the application, for the link in a mail
 */
@ConfigurationProperties("supervision.mail")
public record MailSettings(@DefaultValue("") String from, @DefaultValue("http://127.0.0.1:8080") String baseUrl) {

    boolean on() {
        return !from.isBlank();
    }
}
