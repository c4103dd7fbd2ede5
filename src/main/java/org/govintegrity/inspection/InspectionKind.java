package org.govintegrity.inspection;

import org.govintegrity.common.Refusal;

/** Kinds of inspection. */
public enum InspectionKind {
    ROUTINE("routine", "日常检查"),
    SPECIAL("special", "专项检查"),
    /** 双随机: units and inspectors are both drawn. */
    RANDOM("random", "双随机检查");

    public final String code;
    public final String label;

    InspectionKind(String code, String label) {
        this.code = code;
        this.label = label;
    }

    static InspectionKind of(String code) {
        for (InspectionKind kind : values()) {
            if (kind.code.equals(code)) {
                return kind;
            }
        }
        throw Refusal.invalid("检查类别“" + code + "”无法识别，请选择日常检查、专项检查或双随机检查。");
    }
}
