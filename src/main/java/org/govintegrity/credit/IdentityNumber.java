package org.govintegrity.credit;

import cn.hutool.core.util.IdcardUtil;
import org.govintegrity.common.Refusal;

import java.util.Locale;

/**
 * A citizen's identity number (公民身份号码, GB 11643). It is never a process variable, never logged and never shown whole:
 * {@link #toString()} gives the masked form.
 */
public final class IdentityNumber {

    private final String digits;

    private IdentityNumber(String digits) {
        this.digits = digits;
    }

    /**
     * Takes what people type: blanks around it and a small x do not matter.
     *
     * @throws Refusal (invalid) in words that do not repeat the number
     */
    public static IdentityNumber of(String typed) {
        String text = typed == null ? "" : typed.strip().toUpperCase(Locale.ROOT);
        if (!valid(text)) {
            throw Refusal.invalid("身份号码应为18位，且末位校验码正确（GB 11643）。请核对后重新填写。");
        }
        return new IdentityNumber(text);
    }

    /** Whether a text is an 18-digit number with a possible birthday and the right check digit. */
    public static boolean valid(String text) {
        return text != null && IdcardUtil.isValidCard18(text.strip().toUpperCase(Locale.ROOT));
    }

    /** First three and last two characters. */
    public String masked() {
        return digits.substring(0, 3) + "*************" + digits.substring(16);
    }

    String digits() {
        return digits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdentityNumber that && digits.equals(that.digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    @Override
    public String toString() {
        return masked();
    }
}
