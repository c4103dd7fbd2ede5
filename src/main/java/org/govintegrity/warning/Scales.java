package org.govintegrity.warning;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Weighs what a signal says about units on a day: each against its own past, so that a busy unit is not warned of for being busy, and with some of the whole
 * district's experience where its own is little, so that two things where there was none are no alarm. What moves everybody (a season, a campaign) is taken out.
 */
final class Scales {

    /** However long the past, people's behaviour scatters more than a Poisson process: its mean is taken for known no better than from so many events. */
    private static final double SHAPE = 20;
    /** The same for shares, in things. */
    private static final double STRENGTH = 250;
    /** With so many in its own past, half of the guard against small numbers is gone: a busy unit is no average one. */
    private static final double FEW = 3;
    /** The season counts only where the others' expectation is at least so much, and between these bounds. */
    private static final double ENOUGH = 10;
    private static final double LEAST_SEASON = 0.7;
    private static final double MOST_SEASON = 2.5;
    private static final int QUARTERS = 4;
    /** Of a level what the others' values do counts for as much as so many values of the unit's own: a handful says little about how much it usually scatters. */
    private static final double OTHERS = 3;
    /** From the median of absolute deviations to the standard deviation of what is normally distributed. */
    private static final double TO_DEVIATION = 1.4826;
    private static final int WEEK = 7;
    /** Less past than this and the unit's own counts for as much as there is of it. */
    private static final int SHORTEST_PAST = 30;

    private Scales() {
    }

    /** Whatever has anything to say; units of which nothing is told are left out. */
    static List<Weighed> weigh(Watched signal, History history, Collection<String> units, LocalDate day) {
        return switch (signal.measure()) {
            case EVENTS -> events(signal, history, units, day);
            case RATE -> rates(signal, history, units, day);
            case STATE -> states(signal, history, units, day);
            case LEVEL -> levels(signal, history, units, day);
        };
    }

    private static List<Weighed> events(Watched s, History h, Collection<String> units, LocalDate day) {
        List<Weighed> found = new ArrayList<>();
        if (h.first() == null) {
            return found;
        }
        LocalDate start = day.minusDays(s.window());
        LocalDate pastStart = later(start.minusDays(s.past()), h.first().minusDays(1));
        double pastDays = Math.max(0, ChronoUnit.DAYS.between(pastStart, start));
        double allPast = 0;
        double allNow = 0;
        for (String unit : units) {
            allPast += pastDays == 0 ? 0 : h.amount(unit, pastStart, start);
            allNow += h.amount(unit, start, day);
        }
        // where there is no past yet, the present of all stands for it
        double meanRate = (pastDays >= SHORTEST_PAST ? allPast / pastDays : (allPast + allNow) / (pastDays + s.window())) / Math.max(1, units.size());
        for (String unit : units) {
            double now = h.amount(unit, start, day);
            if (now <= 0) {
                continue;
            }
            double past = pastDays == 0 ? 0 : h.amount(unit, pastStart, start);
            double othersExpected = pastDays == 0 ? 0 : (allPast - past) / pastDays * s.window();
            double season = othersExpected < ENOUGH ? 1 : Math.max(LEAST_SEASON, Math.min(MOST_SEASON, (allNow - now) / othersExpected));
            double guard = s.prior() * FEW / (FEW + past);
            double seen = past + meanRate * guard + 0.25;
            double exposure = (pastDays + guard) / season;
            double expected = seen / exposure * s.window();
            if (seen > SHAPE) {
                exposure = exposure * SHAPE / seen;
                seen = SHAPE;
            }
            found.add(new Weighed(s.id(), unit, now, 0, expected, Chances.ofEvents(now, seen, exposure, s.window()), streak(s, h, unit, day), Set.of()));
        }
        return found;
    }

    private static List<Weighed> rates(Watched s, History h, Collection<String> units, LocalDate day) {
        List<Weighed> found = new ArrayList<>();
        if (h.first() == null) {
            return found;
        }
        LocalDate start = day.minusDays(s.window());
        LocalDate pastStart = start.minusDays(s.past());
        double allBad = 0;
        double all = 0;
        for (String unit : units) {
            allBad += h.amount(unit, pastStart, day);
            all += h.base(unit, pastStart, day);
        }
        double share = (allBad + 1) / (all + 20);
        for (String unit : units) {
            double bad = h.amount(unit, start, day);
            if (bad <= 0) {
                continue;
            }
            double base = h.base(unit, start, day);
            double before = h.amount(unit, pastStart, start) + share * s.prior();
            double good = h.base(unit, pastStart, start) + s.prior() - before;
            double scale = Math.min(1, STRENGTH / (before + good));
            found.add(new Weighed(s.id(), unit, bad, base, base * before / (before + good), Chances.ofShare(bad, base, before * scale, Math.max(good, 0.1) * scale),
                    streak(s, h, unit, day), Set.of()));
        }
        return found;
    }

    private static List<Weighed> states(Watched s, History h, Collection<String> units, LocalDate day) {
        Map<String, History.Standing> standing = h.standing(day);
        return units.stream().filter(standing::containsKey).map(unit -> new Weighed(s.id(), unit, standing.get(unit).amount(), 0, 0, 0, 0, standing.get(unit).refs())).toList();
    }

    /** By how much a unit's latest value lies below its values before. */
    private record Fall(String unit, double drop, List<Double> before, double mean) {

        /** Squared deviations of the values before from their mean. */
        double scatter() {
            return before.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        }

        /** How much more a drop scatters than a value: the mean it is taken from is known no better than from so many values. */
        double widening() {
            return Math.sqrt(1 + 1.0 / before.size());
        }
    }

    private static List<Weighed> levels(Watched s, History h, Collection<String> units, LocalDate day) {
        List<Fall> falls = new ArrayList<>();
        for (String unit : units) {
            TreeMap<LocalDate, Double> levels = h.levels(unit);
            Map.Entry<LocalDate, Double> latest = levels.floorEntry(day);
            if (latest == null || latest.getKey().isBefore(day.minusDays(s.window()))) {
                continue;
            }
            List<Double> before = new ArrayList<>(levels.headMap(latest.getKey(), false).descendingMap().values()).stream().limit(QUARTERS).toList();
            if (!before.isEmpty()) {
                double mean = before.stream().mapToDouble(v -> v).average().orElseThrow();
                falls.add(new Fall(unit, mean - latest.getValue(), before, mean));
            }
        }
        // medians, so that the few who really fall neither move nor widen what is usual
        double usual = falls.size() < ENOUGH ? 0 : median(falls.stream().mapToDouble(Fall::drop).toArray());
        double spread = falls.size() < ENOUGH ? s.prior() : TO_DEVIATION * median(falls.stream().mapToDouble(f -> Math.abs(f.drop() - usual) / f.widening()).toArray());
        List<Weighed> found = new ArrayList<>();
        for (Fall f : falls) {
            double deviation = Math.max(s.prior(), Math.sqrt((f.scatter() + OTHERS * spread * spread) / (f.before().size() - 1 + OTHERS)));
            if (f.drop() > 0) {
                found.add(new Weighed(s.id(), f.unit(), f.drop(), 0, f.mean(), Chances.ofDrop((f.drop() - usual) / (deviation * f.widening())), 0, Set.of()));
            }
        }
        return found;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private static int streak(Watched s, History h, String unit, LocalDate day) {
        int weeks = 0;
        for (int back = 0; back < s.window(); back += WEEK) {
            if (h.amount(unit, day.minusDays(Math.min(s.window(), back + WEEK)), day.minusDays(back)) > 0) {
                weeks++;
            }
        }
        return weeks;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
