package org.govintegrity.credit;

import java.util.Arrays;

/** Whose record it is. */
public enum SubjectKind {
    /** a unit of the registry */
    UNIT("unit", "单位"),
    /** somebody of a unit, or any other natural person */
    PERSON("person", "个人"),
    /** an enterprise or another body that is no unit of the registry */
    ORGANISATION("organisation", "企业和社会组织");

    public final String code;
    public final String label;

    SubjectKind(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** @throws IllegalArgumentException for a code that is none of these */
    public static SubjectKind of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind of subject: " + code));
    }
}
