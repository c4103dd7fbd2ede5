package org.govintegrity.notice;

import java.time.LocalDateTime;
import java.util.List;

/**
 * By which channels and when a unit or an office wants its notices.
 *
 * @param holder     a unit, or a central role
 * @param muted      ids of channels that are switched off; one that is set up later is on
 * @param digest     whether mails come as one in the morning of a working day
 * @param digestHour 0 to 23
 * @param setBy      null where nobody has set anything yet
 */
public record Preference(String holder, List<String> muted, boolean digest, int digestHour, QuietHours quiet, String setBy, LocalDateTime setAt) {

    /** In the morning, when people come to work (project default). */
    public static final int DIGEST_HOUR = 8;

    public Preference {
        muted = List.copyOf(muted);
    }

    /** Every channel, each notice alone, at any hour (project default). */
    static Preference unset(String holder) {
        return new Preference(holder, List.of(), false, DIGEST_HOUR, QuietHours.NONE, null, null);
    }

    public boolean wants(String channel) {
        return !muted.contains(channel);
    }
}
