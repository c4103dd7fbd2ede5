package org.govintegrity.proposal;

import org.govintegrity.common.Refusal;

import java.util.Arrays;

/** How a deputy or member was reached. */
public enum Way {
    FACE("face", "当面"),
    PHONE("phone", "电话"),
    PAPER("paper", "书面"),
    MEETING("meeting", "座谈、调研");

    public final String code;
    public final String label;

    Way(String code, String label) {
        this.code = code;
        this.label = label;
    }

    static Way of(String code) {
        return Arrays.stream(values()).filter(w -> w.code.equals(code)).findFirst().orElseThrow(() -> Refusal.invalid("方式只能从列出的选项中选择。"));
    }
}
