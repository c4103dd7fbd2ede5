package org.govintegrity.warning;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What many would do: so many in so many days is too many, whoever it is. For comparison only; rests and joins as the rules do. */
final class PlainThresholds implements WarningRules {

    private static final int COOLING = 60;
    private static final double GROWTH = 1.6;

    private final Map<String, Watched> watched;

    PlainThresholds(List<Watched> watched) {
        this.watched = watched.stream().collect(Collectors.toMap(Watched::id, Function.identity()));
    }

    @Override
    public List<Watched> watched(LocalDate day) {
        return List.copyOf(watched.values());
    }

    @Override
    public List<Hit> hits(Question q) {
        Watched w = watched.get(q.signal());
        if (w == null || (w.measure() == Measure.RATE ? q.share() : q.current()) < w.plain()) {
            return List.of();
        }
        return List.of(new Hit(q.signal(), w.title(), Level.GENERAL, "{current}{unit}", COOLING, GROWTH));
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
