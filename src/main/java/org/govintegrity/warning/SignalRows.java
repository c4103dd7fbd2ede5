package org.govintegrity.warning;

import org.govintegrity.casefile.FigureKind;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.FigureSource;
import org.govintegrity.casefile.SignalKind;
import org.govintegrity.casefile.SignalSource;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Brings together what the families tell. What happened to a unit that is over counts for its successor. */
@Component
class SignalRows {

    private static final Logger LOG = LoggerFactory.getLogger(SignalRows.class);
    /** Quarters before the latest, so far back, that a level is compared with. */
    private static final int YEAR_AND_MORE = 480;

    private interface Source {
        void rows(LocalDate from, LocalDate to, Consumer<FigureRow> each);
    }

    private final Map<String, Source> sources = new HashMap<>();
    private final Set<String> shielded = new HashSet<>();
    private final Registry registry;

    SignalRows(List<FigureSource> figures, List<SignalSource> signals, Registry registry) {
        this.registry = registry;
        for (FigureSource source : figures) {
            for (FigureKind kind : source.figures()) {
                put(kind.id(), (from, to, each) -> source.rows(kind.id(), from, to, each));
            }
        }
        for (SignalSource source : signals) {
            for (SignalKind kind : source.signals()) {
                put(kind.id(), (from, to, each) -> source.rows(kind.id(), from, to, each));
                if (kind.shielded()) {
                    shielded.add(kind.id());
                }
            }
        }
    }

    private void put(String id, Source source) {
        if (sources.put(id, source) != null) {
            throw new IllegalStateException("two families tell a signal " + id);
        }
    }

    boolean shielded(Watched signal) {
        return shielded.contains(signal.source());
    }

    /**
     * The histories of some signals up to a day, each source asked once however many signals watch it; a state also on every day from {@code from} on. What a table
     * names and no family tells is left out: a table is not to keep the others from being weighed.
     *
     * @param from first day that will be weighed
     * @param to   last
     */
    Map<Watched, History> histories(List<Watched> signals, LocalDate from, LocalDate to) {
        Map<String, List<Watched>> bySource = new LinkedHashMap<>();
        for (Watched signal : signals) {
            if (sources.containsKey(signal.source())) {
                bySource.computeIfAbsent(signal.source() + (signal.measure() == Measure.STATE ? "#" : ""), s -> new ArrayList<>()).add(signal);
            } else {
                LOG.warn("预警信号“{}”取自{}，没有哪个模块提供，没有计算", signal.title(), signal.source());
            }
        }
        Map<Watched, History> found = new LinkedHashMap<>();
        Lines lines = new Lines(to);
        for (List<Watched> same : bySource.values()) {
            Source source = sources.get(same.get(0).source());
            LocalDate first = from.minusDays(same.stream().mapToInt(SignalRows::reach).max().orElseThrow());
            same.forEach(signal -> found.put(signal, new History(first, to, signal.measure() == Measure.EVENTS)));
            if (same.get(0).measure() == Measure.STATE) {
                for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
                    LocalDate on = day;
                    source.rows(on, on, row -> lines.of(row).ifPresent(unit -> same.forEach(signal -> found.get(signal).stands(on, unit, row))));
                }
            } else {
                source.rows(first, to, row -> lines.of(row).ifPresent(unit -> same.forEach(signal -> add(found.get(signal), signal, unit, row))));
            }
        }
        found.values().forEach(History::done);
        return found;
    }

    private static void add(History history, Watched signal, String unit, FigureRow row) {
        if (signal.measure() == Measure.LEVEL) {
            history.level(unit, row);
        } else {
            history.add(unit, row);
        }
    }

    private static int reach(Watched signal) {
        return signal.measure() == Measure.LEVEL ? signal.window() + YEAR_AND_MORE : signal.reach();
    }

    /** What a signal's figure of some units is made of on a day. */
    void rows(Watched signal, Collection<String> units, LocalDate day, BiConsumer<String, FigureRow> each) {
        LocalDate from = switch (signal.measure()) {
            case STATE -> day;
            case LEVEL -> day.minusDays(signal.window() + (long) YEAR_AND_MORE);
            default -> day.minusDays(signal.window() - 1L);
        };
        Lines lines = new Lines(day);
        sources.get(signal.source()).rows(from, day, row -> {
            if (signal.measure() != Measure.RATE || row.amount().signum() > 0) {
                lines.of(row).filter(units::contains).ifPresent(unit -> each.accept(unit, row));
            }
        });
    }

    /** Whom a row counts for. */
    private final class Lines {

        private final LocalDate day;
        private final Map<String, Optional<String>> known = new HashMap<>();

        Lines(LocalDate day) {
            this.day = day;
        }

        Optional<String> of(FigureRow row) {
            return known.computeIfAbsent(row.unitId(), id -> registry.findUnit(id).flatMap(unit -> registry.successorOf(id, day)).map(Unit::id));
        }
    }
}
