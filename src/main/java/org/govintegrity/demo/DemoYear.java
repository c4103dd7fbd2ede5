package org.govintegrity.demo;

import org.govintegrity.common.ChineseDates;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * The year that is played.
 *
 * @param seed   from which everything in it follows, together with its last day
 * @param from   its first day
 * @param end    its last moment, Beijing time; the clock goes on from there
 * @param volume how much happens: 1 for all of it; less for a shorter play
 */
record DemoYear(long seed, LocalDate from, LocalDateTime end, double volume) {

    /** @throws IllegalArgumentException for settings that no year can be played with */
    static DemoYear of(DemoYearSettings settings, LocalDateTime now) {
        if (settings.until() != null && settings.until().isAfter(now.toLocalDate())) {
            throw new IllegalArgumentException("演示年度的最后一天（supervision.demo-year.until）不能晚于今天，现为" + settings.until());
        }
        if (settings.months() < 1 || settings.months() > 12 || settings.volume() < 0.05 || settings.volume() > 1) {
            throw new IllegalArgumentException("演示年度的月数（supervision.demo-year.months）应在1到12之间，规模（supervision.demo-year.volume）应在0.05到1之间");
        }
        LocalDate last = settings.until() == null ? now.toLocalDate() : settings.until();
        LocalDateTime end = settings.until() == null ? now : settings.until().atTime(18, 0);
        return new DemoYear(settings.seed(), last.minusMonths(settings.months()).plusDays(1), end, settings.volume());
    }

    LocalDate until() {
        return end.toLocalDate();
    }

    Dice dice() {
        return new Dice(seed);
    }

    /** That many at full volume, at least one. */
    int many(int full) {
        return (int) Math.max(1, Math.round(full * volume));
    }

    String words() {
        return ChineseDates.date(from) + "至" + ChineseDates.date(until()) + "，种子" + seed;
    }
}
