package org.govintegrity.appraisal;

import org.govintegrity.common.Refusal;

import java.util.Arrays;

/** The five grades of 国办发〔2019〕51号, best first; the two worst make a vote a 差评. */
public enum Grade {
    VERY_GOOD("very-good", "非常满意"),
    GOOD("good", "满意"),
    FAIR("fair", "基本满意"),
    BAD("bad", "不满意"),
    VERY_BAD("very-bad", "非常不满意");

    /** in tables and forms */
    public final String code;
    /** Chinese, for people */
    public final String label;

    Grade(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** Whether it is a 差评, which is called back and mended. */
    public boolean bad() {
        return this == BAD || this == VERY_BAD;
    }

    /** @throws Refusal (invalid) for what is no grade */
    public static Grade of(String code) {
        return Arrays.stream(values()).filter(grade -> grade.code.equals(code)).findFirst().orElseThrow(() -> Refusal.invalid("请选择一个等级，从“非常满意”到“非常不满意”。"));
    }
}
