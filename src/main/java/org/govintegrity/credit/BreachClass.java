package org.govintegrity.credit;

import java.util.Arrays;

/** How heavy a breach is, lightest first (信用修复管理办法, NDRC Order 36: 轻微、一般、严重). */
public enum BreachClass {
    NONE("none", "不予认定"),
    MINOR("minor", "轻微"),
    GENERAL("general", "一般"),
    SERIOUS("serious", "严重");

    public final String code;
    public final String label;

    BreachClass(String code, String label) {
        this.code = code;
        this.label = label;
    }

    public boolean heavierThan(BreachClass other) {
        return compareTo(other) > 0;
    }

    /** @throws IllegalArgumentException for a code that is none of these */
    public static BreachClass of(String code) {
        return Arrays.stream(values()).filter(c -> c.code.equals(code)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no class of breach: " + code));
    }
}
