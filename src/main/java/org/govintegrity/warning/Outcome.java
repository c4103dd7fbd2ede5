package org.govintegrity.warning;

import org.govintegrity.common.Refusal;

import java.util.Arrays;

/** What becomes of a warning. */
public enum Outcome {
    COMPLAINT("complaint", "转投诉核实"),
    INSPECTION("inspection", "提请监督检查"),
    LETTER("letter", "发提醒函"),
    DISMISSED("dismissed", "排除");

    public final String code;
    public final String label;

    Outcome(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** @throws Refusal (invalid) if there is none */
    public static Outcome of(String code) {
        return Arrays.stream(values()).filter(o -> o.code.equals(code)).findFirst().orElseThrow(() -> Refusal.invalid("请选择处理意见：转投诉核实、提请监督检查、发提醒函或者排除。"));
    }
}
