package org.govintegrity.warning;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.govintegrity.casefile.FigureRow;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What holds for early warning whatever is told of the units. */
class WarningPropertiesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    private static final int DAYS = 420;
    private static final Watched COMPLAINTS = new Watched("complaints", "投诉", "s", Measure.EVENTS, "件", 30, 365, 90, 3, "", true);
    private static final Watched LATE = new Watched("late", "迟报", "s", Measure.RATE, "条", 60, 270, 40, 0.1, "", true);
    private static final Watched SCORE = new Watched("score", "评分", "s", Measure.LEVEL, "分", 100, 1, 15, 20, "", true);
    private static final List<String> UNITS = IntStream.range(0, 20).mapToObj(i -> "u" + i).toList();

    /** Something that happened. @param ago days before today */
    record Told(int unit, int ago, boolean bad) {
    }

    @Provide
    Arbitrary<List<Told>> told() {
        return Combinators.combine(Arbitraries.integers().between(0, UNITS.size() - 1), Arbitraries.integers().between(0, DAYS - 1), Arbitraries.of(true, false, false)).as(Told::new)
                .list().ofMinSize(1).ofMaxSize(120);
    }

    @Property(tries = 300)
    void inWhichOrderItIsToldChangesNothing(@ForAll("told") List<Told> told, @ForAll Random random) {
        List<Told> shuffled = new ArrayList<>(told);
        Collections.shuffle(shuffled, random);
        for (Watched signal : List.of(COMPLAINTS, LATE)) {
            assertThat(weigh(signal, shuffled)).containsExactlyInAnyOrderElementsOf(weigh(signal, told));
        }
    }

    @Property(tries = 300)
    void oneMoreNeverMakesAUnitLessSuspicious(@ForAll("told") List<Told> told, @ForAll @IntRange(max = 19) int unit) {
        List<Told> more = new ArrayList<>(told);
        more.add(new Told(unit, 0, true));
        for (Watched signal : List.of(COMPLAINTS, LATE)) {
            // one more also moves what the whole district lets expect, by a hair
            assertThat(surprise(weigh(signal, more), unit)).isGreaterThanOrEqualTo(surprise(weigh(signal, told), unit) - 0.05);
        }
    }

    @Property(tries = 300)
    void whatHappensToOthersIsNoEvidenceAgainstAUnit(@ForAll("told") List<Told> told, @ForAll @IntRange(max = 19) int unit) {
        List<Told> others = told.stream().filter(t -> t.unit() != unit).toList();
        for (Watched signal : List.of(COMPLAINTS, LATE)) {
            assertThat(weigh(signal, others)).extracting(Weighed::unit).doesNotContain(UNITS.get(unit));
        }
    }

    @Property(tries = 200)
    void whoIsAlwaysAsBusyIsNeverAnAlarm(@ForAll @IntRange(min = 1, max = 40) int everyDays) {
        List<Told> told = new ArrayList<>();
        for (int ago = 0; ago < DAYS; ago += everyDays) {
            told.add(new Told(0, ago, true));
        }
        UNITS.forEach(u -> told.add(new Told(UNITS.indexOf(u), 200 + UNITS.indexOf(u), true)));
        assertThat(surprise(weigh(COMPLAINTS, told), 0)).isLessThan(1.5);
    }

    /** A harder quarter for everybody is no unit's fall. */
    @Property(tries = 200)
    void whatMovesTheWholeDistrictIsTakenOutOfScores(@ForAll @Size(20) List<@IntRange(min = 800, max = 1100) Integer> before, @ForAll @Size(20) List<@IntRange(min = 700, max = 1100) Integer> now,
                                                     @ForAll @IntRange(min = -300, max = 300) int shift) {
        Map<String, Double> plain = scores(before, now, 0);
        Map<String, Double> moved = scores(before, now, shift);
        plain.keySet().retainAll(moved.keySet());   // a unit that has not lost a point is not weighed at all
        plain.forEach((unit, surprise) -> assertThat(moved.get(unit)).isCloseTo(surprise, within(1e-9)));
    }

    private static Map<String, Double> scores(List<Integer> before, List<Integer> now, int shift) {
        History h = new History(TODAY.minusDays(DAYS), TODAY, false);
        for (int i = 0; i < UNITS.size(); i++) {
            h.level(UNITS.get(i), row(i, 190, before.get(i)));
            h.level(UNITS.get(i), row(i, 100, before.get((i + 7) % 20)));
            h.level(UNITS.get(i), row(i, 10, now.get(i) + shift));
        }
        Map<String, Double> surprises = new HashMap<>();
        Scales.weigh(SCORE, h.done(), UNITS, TODAY).forEach(w -> surprises.put(w.unit(), w.surprise()));
        return surprises;
    }

    /** However a figure goes: one open warning, and after it is closed a rest unless it has grown. */
    @Property(tries = 300)
    void oneWarningAtATime(@ForAll @Size(min = 5, max = 120) List<@DoubleRange(max = 8) Double> surprises, @ForAll @IntRange(min = 1, max = 40) int cooling,
                           @ForAll @DoubleRange(min = 1.1, max = 3) double growth, @ForAll Random random) {
        Raising raising = new Raising(new OneRule(cooling, growth), List.of(COMPLAINTS));
        Last last = null;
        LocalDate day = TODAY;
        for (double surprise : surprises) {
            day = day.plusDays(1);
            double current = Math.ceil(surprise);
            Last known = last;
            List<Raising.Move> moves = raising.moves(List.of(new Weighed("complaints", "u0", current, 0, 1, surprise, 3, Set.of())), day,
                    unit -> known == null ? List.of() : List.of(new Raising.LastOf("rule", known)));
            if (surprise < OneRule.FROM) {
                assertThat(moves).isEmpty();
            } else {
                assertThat(moves).hasSize(1);
                boolean open = known != null && known.closedOn() == null;
                boolean rests = known != null && !open && day.isBefore(known.closedOn().plusDays(cooling)) && current < known.current() * growth;
                assertThat(moves.get(0).step()).isEqualTo(open ? Raising.Step.JOIN : rests ? Raising.Step.QUIET : Raising.Step.RAISE);
                if (moves.get(0).step() == Raising.Step.RAISE) {
                    last = new Last("YJ-1", "complaints", day, null, current, Level.GENERAL, Set.of());
                }
            }
            if (last != null && last.open() && random.nextInt(4) == 0) {
                last = new Last(last.caseNo(), last.signal(), last.raisedOn(), day, last.current(), last.level(), last.refs());
            }
        }
    }

    private static List<Weighed> weigh(Watched signal, List<Told> told) {
        History h = new History(TODAY.minusDays(DAYS), TODAY, signal.measure() == Measure.EVENTS);
        told.forEach(t -> h.add(UNITS.get(t.unit()), row(t.unit(), t.ago(), signal.measure() == Measure.EVENTS || t.bad() ? 1 : 0)));
        return Scales.weigh(signal, h.done(), UNITS, TODAY);
    }

    private static double surprise(List<Weighed> weighed, int unit) {
        return weighed.stream().filter(w -> w.unit().equals(UNITS.get(unit))).mapToDouble(Weighed::surprise).findFirst().orElse(0);
    }

    private static FigureRow row(int unit, int ago, int amount) {
        return new FigureRow(UNITS.get(unit), unit + "-" + ago, TODAY.minusDays(ago), "", null, BigDecimal.valueOf(amount), BigDecimal.ONE);
    }

    /** From a surprise of three on. */
    private record OneRule(int cooling, double growth) implements WarningRules {

        private static final double FROM = 3;

        @Override
        public List<Hit> hits(Question question) {
            return question.surprise() < FROM ? List.of() : List.of(new Hit("rule", "规则", Level.GENERAL, "{current}", cooling, growth));
        }

        @Override
        public List<Watched> watched(LocalDate day) {
            return List.of(COMPLAINTS);
        }

        @Override
        public List<RuleText> texts() {
            return List.of();
        }

        @Override
        public List<Reason> dismissals(LocalDate day) {
            return List.of();
        }
    }
}
