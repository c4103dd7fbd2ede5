package org.govintegrity.notice;

import java.util.Set;

/**
 * A way by which notices go out. Each is a bean; whoever adds one adds a way, and nothing else has to know it. What a
 * channel is asked to send, how often, and what is noted of it is decided by {@link NoticeSender}.
 */
public interface NoticeChannel {

    /** Letters and digits in capitals, at most 20; stands in the records, so it never changes. */
    String id();

    /** What people call it. */
    String label();

    /**
     * Where it would send a notice to that group: addresses or ids of endpoints, at most 200 characters each; empty where it is not set
     * up, or does not reach the group.
     *
     * @param group a unit, a unit's head's group, a central role, or one person ({@code Registry.personGroup})
     */
    Set<String> recipients(String group);

    /** What people call a recipient. */
    default String recipientName(String recipient) {
        return recipient;
    }

    /** Whether a notice has arrived as soon as it is written, so that nothing is sent. */
    default boolean atOnce() {
        return false;
    }

    /** Whether it may carry a notice's whole text; others are told that there is one, and no more. */
    default boolean wholeText() {
        return false;
    }

    /**
     * Whether the other side knows a repetition by {@link OutgoingNotice#key()}. Then an attempt whose outcome is not known is
     * made again; else it is not (docs/decisions/0006 and 0028).
     */
    default boolean knowsRepetition() {
        return false;
    }

    /** How often a recipient may be sent something within a minute; 0 = without limit. */
    default int perMinute(String recipient) {
        return 0;
    }

    /** By which the other side sees the key of a notice. */
    default String messageId(String key) {
        return key;
    }

    /**
     * Makes one attempt, within four minutes (the engine gives a job to another node after five). Whatever goes wrong is an answer, not an
     * exception; its words hold no address, no secret, and nothing that the other side wrote.
     */
    ChannelAnswer send(OutgoingNotice notice);
}
