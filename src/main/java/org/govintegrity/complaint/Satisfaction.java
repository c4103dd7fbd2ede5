package org.govintegrity.complaint;

import org.govintegrity.common.Refusal;

import java.util.Arrays;
import java.util.Optional;

/** What the complainant thinks of the answer. */
public enum Satisfaction {
    SATISFIED("satisfied", "满意"),
    BASICALLY("basically", "基本满意"),
    UNSATISFIED("unsatisfied", "不满意");

    public final String code;
    public final String label;

    Satisfaction(String code, String label) {
        this.code = code;
        this.label = label;
    }

    public static Optional<Satisfaction> find(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }

    /** By the word people see. */
    static Optional<Satisfaction> labelled(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
    }

    /** @throws Refusal (invalid) if there is none */
    public static Satisfaction of(String code) {
        return find(code).orElseThrow(() -> Refusal.invalid("请选择满意、基本满意或者不满意。"));
    }
}
