package org.govintegrity.complaint;

import org.govintegrity.credit.IdentityVault;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;

/** The codes by which complainants come back. Kept only as a keyed hash; a copy of the database opens nothing. */
@Component
class SecretCodes {

    /** Without characters that look alike on paper; 31 of them twelve times are more than 59 bits. */
    private static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private static final int LENGTH = 12;

    private final IdentityVault vault;
    private final SecureRandom random = new SecureRandom();

    SecretCodes(IdentityVault vault) {
        this.vault = vault;
    }

    /** A new one, such as {@code 7KQM-X2RT-9HBD}. */
    String fresh() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(i > 0 && i % 4 == 0 ? "-" : "").append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    /** The same for the same case and code, however it is typed. */
    String hash(String caseNo, String code) {
        return vault.keyOf("complaint code", caseNo + "\n" + plain(code));
    }

    /** In the same time wherever the two differ. */
    boolean matches(String caseNo, String code, String hash) {
        byte[] wanted = (hash == null ? "-".repeat(64) : hash).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(wanted, hash(caseNo, code).getBytes(StandardCharsets.US_ASCII));
    }

    private static String plain(String typed) {
        String plain = typed == null ? "" : typed.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
        return plain.length() > 40 ? plain.substring(0, 40) : plain;
    }
}
