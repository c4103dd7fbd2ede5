package org.govintegrity.assessment;

import org.govintegrity.common.Refusal;

import java.util.Arrays;

/** What may tie an institution to a unit; which ties count, and how long, is in the table {@code assessment-interest}. */
public enum TieKind {
    CONTRACT("contract", "合同、采购、资助"),
    HOLDING("holding", "投资、隶属关系"),
    STAFF("staff", "人员任职、近亲属关系"),
    DISPUTE("dispute", "诉讼、仲裁、投诉"),
    OTHER("other", "其他可能影响公正的关系");

    public final String code;
    public final String label;

    TieKind(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** @throws Refusal if there is no such kind */
    public static TieKind of(String code) {
        return Arrays.stream(values()).filter(k -> k.code.equals(code)).findFirst().orElseThrow(() -> Refusal.invalid("请选择利害关系的种类。"));
    }
}
