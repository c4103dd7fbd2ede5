package org.govintegrity.notice;

import java.time.LocalDateTime;

/**
 * One time a delivery was tried.
 *
 * @param code  what the other side answered; or null
 * @param words Chinese, without addresses and secrets; or null
 */
public record Attempt(long id, long deliveryId, String channel, String recipient, LocalDateTime attemptedAt, ChannelAnswer.Result result,
                      String code, String words) {
}
