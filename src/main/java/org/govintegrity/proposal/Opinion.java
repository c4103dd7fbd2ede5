package org.govintegrity.proposal;

import org.govintegrity.common.Refusal;

import java.util.Arrays;

/** What a signer thinks of the attitude or of the result. */
public enum Opinion {
    SATISFIED("satisfied", "满意"),
    BASICALLY("basically", "基本满意"),
    UNSATISFIED("unsatisfied", "不满意"),
    /** no form came back */
    NONE("none", "没有反馈");

    public final String code;
    public final String label;

    Opinion(String code, String label) {
        this.code = code;
        this.label = label;
    }

    static Opinion of(String code) {
        return Arrays.stream(values()).filter(o -> o.code.equals(code)).findFirst().orElseThrow(() -> Refusal.invalid("意见只能是满意、基本满意、不满意或者没有反馈。"));
    }
}
