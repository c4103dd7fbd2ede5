package org.govintegrity.inspection;

import org.govintegrity.common.Lot;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * A draw by lot that anybody can repeat ({@link Lot}).
 *
 * @param subject {@code units} or {@code inspectors}
 * @param seed    32 hexadecimal digits, made anew for each draw
 * @param pool    everybody the lot could fall on, in order of id
 * @param result  whom it fell on, in order of the hash
 */
public record Draw(String subject, String seed, List<String> pool, List<String> result) {

    /** The same seed, pool and count always give the same result. */
    public static Draw repeat(String subject, String seed, Collection<String> pool, int count) {
        List<String> ordered = List.copyOf(new TreeSet<>(pool));
        return new Draw(subject, seed, ordered, Lot.draw(seed, ordered, count));
    }
}
