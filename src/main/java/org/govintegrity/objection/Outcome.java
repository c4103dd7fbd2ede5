package org.govintegrity.objection;

import org.govintegrity.common.Refusal;

import java.util.Arrays;
import java.util.List;

/** What comes of an objection. */
public enum Outcome {
    CONFIRMED("confirmed", "维持原记录"),
    CORRECTED("corrected", "更正记录"),
    WITHDRAWN("withdrawn", "撤销记录"),
    /** by the objector */
    DROPPED("dropped", "异议人撤回"),
    /** the record ended otherwise meanwhile */
    OVERTAKEN("overtaken", "记录已另行终止");

    private static final List<Outcome> DECISIONS = List.of(CONFIRMED, CORRECTED, WITHDRAWN);

    public final String code;
    public final String label;

    Outcome(String code, String label) {
        this.code = code;
        this.label = label;
    }

    static Outcome of(String code) {
        return Arrays.stream(values()).filter(o -> o.code.equals(code)).findFirst().orElseThrow(() -> new IllegalArgumentException("no outcome " + code));
    }

    /** @throws Refusal if nobody can decide that */
    static Outcome decision(String code) {
        return DECISIONS.stream().filter(o -> o.code.equals(code)).findFirst().orElseThrow(() -> Refusal.invalid("处理结果只能是维持、更正或者撤销。"));
    }
}
