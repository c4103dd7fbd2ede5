package org.govintegrity.warning;

import org.govintegrity.casefile.FigureRow;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** A unit is weighed against its own past, few things against the district's experience, and the season is everybody's. */
class ScalesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    private static final Watched COMPLAINTS = new Watched("complaints", "投诉", "s", Measure.EVENTS, "件", 30, 365, 90, 3, "", true);
    private static final Watched LATE = new Watched("late", "迟报", "s", Measure.RATE, "条", 60, 270, 40, 0.1, "", true);
    private static final Watched SCORE = new Watched("score", "评分", "s", Measure.LEVEL, "分", 100, 1, 15, 20, "", true);
    private static final List<String> UNITS = IntStream.range(0, 40).mapToObj(i -> "u" + i).toList();

    @Test
    void busyIsNoAlarmRisingIs() {
        History h = history(Measure.EVENTS);
        every("u0", 2, 395, h);     // fifteen a month, always
        every("u1", 60, 395, h);    // six a year …
        every("u1", 4, 30, h);      // … and then eight in a month
        h.done();
        assertThat(weighed(COMPLAINTS, h, "u0")).satisfies(w -> {
            assertThat(w.current()).isEqualTo(15, within(1.0));
            assertThat(w.expected()).isEqualTo(15, within(2.0));
            assertThat(w.surprise()).isLessThan(1);
        });
        assertThat(weighed(COMPLAINTS, h, "u1").surprise()).isGreaterThan(4);
    }

    @Test
    void twoWhereThereWereNoneAreNoAlarm() {
        History h = history(Measure.EVENTS);
        UNITS.subList(2, 40).forEach(u -> every(u, 40, 395, h));
        add(h, "u1", TODAY, 1, 0);
        add(h, "u1", TODAY.minusDays(9), 1, 0);
        h.done();
        assertThat(weighed(COMPLAINTS, h, "u1").surprise()).as("the others have some too").isBetween(0.5, 2.0);
    }

    @Test
    void whatRisesForEverybodyIsTheSeason() {
        History h = history(Measure.EVENTS);
        UNITS.forEach(u -> every(u, 10, 395, h));
        UNITS.forEach(u -> every(u, 10, 28, h));   // twice as many everywhere in the last month
        h.done();
        assertThat(weighed(COMPLAINTS, h, "u5").surprise()).isLessThan(1);
    }

    @Test
    void aCrowdWithOneMatterIsOneMatter() {
        History crowd = history(Measure.EVENTS);
        every("u1", 30, 395, crowd);
        add(crowd, "u1", TODAY.minusDays(3), 30, 0);
        crowd.done();
        assertThat(weighed(COMPLAINTS, crowd, "u1").current()).isLessThan(8);
        assertThat(weighed(COMPLAINTS, crowd, "u1").streak()).isLessThan(3);
    }

    @Test
    void sharesAgainstTheUnitsOwnShare() {
        History h = history(Measure.RATE);
        for (int i = 0; i < 300; i++) {
            add(h, "u0", TODAY.minusDays(i), i % 5 == 0 ? 1 : 0, 1);                      // a fifth late, always
            add(h, "u1", TODAY.minusDays(i), i < 60 ? i % 4 == 0 ? 1 : 0 : i % 50 == 0 ? 1 : 0, 1);   // 2 % and then a quarter
        }
        h.done();
        assertThat(weighed(LATE, h, "u0").surprise()).isLessThan(1.2);
        assertThat(weighed(LATE, h, "u1")).satisfies(w -> {
            assertThat(w.share()).isEqualTo(0.25, within(0.01));
            assertThat(w.surprise()).isGreaterThan(4);
        });
    }

    @Test
    void aScoreFallsBelowTheUnitsOwn() {
        History h = history(Measure.LEVEL);
        List.of(1000, 990, 1005, 900).forEach(points -> h.level("u0", row("u0", TODAY.minusDays(10 + 90L * (3 - List.of(1000, 990, 1005, 900).indexOf(points))), points, 0)));
        h.level("u1", row("u1", TODAY.minusDays(10), 500, 0));
        h.done();
        assertThat(weighed(SCORE, h, "u0")).satisfies(w -> {
            assertThat(w.current()).isEqualTo(98.3, within(0.1));
            assertThat(w.surprise()).isGreaterThan(3.5);
        });
        assertThat(Scales.weigh(SCORE, h, UNITS, TODAY)).as("a first score has nothing to fall from").extracting(Weighed::unit).containsExactly("u0");
    }

    @Test
    void nothingToldIsNothingWeighed() {
        assertThat(Scales.weigh(COMPLAINTS, history(Measure.EVENTS).done(), UNITS, TODAY)).isEmpty();
        assertThat(Scales.weigh(LATE, history(Measure.RATE).done(), UNITS, TODAY)).isEmpty();
    }

    /** The tails agree with sums worked out by hand or elsewhere. */
    @Test
    void chancesAreThoseOfTheDistributions() {
        // negative binomial, r = 1, p = 1/2: P(X >= k) = 2^-k
        assertThat(Chances.ofEvents(4, 1, 30, 30)).isEqualTo(4 * Math.log10(2), within(1e-6));
        assertThat(Chances.ofEvents(30, 1, 30, 30)).isEqualTo(30 * Math.log10(2), within(1e-3));
        // beta-binomial, alpha = beta = 1: uniform on 0..n
        assertThat(Chances.ofShare(10, 10, 1, 1)).isEqualTo(Math.log10(11), within(1e-6));
        assertThat(Chances.ofShare(1, 10, 1, 1)).isEqualTo(-Math.log10(10 / 11.0), within(1e-6));
        assertThat(Chances.ofDrop(1.6449)).isEqualTo(-Math.log10(0.05), within(1e-3));
        assertThat(Chances.ofEvents(0, 1, 30, 30)).isZero();
        assertThat(Chances.ofEvents(500, 0.1, 300, 30)).isLessThanOrEqualTo(Chances.MOST);
    }

    private static History history(Measure measure) {
        return new History(TODAY.minusDays(500), TODAY, measure == Measure.EVENTS);
    }

    private static void every(String unit, int days, int back, History h) {
        for (int i = 0; i < back; i += days) {
            add(h, unit, TODAY.minusDays(i), 1, 0);
        }
    }

    private static void add(History h, String unit, LocalDate day, int amount, int base) {
        h.add(unit, row(unit, day, amount, base));
    }

    private static FigureRow row(String unit, LocalDate day, int amount, int base) {
        return new FigureRow(unit, "r", day, "一件", null, BigDecimal.valueOf(amount), BigDecimal.valueOf(base));
    }

    private static Weighed weighed(Watched signal, History h, String unit) {
        return Scales.weigh(signal, h, UNITS, TODAY).stream().filter(w -> w.unit().equals(unit)).findFirst().orElseThrow();
    }
}
