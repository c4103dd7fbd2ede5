package org.govintegrity.filing;

import org.govintegrity.credit.IdentityNumber;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds identity numbers where none belongs, such as in the text of facts, so that none is ever stored in clear. */
final class PlainNumbers {

    private static final Pattern CANDIDATE = Pattern.compile("(?<![0-9A-Za-z])[1-9]\\d{16}[\\dXx](?![0-9A-Za-z])");

    private PlainNumbers() {
    }

    /** The text with every identity number in it masked; the same object where there is none. */
    static String masked(String text) {
        if (text == null || text.length() < 18) {
            return text;
        }
        Matcher matcher = CANDIDATE.matcher(text);
        StringBuilder masked = null;
        while (matcher.find()) {
            if (IdentityNumber.valid(matcher.group())) {
                masked = masked == null ? new StringBuilder() : masked;
                matcher.appendReplacement(masked, IdentityNumber.of(matcher.group()).masked());
            }
        }
        return masked == null ? text : matcher.appendTail(masked).toString();
    }

    /** Something meant as an identity number that is none: enough to find it again in one's own papers, and no more. */
    static String hidden(String typed) {
        return typed.length() < 8 ? "*".repeat(typed.length()) : typed.substring(0, 3) + "*".repeat(typed.length() - 5) + typed.substring(typed.length() - 2);
    }
}
