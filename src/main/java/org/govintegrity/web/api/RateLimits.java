package org.govintegrity.web.api;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import org.govintegrity.check.CheckSettings;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How often a key may call; counted in memory, on each node for itself. */
@Component
class RateLimits {

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final CheckSettings settings;
    private final TimeMeter time;

    RateLimits(CheckSettings settings, Clock clock) {
        this.settings = settings;
        this.time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                Instant now = clock.instant();
                return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    /** Counts a call. @return seconds until it would be let through, at least 1; 0 if it is */
    long secondsToWait(String keyNo, int cost) {
        ConsumptionProbe probe = buckets.computeIfAbsent(keyNo, no -> Bucket.builder().withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(settings.perMinute()).refillGreedy(settings.perMinute(), Duration.ofMinutes(1))).build()).tryConsumeAndReturnRemaining(cost);
        return probe.isConsumed() ? 0 : 1 + probe.getNanosToWaitForRefill() / 1_000_000_000L;
    }
}
