package org.govintegrity.scenario;

import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.govintegrity.common.ChineseDates;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;

/** A clock that stands still until a test moves it; the engine's clock goes with it. */
public class MutableClock extends Clock {

    private volatile Instant now = LocalDateTime.of(2026, 3, 2, 9, 0).atZone(ChineseDates.ZONE).toInstant();

    public void set(LocalDateTime time) {
        now = time.atZone(ChineseDates.ZONE).toInstant();
        ClockUtil.setCurrentTime(Date.from(now));
    }

    @Override
    public ZoneId getZone() {
        return ChineseDates.ZONE;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
