package org.govintegrity.warning;

import org.govintegrity.casefile.FigureRow;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A signal's rows, summed up by unit and day; of a state what stood on a day. */
final class History {

    /** So many of one day count in full; of more the logarithm: a crowd with one matter is one matter. */
    private static final double FEW = 2;

    private final LocalDate from;
    private final boolean damped;
    private final int days;
    private final Map<String, double[]> amounts = new HashMap<>();
    private final Map<String, double[]> bases = new HashMap<>();
    private final Map<String, TreeMap<LocalDate, Double>> levels = new HashMap<>();
    private final Map<LocalDate, Map<String, Standing>> standings = new HashMap<>();
    private final Set<List<Object>> matters = new HashSet<>();
    private LocalDate first;

    /** What stands against a unit on a day. */
    record Standing(double amount, Set<String> refs) {
    }

    /** @param damped whether many things of one day are weighed as little more than a few, and those of one matter as one */
    History(LocalDate from, LocalDate to, boolean damped) {
        this.damped = damped;
        this.from = from;
        this.days = (int) ChronoUnit.DAYS.between(from, to) + 1;
    }

    /** Something that happened. @param unit whom it counts for now */
    void add(String unit, FigureRow row) {
        int i = index(row.day());
        if (i < 0 || i >= days || damped && row.link() != null && !matters.add(List.of(unit, row.day(), row.link()))) {
            return;
        }
        amounts.computeIfAbsent(unit, u -> new double[days])[i] += row.amount().doubleValue();
        bases.computeIfAbsent(unit, u -> new double[days])[i] += row.base().doubleValue();
        if (first == null || row.day().isBefore(first)) {
            first = row.day();
        }
    }

    /** A value of a level; of several on one day their mean would be meant, so the last counts. */
    void level(String unit, FigureRow row) {
        levels.computeIfAbsent(unit, u -> new TreeMap<>()).put(row.day(), row.amount().doubleValue());
    }

    /** Something that stands on a day. */
    void stands(LocalDate day, String unit, FigureRow row) {
        standings.computeIfAbsent(day, d -> new HashMap<>()).merge(unit, new Standing(row.amount().doubleValue(), Set.of(row.ref())), (a, b) -> {
            Set<String> refs = new HashSet<>(a.refs());
            refs.addAll(b.refs());
            return new Standing(a.amount() + b.amount(), refs);
        });
    }

    /** No more rows: from here on sums are asked for. */
    History done() {
        matters.clear();
        if (damped) {
            amounts.values().forEach(History::damp);
        }
        amounts.values().forEach(History::runUp);
        bases.values().forEach(History::runUp);
        return this;
    }

    private static void damp(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] > FEW) {
                values[i] = FEW + Math.log1p(values[i] - FEW);
            }
        }
    }

    private static void runUp(double[] values) {
        for (int i = 1; i < values.length; i++) {
            values[i] += values[i - 1];
        }
    }

    /** Sum of the amounts of the days after {@code after} up to {@code last}. */
    double amount(String unit, LocalDate after, LocalDate last) {
        return between(amounts.get(unit), after, last);
    }

    double base(String unit, LocalDate after, LocalDate last) {
        return between(bases.get(unit), after, last);
    }

    Map<String, Standing> standing(LocalDate day) {
        return standings.getOrDefault(day, Map.of());
    }

    TreeMap<LocalDate, Double> levels(String unit) {
        return levels.getOrDefault(unit, new TreeMap<>());
    }

    /** First day anything was told of any unit; null if nothing was. */
    LocalDate first() {
        return first;
    }

    private double between(double[] sums, LocalDate after, LocalDate last) {
        if (sums == null) {
            return 0;
        }
        int to = Math.min(days - 1, index(last));
        int before = index(after);
        return to < 0 ? 0 : sums[to] - (before < 0 ? 0 : sums[Math.min(before, days - 1)]);
    }

    private int index(LocalDate day) {
        return (int) ChronoUnit.DAYS.between(from, day);
    }
}
