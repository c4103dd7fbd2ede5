package org.govintegrity.web;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucketBuilder;

import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** How often one network address may do something, counted in memory: with several nodes, each counts for itself. */
final class AddressLimit {

    /** Addresses remembered; who has not asked for the longest is forgotten first. */
    private static final int REMEMBERED = 20_000;

    private final UnaryOperator<LocalBucketBuilder> limits;
    private final Clock clock;
    private final Map<String, Bucket> buckets = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    });

    AddressLimit(Clock clock, UnaryOperator<LocalBucketBuilder> limits) {
        this.clock = clock;
        this.limits = limits;
    }

    /** Whether this address may do it once more; if so, it is counted. */
    boolean allows(String address) {
        return buckets.computeIfAbsent(network(address), network -> bucket()).tryConsume(1);
    }

    /** Whether this address may not do it once more; nothing is counted. */
    boolean spent(String address) {
        Bucket bucket = buckets.get(network(address));
        return bucket != null && bucket.getAvailableTokens() == 0;
    }

    private Bucket bucket() {
        TimeMeter time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return TimeUnit.MILLISECONDS.toNanos(clock.millis());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
        return limits.apply(Bucket.builder().withCustomTimePrecision(time)).build();
    }

    /** An IPv6 address stands for its whole /64: one subscriber has all of those. */
    static String network(String address) {
        String[] groups = address.split(":", -1);
        return groups.length > 4 && !address.contains("::") ? String.join(":", groups[0], groups[1], groups[2], groups[3]) : address;
    }
}
