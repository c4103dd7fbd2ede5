package org.govintegrity.registry;

import cn.hutool.core.util.CreditCodeUtil;

import java.util.Locale;
import java.util.Optional;

/**
 * A unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, the last a check character.
 * Codes issued before the standard settled can fail the check; they are real, so they can be written down,
 * and {@link #valid()} tells them apart.
 *
 * @param text upper case, without blanks
 */
public record CreditCode(String text) {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /** Takes what people type: blanks around it and lower case do not matter. */
    public static CreditCode of(String typed) {
        return new CreditCode(typed.strip().toUpperCase(Locale.ROOT));
    }

    /** Whether it has the 18 characters and the alphabet (no I, O, S, V, Z) of the standard, whatever its check character. */
    public boolean wellFormed() {
        return CreditCodeUtil.isCreditCodeSimple(text);
    }

    /** Whether it is well formed and its check character is right. */
    public boolean valid() {
        return CreditCodeUtil.isCreditCode(text);
    }

    /** The check character the first 17 ask for; empty when the code is not well formed. */
    public Optional<Character> expectedCheck() {
        if (!wellFormed()) {
            return Optional.empty();
        }
        return ALPHABET.chars().mapToObj(c -> (char) c)
                .filter(c -> CreditCodeUtil.isCreditCode(text.substring(0, 17) + c))
                .findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
