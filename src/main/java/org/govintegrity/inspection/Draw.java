package org.govintegrity.inspection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * A draw by lot that anybody can repeat: each id of the pool gets the SHA-256 of {@code seed:id} (UTF-8, hexadecimal),
 * and the {@code count} smallest win. On a command line: {@code printf '%s' 'seed:id' | sha256sum}.
 *
 * @param subject {@code units} or {@code inspectors}
 * @param seed    32 hexadecimal digits, made anew for each draw
 * @param pool    everybody the lot could fall on, in order of id
 * @param result  whom it fell on, in order of the hash
 */
public record Draw(String subject, String seed, List<String> pool, List<String> result) {

    static Draw of(String subject, Collection<String> pool, int count) {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return repeat(subject, HexFormat.of().formatHex(bytes), pool, count);
    }

    /** The same seed, pool and count always give the same result. */
    public static Draw repeat(String subject, String seed, Collection<String> pool, int count) {
        List<String> ordered = List.copyOf(new TreeSet<>(pool));
        List<String> result = ordered.stream().sorted(Comparator.comparing(id -> hash(seed + ":" + id))).limit(count).toList();
        return new Draw(subject, seed, ordered, result);
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
