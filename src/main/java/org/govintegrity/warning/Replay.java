package org.govintegrity.warning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Plays nights again over what is known of them, and compares what sounds with what was really there. Raises nothing. */
final class Replay {

    /** A warning is triaged within two working days; with a weekend between that is so many. */
    private static final int TRIAGED_AFTER = 3;

    private final WarningRules rules;
    private final Map<String, Watched> watched;
    private final Function<LocalDate, List<Weighed>> nights;

    /** @param nights what the signals said in a night, in the order of {@code watched} */
    Replay(WarningRules rules, Collection<Watched> watched, Function<LocalDate, List<Weighed>> nights) {
        this.rules = rules;
        this.watched = watched.stream().collect(Collectors.toMap(Watched::id, w -> w, (a, b) -> a, LinkedHashMap::new));
        this.nights = nights;
    }

    /** What all signals say of the units in a night. */
    static List<Weighed> night(Map<Watched, History> signals, Collection<String> units, LocalDate day) {
        List<Weighed> weighed = new ArrayList<>();
        signals.forEach((signal, history) -> weighed.addAll(Scales.weigh(signal, history, units, day)));
        return weighed;
    }

    private record Sounded(String unit, String rule, String title, String signal, Set<String> signals, LocalDate day) {
    }

    /** @param grace days after a problem's end in which an alarm still counts as found, more where its signal looks back further */
    Quality.Measured measure(List<Planted> planted, LocalDate from, LocalDate to, int grace) {
        Map<LocalDate, List<Weighed>> weighed = new LinkedHashMap<>();
        from.datesUntil(to.plusDays(1)).forEach(day -> weighed.put(day, nights.apply(day)));
        List<Sounded> ours = play(rules, weighed);
        List<Sounded> plain = play(new PlainThresholds(List.copyOf(watched.values())), weighed);
        return new Quality.Measured(each(ours, planted, grace), whole(ours, planted, grace), each(plain, planted, grace), whole(plain, planted, grace));
    }

    private List<Sounded> play(WarningRules by, Map<LocalDate, List<Weighed>> weighed) {
        Raising raising = new Raising(by, List.copyOf(watched.values()));
        Map<String, Map<String, Last>> book = new HashMap<>();
        List<Sounded> sounded = new ArrayList<>();
        weighed.forEach((day, said) -> {
            for (Raising.Move move : raising.moves(said, day, unit -> book.getOrDefault(unit, Map.of()).entrySet().stream()
                    .map(e -> new Raising.LastOf(e.getKey(), asOf(e.getValue(), day))).toList())) {
                Alarm a = move.alarm();
                Map<String, Last> known = book.computeIfAbsent(a.unit(), u -> new LinkedHashMap<>());
                if (move.step() == Raising.Step.RAISE) {
                    sounded.add(new Sounded(a.unit(), a.rule(), a.title(), a.signal(), a.weighed().stream().map(Weighed::signal).collect(Collectors.toSet()), day));
                    known.put(a.rule(), new Last(null, a.signal(), day, null, a.current(), a.level(), a.refs()));
                } else if (move.step() == Raising.Step.JOIN) {
                    known.put(a.rule(), new Last(null, a.signal(), move.last().raisedOn(), null, Math.max(a.current(), move.last().current()), a.level(), a.refs()));
                }
            }
        });
        return sounded;
    }

    private static Last asOf(Last last, LocalDate day) {
        LocalDate closed = last.raisedOn().plusDays(TRIAGED_AFTER);
        return closed.isAfter(day) ? last : new Last(null, last.signal(), last.raisedOn(), closed, last.current(), last.level(), last.refs());
    }

    private List<Quality> each(List<Sounded> sounded, List<Planted> planted, int grace) {
        Map<String, List<Sounded>> byRule = sounded.stream().collect(Collectors.groupingBy(Sounded::rule, TreeMap::new, Collectors.toList()));
        return byRule.entrySet().stream().map(e -> {
            List<Sounded> of = e.getValue();
            List<Planted> own = planted.stream().filter(p -> of.stream().anyMatch(s -> p.kinds().stream().anyMatch(kind -> source(s.signal()).equals(source(kind))))).toList();
            return quality(e.getKey(), of.get(0).title(), of, planted, own, grace);
        }).toList();
    }

    private Quality whole(List<Sounded> sounded, List<Planted> planted, int grace) {
        return quality("all", "全部", sounded, planted, planted, grace);
    }

    private Quality quality(String rule, String title, List<Sounded> sounded, List<Planted> all, List<Planted> wanted, int grace) {
        int right = (int) sounded.stream().filter(s -> all.stream().anyMatch(p -> right(s, p, grace))).count();
        int found = (int) wanted.stream().filter(p -> sounded.stream().anyMatch(s -> right(s, p, grace))).count();
        return new Quality(rule, title, sounded.size(), right, wanted.size(), found);
    }

    /** Of the unit, by a signal the problem shows in, and at a time when what that signal looks back upon is of the problem's days. */
    private boolean right(Sounded s, Planted p, int grace) {
        int back = s.signals().stream().filter(watched::containsKey).mapToInt(signal -> watched.get(signal).window()).max().orElse(0);
        return s.unit().equals(p.unit()) && !s.day().isBefore(p.from()) && !s.day().isAfter(p.to().plusDays(Math.max(grace, back)))
                && (p.kinds().contains(WarningRules.TOGETHER) || s.signals().stream().anyMatch(signal -> p.kinds().stream().anyMatch(kind -> source(signal).equals(source(kind)))));
    }

    /** The same rows may be watched in a short window and in a long one. */
    private String source(String signal) {
        return watched.containsKey(signal) ? watched.get(signal).source() : signal;
    }
}
