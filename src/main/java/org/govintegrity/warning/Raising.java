package org.govintegrity.warning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * From what signals say to warnings that are raised: one open warning a unit and rule, to which what comes later is added; after it is closed a rest, unless it has
 * grown; and of several signals that are weak each, one warning together. The same for the live sweep and for playing a year again.
 */
final class Raising {

    /** A signal of less than this is no evidence, however many there are. */
    private static final double WEAK = 1;
    /** And one signal counts for no more than this beside others: that is for its own rule. */
    private static final double STRONG = 3;

    private final WarningRules rules;
    private final Map<String, Watched> watched;

    Raising(WarningRules rules, List<Watched> watched) {
        this.rules = rules;
        this.watched = new LinkedHashMap<>();
        watched.forEach(w -> this.watched.put(w.id(), w));
    }

    enum Step {
        RAISE, JOIN, QUIET
    }

    /** What is to be done with an alarm. @param last null where there never was one */
    record Move(Alarm alarm, Step step, Last last) {
    }

    /** The latest warnings, by unit. */
    interface Book {
        List<LastOf> of(String unit);
    }

    record LastOf(String rule, Last last) {
    }

    List<Move> moves(List<Weighed> weighed, LocalDate day, Book book) {
        Map<String, List<Weighed>> byUnit = new LinkedHashMap<>();
        weighed.forEach(w -> byUnit.computeIfAbsent(w.unit(), u -> new ArrayList<>()).add(w));
        List<Move> moves = new ArrayList<>();
        byUnit.forEach((unit, all) -> {
            List<LastOf> known = book.of(unit);
            Set<String> covered = new HashSet<>();
            Map<String, Alarm> byRule = new LinkedHashMap<>();
            for (Weighed w : all) {
                for (Alarm alarm : alarms(w, day)) {
                    covered.add(source(w.signal()));
                    byRule.merge(alarm.rule(), alarm, Raising::both);
                }
            }
            byRule.values().forEach(alarm -> moves.add(move(alarm, known, day)));
            known.stream().filter(k -> watched.containsKey(k.last().signal())
                    && (k.last().open() || !k.last().closedOn().plusDays(watched.get(k.last().signal()).window()).isBefore(day))).forEach(k -> covered.add(source(k.last().signal())));
            together(unit, all.stream().filter(w -> !covered.contains(source(w.signal()))).toList(), day).forEach(alarm -> moves.add(move(alarm, known, day)));
        });
        return moves;
    }

    /** The same rule by two signals, such as a short and a long window, is one alarm. */
    private static Alarm both(Alarm a, Alarm b) {
        Alarm main = a.level() != b.level() ? a.level().compareTo(b.level()) > 0 ? a : b : a.surprise() >= b.surprise() ? a : b;
        return new Alarm(a.unit(), a.rule(), main.title(), main.signal(), main.level(), Math.max(a.current(), b.current()), main.surprise(),
                Stream.concat(a.reasons().stream(), b.reasons().stream()).distinct().toList(), Stream.concat(a.weighed().stream(), b.weighed().stream()).toList(), main.cooling(),
                main.growth());
    }

    private List<Alarm> alarms(Weighed w, LocalDate day) {
        Map<String, Alarm> strongest = new HashMap<>();
        for (WarningRules.Hit hit : rules.hits(new WarningRules.Question(w.signal(), w.current(), w.expected(), w.surprise(), w.share(), w.streak(), day))) {
            Alarm alarm = new Alarm(w.unit(), hit.rule(), hit.title(), w.signal(), hit.level(), w.current(), w.surprise(), List.of(words(hit.words(), w)), List.of(w), hit.cooling(),
                    hit.growth());
            strongest.merge(hit.rule(), alarm, (a, b) -> a.level().compareTo(b.level()) >= 0 ? a : b);
        }
        return List.copyOf(strongest.values());
    }

    private List<Alarm> together(String unit, List<Weighed> all, LocalDate day) {
        // the same rows in a short and in a long window are one piece of evidence
        Map<String, Weighed> bySource = new LinkedHashMap<>();
        all.stream().filter(w -> w.surprise() >= WEAK).forEach(w -> bySource.merge(source(w.signal()), w, (a, b) -> a.surprise() >= b.surprise() ? a : b));
        List<Weighed> weak = List.copyOf(bySource.values());
        if (weak.size() < 2) {
            return List.of();
        }
        double sum = weak.stream().mapToDouble(w -> Math.min(STRONG, w.surprise())).sum();
        Map<String, Alarm> strongest = new HashMap<>();
        for (WarningRules.Hit hit : rules.hits(new WarningRules.Question(WarningRules.TOGETHER, weak.size(), 0, sum, 0, 0, day))) {
            List<String> reasons = new ArrayList<>();
            weak.forEach(w -> reasons.add(plain(w)));
            Alarm alarm = new Alarm(unit, hit.rule(), hit.title(), WarningRules.TOGETHER, hit.level(), sum, sum, reasons, weak, hit.cooling(), hit.growth());
            strongest.merge(hit.rule(), alarm, (a, b) -> a.level().compareTo(b.level()) >= 0 ? a : b);
        }
        return List.copyOf(strongest.values());
    }

    private static Move move(Alarm alarm, List<LastOf> known, LocalDate day) {
        Last last = known.stream().filter(k -> k.rule().equals(alarm.rule())).map(LastOf::last).findFirst().orElse(null);
        if (last == null) {
            return new Move(alarm, Step.RAISE, null);
        }
        if (last.open()) {
            return new Move(alarm, Step.JOIN, last);
        }
        Set<String> refs = alarm.refs();
        if (!refs.isEmpty()) {   // what stands goes on standing for years: only something new is another warning
            return new Move(alarm, last.refs().containsAll(refs) ? Step.QUIET : Step.RAISE, last);
        }
        boolean resting = day.isBefore(last.closedOn().plusDays(alarm.cooling()));
        return new Move(alarm, resting && alarm.current() < last.current() * alarm.growth() ? Step.QUIET : Step.RAISE, last);
    }

    private String source(String signal) {
        return watched.containsKey(signal) ? watched.get(signal).source() : signal;
    }

    private String words(String template, Weighed w) {
        Watched s = watched.get(w.signal());
        return template.replace("{window}", String.valueOf(s.window())).replace("{current}", number(w.current())).replace("{expected}", number(w.expected()))
                .replace("{base}", number(w.base())).replace("{share}", number(w.share() * 100) + "%").replace("{weeks}", String.valueOf(w.streak())).replace("{unit}", s.unit());
    }

    private String plain(Weighed w) {
        Watched s = watched.get(w.signal());
        return switch (s.measure()) {
            case EVENTS -> s.title() + "：" + s.window() + "日内" + number(w.current()) + s.unit() + "，按本单位以往约" + number(w.expected()) + s.unit();
            case RATE -> s.title() + "：" + s.window() + "日内" + number(w.base()) + s.unit() + "中有" + number(w.current()) + s.unit() + "，按本单位以往约" + number(w.expected()) + s.unit();
            case STATE -> s.title() + "：" + number(w.current()) + s.unit();
            case LEVEL -> s.title() + "：比此前平均" + number(w.expected()) + s.unit() + "低" + number(w.current()) + s.unit();
        };
    }

    /** At most one decimal. */
    static String number(double value) {
        double rounded = Math.round(value * 10) / 10.0;
        return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
    }
}
