package org.govintegrity.notice;

import java.time.LocalDateTime;

/**
 * One way by which a notice went to somebody.
 *
 * @param recipient  a group (APP), a mail address (MAIL) or who was spoken to (PHONE)
 * @param attempts   how often sending was tried
 * @param receivedBy id of the person who opened it or made the call
 * @param messageId  of a mail that was tried, the same at every attempt; else null
 */
public record Delivery(long id, String noticeNo, Channel channel, String recipient, State state, int attempts,
                       LocalDateTime sentAt, LocalDateTime receivedAt, String receivedBy, String note, String messageId) {

    /** Ways a notice goes. */
    public enum Channel {
        APP("站内"), MAIL("电子邮件"), PHONE("电话");

        public final String label;

        Channel(String label) {
            this.label = label;
        }
    }

    /** How far it has come. */
    public enum State {
        PENDING("待发送"),
        /** handed to the mail server just now; found later, the outcome is not known */
        SENDING("发送中"),
        SENT("已发送"),
        RECEIVED("已签收"),
        /** the mail was handed over, but the mail server's answer is not known: sending again might send it twice */
        UNKNOWN("不能确定是否发出"),
        NOT_REACHED("未联系上");

        public final String label;

        State(String label) {
            this.label = label;
        }
    }
}
