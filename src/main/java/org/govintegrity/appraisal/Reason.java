package org.govintegrity.appraisal;

import org.govintegrity.common.Refusal;

import java.util.Arrays;

/** What somebody was not satisfied with. */
public enum Reason {
    ATTITUDE("attitude", "服务态度差"),
    MATERIALS("materials", "没有一次告知、反复要材料"),
    LATE("late", "超过承诺的时间"),
    PASSED_ON("passed-on", "窗口没人、互相推诿"),
    CHARGES("charges", "违规收费、指定中介"),
    STEPS("steps", "手续繁琐、多头跑"),
    ONLINE("online", "网上办事不好用"),
    OTHER("other", "其他");

    /** in tables and forms */
    public final String code;
    /** Chinese, for people */
    public final String label;

    Reason(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** @throws Refusal (invalid) for what is none of them */
    public static Reason of(String code) {
        return Arrays.stream(values()).filter(reason -> reason.code.equals(code)).findFirst().orElseThrow(() -> Refusal.invalid("请从所列的原因中勾选。"));
    }
}
