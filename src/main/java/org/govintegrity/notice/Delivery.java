package org.govintegrity.notice;

import java.time.LocalDateTime;

/**
 * One way by which a notice, or a digest, went to somebody.
 *
 * @param noticeNo   number of the notice, or of the digest
 * @param channel    {@link #APP}, {@link #MAIL}, {@link #PHONE} or the id of another {@link NoticeChannel}
 * @param recipient  a group (APP), a mail address (MAIL), who was spoken to (PHONE) or what the channel calls it
 * @param attempts   how often sending was tried
 * @param receivedBy id of the person who opened it or made the call
 * @param messageId  of one that was tried, the same at every attempt; else null
 * @param digestNo   the digest that told of it, where it was not sent alone; else null
 */
public record Delivery(long id, String noticeNo, String channel, String recipient, State state, int attempts,
                       LocalDateTime sentAt, LocalDateTime receivedAt, String receivedBy, String note, String messageId, String digestNo) {

    public static final String APP = "APP";
    public static final String MAIL = "MAIL";
    /** somebody called; no channel of its own, since nothing is sent */
    public static final String PHONE = "PHONE";

    /** How far it has come. */
    public enum State {
        PENDING("待发送"),
        /** handed over just now; found later, the outcome is not known */
        SENDING("发送中"),
        SENT("已发送"),
        RECEIVED("已签收"),
        /** it was handed over, but the other side's answer is not known: sending again might send it twice */
        UNKNOWN("不能确定是否发出"),
        /** waits for the morning's digest */
        GATHERED("待并入每日汇总"),
        /** a digest tells of it; whether that went out stands with the digest */
        DIGESTED("已并入每日汇总"),
        NOT_REACHED("未联系上");

        public final String label;

        State(String label) {
            this.label = label;
        }
    }
}
