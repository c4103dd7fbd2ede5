package org.govintegrity.notice;

import java.time.LocalDateTime;
import java.util.List;

/**
 * What a channel gets to send.
 *
 * @param key           the same at every attempt of this delivery, {@code <number>.<delivery>}
 * @param no            number of the notice, or of the digest
 * @param recipient     one of {@link NoticeChannel#recipients}
 * @param addressee     group it is served on
 * @param addresseeName the same in words
 * @param title         null where the case is confidential and the channel does not carry whole texts
 * @param body          null for channels that do not carry whole texts
 * @param invitation    what to do next, with the address of the application if one is configured
 * @param url           where it can be read; null if no address is configured
 * @param confidential  whether the case is
 * @param attachments   files that go with it; none for channels that do not carry whole texts
 */
public record OutgoingNotice(String key, String no, String recipient, String addressee, String addresseeName, String title, String body,
                             String invitation, String url, LocalDateTime issuedAt, boolean confidential, List<NoticeAttachments.Attachment> attachments) {

    /** One without files. */
    public OutgoingNotice(String key, String no, String recipient, String addressee, String addresseeName, String title, String body,
                          String invitation, String url, LocalDateTime issuedAt, boolean confidential) {
        this(key, no, recipient, addressee, addresseeName, title, body, invitation, url, issuedAt, confidential, List.of());
    }

    /** What a group of a messenger is told: that there is a notice, its name and number; of a confidential case the number only. */
    public String brief() {
        return confidential || title == null ? "【政务诚信监督】您单位有一份新的通知，请登录查看。（" + no + "）"
                : "【政务诚信监督】" + addresseeName + "有一份新的通知：《" + title + "》（" + no + "）。" + invitation;
    }
}
