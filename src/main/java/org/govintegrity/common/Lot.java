package org.govintegrity.common;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** A draw by lot that anybody can repeat: on a command line, {@code printf '%s' 'seed:id' | sha256sum}. */
public final class Lot {

    private Lot() {
    }

    /** 32 hexadecimal digits, made anew for each draw. */
    public static String seed() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** @return the {@code count} ids with the smallest SHA-256 of {@code seed:id} (UTF-8, hexadecimal), in that order */
    public static List<String> draw(String seed, Collection<String> pool, int count) {
        return pool.stream().sorted(Comparator.comparing((String id) -> Sha256.hex(seed + ":" + id))).limit(count).toList();
    }
}
