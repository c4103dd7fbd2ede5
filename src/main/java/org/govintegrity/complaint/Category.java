package org.govintegrity.complaint;

import org.govintegrity.common.Refusal;

import java.util.Arrays;
import java.util.Optional;

/** What kind of promise was broken (发改财金〔2023〕1103号; the plan's clauses 三.5, 三.10–三.13). */
public enum Category {
    PROCUREMENT("procurement", "政府采购"),
    BIDDING("bidding", "招标投标"),
    INVESTMENT("investment", "招商引资"),
    PPP("ppp", "政府和社会资本合作"),
    INDUSTRY("industry", "产业扶持政策"),
    ARREARS("arrears", "拖欠中小企业款项"),
    GOVINVEST("gov-invest", "政府投资项目"),
    SERVICE("service", "政务服务承诺和办理时限"),
    DISCLOSURE("disclosure", "政务公开"),
    OTHER("other", "其他承诺");

    public final String code;
    public final String label;

    Category(String code, String label) {
        this.code = code;
        this.label = label;
    }

    public static Optional<Category> find(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }

    /** By the word people see. */
    static Optional<Category> labelled(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
    }

    /** @throws Refusal (invalid) if there is none */
    public static Category of(String code) {
        return find(code).orElseThrow(() -> Refusal.invalid("类别只能从列出的选项中选择。"));
    }
}
