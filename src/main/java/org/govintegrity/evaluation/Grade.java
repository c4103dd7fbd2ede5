package org.govintegrity.evaluation;

import java.util.Arrays;

/** What a total is called; from which points on says the table {@code evaluation-grade}. */
public enum Grade {
    EXCELLENT("excellent", "优秀"),
    GOOD("good", "良好"),
    PASSED("passed", "合格"),
    FAILED("failed", "不合格");

    public final String code;
    public final String label;

    Grade(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** @throws IllegalArgumentException for anything else */
    public static Grade of(String code) {
        return Arrays.stream(values()).filter(grade -> grade.code.equals(code)).findFirst().orElseThrow(() -> new IllegalArgumentException(code));
    }
}
