package org.govintegrity.inspection;

import org.govintegrity.common.Refusal;

/** How an item is inspected. */
public enum CheckMethod {
    DOCUMENTS("documents", "查阅资料"),
    INTERVIEW("interview", "座谈走访"),
    UNANNOUNCED("unannounced", "暗访"),
    SAMPLING("sampling", "抽样核查");

    public final String code;
    public final String label;

    CheckMethod(String code, String label) {
        this.code = code;
        this.label = label;
    }

    static CheckMethod of(String code) {
        for (CheckMethod method : values()) {
            if (method.code.equals(code)) {
                return method;
            }
        }
        throw Refusal.invalid("检查方式“" + code + "”无法识别，请从列出的方式中选择。");
    }
}
