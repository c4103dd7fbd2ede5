package org.govintegrity.credit;

import java.util.Arrays;

/** A subject's standing in one word, best first; which records lead to which is in {@code credit-rating.dmn}. */
public enum RatingLevel {
    TRUSTED("trusted", "守信"),
    WATCHED("watched", "一般关注"),
    FOCUS("focus", "重点关注"),
    SERIOUS("serious", "严重失信");

    public final String code;
    public final String label;

    RatingLevel(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** @throws IllegalArgumentException for a code that is none of these */
    public static RatingLevel of(String code) {
        return Arrays.stream(values()).filter(level -> level.code.equals(code)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no level of rating: " + code));
    }
}
