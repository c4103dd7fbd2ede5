package org.govintegrity.warning;

import org.govintegrity.common.Refusal;

import java.util.Arrays;
import java.util.Optional;

/** What a monitor outside may tell of; the codes are API. */
public enum SignalSort {
    SENTIMENT("sentiment", "舆情"),
    COURT("court-debtor", "司法失信"),
    ARREARS("arrears", "拖欠账款"),
    LATE("late-disclosure", "信息迟报"),
    OTHER("other", "其他");

    public final String code;
    public final String label;

    SignalSort(String code, String label) {
        this.code = code;
        this.label = label;
    }

    public static Optional<SignalSort> find(String code) {
        return Arrays.stream(values()).filter(s -> s.code.equals(code)).findFirst();
    }

    /** By the word people see. */
    static Optional<SignalSort> labelled(String label) {
        return Arrays.stream(values()).filter(s -> s.label.equals(label)).findFirst();
    }

    /** @throws Refusal (invalid) if there is none */
    public static SignalSort of(String code) {
        return find(code).orElseThrow(() -> Refusal.invalid("信号种类只能从列出的选项中选择。"));
    }
}
