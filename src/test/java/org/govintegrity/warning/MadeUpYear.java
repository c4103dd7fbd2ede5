package org.govintegrity.warning;

import org.govintegrity.casefile.FigureRow;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Two years of signals of a district, at the level of their rows: the first for the units to have a past, the second with problems planted in it. The noise is meant
 * to be as in life: a few busy units have most of the complaints and small ones next to none; there are seasons and campaigns that move everybody, days on which ten
 * people complain of the same burst pipe, units that are always a bit worse than others, a record of a namesake, a source that forgot a month.
 */
final class MadeUpYear {

    static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    static final LocalDate TO = LocalDate.of(2026, 12, 31);
    private static final int UNITS = 66;
    private static final int SOURCES = 10;

    final List<String> units = IntStream.range(0, UNITS).mapToObj(i -> "unit" + i).toList();
    final List<Planted> planted = new ArrayList<>();
    final Map<Watched, History> signals = new LinkedHashMap<>();
    private final Map<String, Watched> watched = new HashMap<>();
    private final Random random;
    private final double[] size = new double[UNITS];
    private final Set<String> taken = new HashSet<>();
    private int refs;

    MadeUpYear(long seed, List<Watched> all) {
        random = new Random(seed);
        all.forEach(w -> {
            watched.put(w.id(), w);
            signals.put(w, new History(FIRST, TO, w.measure() == Measure.EVENTS));
        });
        for (int i = 0; i < UNITS; i++) {
            size[i] = Math.exp(random.nextGaussian() * 1.1);   // the largest have fifty times the business of the smallest
        }
        plant();
        complaints();
        rare("arrears", 0.35, 3, 5);
        rare("red-cards", 0.45, 3, 5);
        rare("yellow-cards", 2.0, 4, 7);
        rare("objections", 0.5, 3, 5);
        rare("outside-arrears", 0.3, 3, 5);
        rare("sentiment", 3.0, 4, 9);
        rare("outside-late", 0.8, 3, 6);
        rare("outside-other", 0.6, 3, 5);
        disclosures();
        standings();
        scores();
        signals.values().forEach(History::done);
    }

    /** Problems of each kind, never two in one unit at a time. */
    private void plant() {
        List<String> kinds = List.of("complaints", "complaints", "complaints", "complaints", "disclosure-late", "disclosure-late", "disclosure-late", "arrears", "arrears", "red-cards",
                "red-cards", "yellow-cards", "objections", "court-debtor", "court-debtor", "silence", "silence", "score", "score", "sentiment", "outside-court", "outside-arrears", "outside-late",
                WarningRules.TOGETHER, WarningRules.TOGETHER, WarningRules.TOGETHER);
        for (String kind : kinds) {
            int unit;
            do {
                unit = kind.equals("silence") ? random.nextInt(SOURCES) : random.nextInt(UNITS);
            } while (!taken.add(units.get(unit)));
            LocalDate from = kind.equals("score") ? LocalDate.of(2026, 1 + 3 * random.nextInt(3), 1) : FROM.plusDays(20 + random.nextInt(250));
            planted.add(new Planted(units.get(unit), kind, from, from.plusDays(kind.equals("score") ? 120 : kind.equals("silence") ? 110 : 50 + random.nextInt(41))));
        }
    }

    private void complaints() {
        for (int u = 0; u < UNITS; u++) {
            double usual = size[u] * 0.05;   // 1.5 a month in the middle, near twenty at the busiest
            double drift = 1 + 0.2 * random.nextGaussian();
            for (LocalDate day = FIRST; !day.isAfter(TO); day = day.plusDays(1)) {
                double rate = usual * season(day) * (day.isBefore(FROM) ? 1 : Math.max(0.6, drift));
                for (Planted p : at(u, day)) {
                    rate += kind(p).equals("complaints") ? Math.max(usual * 2, 10.0 / 60) : kind(p).equals(WarningRules.TOGETHER) ? Math.max(usual, 6.0 / 60) : 0;
                }
                add("complaints", u, day, poisson(rate), 0);
                if (random.nextDouble() < usual / 60) {   // many people, one matter
                    add("complaints", u, day, 2 + random.nextInt(4), 0);
                }
            }
        }
    }

    /** Few a year, by units as they are; {@code least} to {@code most} more where a problem is. */
    private void rare(String signal, double aYear, int least, int most) {
        for (int u = 0; u < UNITS; u++) {
            double rate = aYear / 365 * Math.min(4, 0.5 + size[u] / 2) * Math.exp(0.4 * random.nextGaussian());
            for (LocalDate day = FIRST; !day.isAfter(TO); day = day.plusDays(1)) {
                add(signal, u, day, poisson(rate * (day.getDayOfWeek() == DayOfWeek.SUNDAY ? 0.3 : 1.1)), 0);
            }
        }
        for (Planted p : planted) {
            boolean own = kind(p).equals(signal);
            int more = own ? least + random.nextInt(most - least + 1)
                    : kind(p).equals(WarningRules.TOGETHER) && List.of("yellow-cards", "sentiment", "red-cards").contains(signal) ? signal.equals("red-cards") ? 1 : 3 : 0;
            for (int i = 0; i < more; i++) {
                add(signal, units.indexOf(p.unit()), p.from().plusDays(random.nextInt(own ? 45 : 30)), 1, 0);
            }
        }
    }

