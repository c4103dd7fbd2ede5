package org.govintegrity.assessment;

import org.govintegrity.common.Refusal;

import java.util.Arrays;

/** Secrecy class of a set of data. */
public enum Secrecy {
    PUBLIC("public", "公开资料"),
    INTERNAL("internal", "内部资料"),
    WORK_SECRET("work-secret", "工作秘密"),
    SECRET("secret", "国家秘密");

    public final String code;
    public final String label;

    Secrecy(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** @throws Refusal if there is no such class */
    public static Secrecy of(String code) {
        return Arrays.stream(values()).filter(k -> k.code.equals(code)).findFirst().orElseThrow(() -> Refusal.invalid("请选择密级。"));
    }
}
