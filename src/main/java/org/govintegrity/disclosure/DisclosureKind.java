package org.govintegrity.disclosure;

import org.govintegrity.common.Refusal;

import java.util.Arrays;

/** Permits and penalties; the national names of their fields begin differently. */
public enum DisclosureKind {
    PERMIT("permit", "行政许可", "XK_", "XK_XKJG"),
    PENALTY("penalty", "行政处罚", "CF_", "CF_CFJG");

    public final String code;
    public final String label;
    final String prefix;
    final String authority;

    DisclosureKind(String code, String label, String prefix, String authority) {
        this.code = code;
        this.label = label;
        this.prefix = prefix;
        this.authority = authority;
    }

    /** @throws Refusal (invalid) for a code that is none of these */
    public static DisclosureKind of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst()
                .orElseThrow(() -> Refusal.invalid("类别只能是 permit（行政许可）或者 penalty（行政处罚）。"));
    }

    /** The national name of a field that both have, for instance {@code JDRQ}. */
    public String field(String name) {
        return prefix + name;
    }
}
