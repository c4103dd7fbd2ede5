package org.govintegrity.engine;

import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.govintegrity.common.ChineseDates;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;

/** A clock that stands where it was put, and the engine's clock with it, until it is let go and goes with the system's. */
public final class MovedClock extends Clock {

    private volatile Instant at;

    /** @param time Beijing time */
    public void moveTo(LocalDateTime time) {
        at = time.atZone(ChineseDates.ZONE).toInstant();
        ClockUtil.setCurrentTime(Date.from(at));
    }

    /** From now on it shows the system's time. */
    public void letGo() {
        at = null;
        ClockUtil.reset();
    }

    public boolean moved() {
        return at != null;
    }

    @Override
    public ZoneId getZone() {
        return ChineseDates.ZONE;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        Instant stands = at;
        return stands == null ? Clock.system(zone) : Clock.fixed(stands, zone);
    }

    @Override
    public Instant instant() {
        Instant stands = at;
        return stands == null ? Instant.now() : stands;
    }
}
