package org.govintegrity.accountability;

import java.util.Arrays;

/** Who may decide: duty crimes and discipline go to the supervisory commission, the rest to whoever appoints or supervises. */
public enum Recipient {
    DISCIPLINE("discipline", "区纪委监委"),
    ORGANISATION("organisation", "区委组织部"),
    APPOINTING("appointing", "任免机关、单位"),
    SUPERIOR("superior", "上级主管部门");

    public final String code;
    public final String label;

    Recipient(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** @throws IllegalArgumentException for a code that is none of these */
    static Recipient of(String code) {
        return Arrays.stream(values()).filter(r -> r.code.equals(code)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no recipient " + code));
    }
}
