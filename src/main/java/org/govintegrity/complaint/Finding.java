package org.govintegrity.complaint;

import org.govintegrity.common.Refusal;

import java.util.Arrays;
import java.util.Optional;

/** What came of the verification. */
public enum Finding {
    UPHELD("upheld", "属实"),
    PARTLY("partly", "部分属实"),
    UNFOUNDED("unfounded", "不属实");

    public final String code;
    public final String label;

    Finding(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** Whether something has to follow for the body complained of. */
    boolean follows() {
        return this != UNFOUNDED;
    }

    public static Optional<Finding> find(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }

    /** By the word people see. */
    static Optional<Finding> labelled(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
    }

    /** @throws Refusal (invalid) if there is none */
    public static Finding of(String code) {
        return find(code).orElseThrow(() -> Refusal.invalid("认定只能是属实、部分属实或者不属实。"));
    }
}
