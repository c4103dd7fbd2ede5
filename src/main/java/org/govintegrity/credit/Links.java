package org.govintegrity.credit;

import org.govintegrity.common.Sha256;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How one link of a chain is computed from the one before and its own content; other append-only logs use it too. */
public final class Links {

    /** What the first link is computed from. */
    public static final String ORIGIN = "0".repeat(64);

    private Links() {
    }

    /** SHA-256 over the hash before and every field with its length, so that no text can pass from one field into the next. */
    public static String hash(String previous, Object... fields) {
        MessageDigest digest = sha256();
        digest.update(previous.getBytes(StandardCharsets.US_ASCII));
        for (Object field : fields) {
            if (field == null) {
                digest.update((byte) 0);
                continue;
            }
            byte[] bytes = field.toString().getBytes(StandardCharsets.UTF_8);
            digest.update(("1" + bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Plain SHA-256 of a text as UTF-8, in hexadecimal digits, so that anybody can repeat it. */
    public static String sha256(String text) {
        return Sha256.hex(text);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
