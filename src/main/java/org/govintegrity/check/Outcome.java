package org.govintegrity.check;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.govintegrity.common.Refusal;

import java.util.Arrays;
import java.util.Locale;

/** What credit does to a matter, mildest first. */
public enum Outcome {
    GRANT("照常办理"),
    LIMIT("限制办理"),
    REFUSE("因信用原因不予办理");

    public final String label;

    Outcome(String label) {
        this.label = label;
    }

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Refusal (invalid) for a code that is none of these */
    @JsonCreator
    public static Outcome of(String code) {
        return Arrays.stream(values()).filter(o -> o.code().equals(code)).findFirst()
                .orElseThrow(() -> Refusal.invalid("处理决定只能是 grant（照常办理）、limit（限制办理）或者 refuse（因信用原因不予办理）。"));
    }
}