    private void disclosures() {
        for (int u = 0; u < UNITS; u++) {
            double aDay = 0.15 * size[u];
            double late = Math.min(0.15, 0.03 * Math.exp(0.6 * random.nextGaussian()));
            for (LocalDate day = FIRST; !day.isAfter(TO); day = day.plusDays(1)) {
                double share = late * (day.getMonthValue() == 12 || day.getMonthValue() == 2 ? 1.5 : 1);
                double volume = aDay;
                for (Planted p : at(u, day)) {
                    share = kind(p).equals("disclosure-late") ? 0.35 : kind(p).equals(WarningRules.TOGETHER) ? 0.15 : share;
                    volume = kind(p).equals("disclosure-late") ? Math.max(volume, 0.25) : volume;
                }
                int n = poisson(volume);
                for (int i = 0; i < n; i++) {
                    add("disclosure-late", u, day, random.nextDouble() < share ? 1 : 0, 1);
                }
            }
        }
    }

    private void standings() {
        for (Planted p : planted) {
            if (kind(p).equals("court-debtor")) {
                stands("court-debtor", p.unit(), "r" + refs++, p.from(), TO, 1, 0);
            } else if (kind(p).equals("silence")) {
                stands("silence", p.unit(), "s" + refs++, p.from().plusDays(61), p.to(), 61, 1);
            } else if (kind(p).equals("outside-court")) {
                add("outside-court", units.indexOf(p.unit()), p.from().plusDays(3), 1, 0);
            }
        }
        // a namesake's record, corrected after a week
        stands("court-debtor", free(UNITS), "r" + refs++, LocalDate.of(2026, 5, 4), LocalDate.of(2026, 5, 11), 1, 0);
        add("outside-court", units.indexOf(free(UNITS)), LocalDate.of(2026, 8, 3), 1, 0);
        for (String source : units.subList(0, SOURCES)) {   // asked after two months, answered within days; some take longer
            LocalDate asked = FROM.plusDays(random.nextInt(330));
            if (!taken.contains(source)) {
                stands("silence", source, "s" + refs++, asked, asked.plusDays(3 + random.nextInt(25)), 61 + random.nextInt(6), 1);
            }
        }
    }

    private void scores() {
        History h = of("score");
        for (int u = 0; u < UNITS; u++) {
            double usual = 990 + 15 * random.nextGaussian();
            for (LocalDate quarter = FIRST; !quarter.isAfter(TO); quarter = quarter.plusMonths(3)) {
                LocalDate scored = quarter.plusMonths(3).plusDays(4);
                double points = usual + 14 * random.nextGaussian() + (quarter.get(IsoFields.QUARTER_OF_YEAR) == 1 ? 5 : 0);
                for (Planted p : planted) {
                    if (p.unit().equals(units.get(u)) && kind(p).equals("score") && p.from().equals(quarter)) {
                        points -= 60 + random.nextInt(50);
                    }
                }
                h.level(units.get(u), new FigureRow(units.get(u), "q" + refs++, scored, "分", null, BigDecimal.valueOf(points), BigDecimal.ZERO));
            }
        }
    }

    /** A unit with nothing planted. */
    private String free(int of) {
        String unit;
        do {
            unit = units.get(random.nextInt(of));
        } while (taken.contains(unit));
        return unit;
    }

    private void stands(String signal, String unit, String ref, LocalDate from, LocalDate to, int amount, int growsBy) {
        int now = amount;
        for (LocalDate day = from; !day.isAfter(to) && !day.isAfter(TO); day = day.plusDays(1), now += growsBy) {
            of(signal).stands(day, unit, new FigureRow(unit, ref, day, "现状", null, BigDecimal.valueOf(now), BigDecimal.ZERO));
        }
    }

    /** Winter heating, the spring festival's wages, summer storms. */
    private static double season(LocalDate day) {
        return 1 + 0.35 * Math.cos((day.getDayOfYear() - 20) * 2 * Math.PI / 365) + (day.getMonthValue() == 7 && day.getDayOfMonth() > 20 ? 0.8 : 0)
                + (day.getYear() == 2026 && day.getMonthValue() == 4 ? 0.6 : 0);   // a campaign asks for complaints
    }

    private List<Planted> at(int unit, LocalDate day) {
        return planted.stream().filter(p -> p.unit().equals(units.get(unit)) && !day.isBefore(p.from()) && !day.isAfter(p.to())).toList();
    }

    private History of(String signal) {
        return signals.get(watched.get(signal));
    }

    private void add(String signal, int unit, LocalDate day, int amount, int base) {
        if ((amount > 0 || base > 0) && !day.isAfter(TO)) {
            FigureRow row = new FigureRow(units.get(unit), "n" + refs++, day, "一件", null, BigDecimal.valueOf(amount), BigDecimal.valueOf(base));
            String source = watched.get(signal).source();
            signals.forEach((w, h) -> {
                if (w.source().equals(source)) {
                    h.add(units.get(unit), row);
                }
            });
        }
    }

    private int poisson(double mean) {
        double limit = Math.exp(-mean);
        double p = random.nextDouble();
        int n = 0;
        while (p > limit) {
            p *= random.nextDouble();
            n++;
        }
        return n;
    }

    /** Each shows in one signal here. */
    private static String kind(Planted problem) {
        return problem.kinds().iterator().next();
    }
}
