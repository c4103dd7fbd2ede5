package org.govintegrity.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;

/** Codes nobody can guess (80 bits) and everybody can type: no I, L, O or U, in groups of four. */
final class VerifyCode {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private VerifyCode() {
    }

    static String next() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(i > 0 && i % 4 == 0 ? "-" : "").append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    /** Blanks, hyphens and lower case do not matter; O is read as 0, I and L as 1. Takes the same time however much is right. */
    static boolean same(String code, String typed) {
        return MessageDigest.isEqual(plain(code), plain(typed));
    }

    private static byte[] plain(String code) {
        return code.toUpperCase(Locale.ROOT).replaceAll("[\\s\\p{Pd}]", "").replace('O', '0').replace('I', '1').replace('L', '1')
                .getBytes(StandardCharsets.UTF_8);
    }
}
