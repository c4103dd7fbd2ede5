package org.govintegrity.warning;

import org.govintegrity.common.Refusal;

import java.util.Arrays;

/** How serious a warning is, from the least on. */
public enum Level {
    NOTE("note", "提示"), GENERAL("general", "一般"), SERIOUS("serious", "严重");

    public final String code;
    public final String label;

    Level(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** @throws Refusal (invalid) if there is none */
    public static Level of(String code) {
        return Arrays.stream(values()).filter(l -> l.code.equals(code)).findFirst().orElseThrow(() -> Refusal.invalid("级别只能从列出的选项中选择。"));
    }
}
