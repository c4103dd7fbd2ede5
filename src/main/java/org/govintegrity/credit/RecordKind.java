package org.govintegrity.credit;

import java.util.Arrays;

/** What a record rests on: the four kinds of 国发〔2016〕76号 and breaches of promises and contracts (发改财金〔2023〕1103号). */
public enum RecordKind {
    JUDGMENT("judgment", "司法判决"),
    PENALTY("penalty", "行政处罚"),
    DISCIPLINE("discipline", "纪律处分"),
    ACCOUNTABILITY("accountability", "问责处理"),
    BREACH("breach", "违约失信");

    public final String code;
    public final String label;

    RecordKind(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** @throws IllegalArgumentException for a code that is none of these */
    public static RecordKind of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind of record: " + code));
    }
}
