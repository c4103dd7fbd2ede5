package org.govintegrity.demo;

import org.govintegrity.common.Sha256;

import java.util.List;
import java.util.Random;

/**
 * Chance that repeats: what falls depends on the year's seed and on what it is thrown for, never on what was thrown before, so one
 * more event in May does not change June.
 */
class Dice {

    private final long seed;

    Dice(long seed) {
        this.seed = seed;
    }

    /** A row of throws of its own for that matter. */
    Random on(Object... matter) {
        return new Random(Long.parseUnsignedLong(Sha256.hex(seed + ":" + List.of(matter)).substring(0, 16), 16));
    }

    static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    static boolean chance(double share, Random random) {
        return random.nextDouble() < share;
    }
}
