package org.govintegrity.demo;

import org.govintegrity.demo.PlantedProblem.Kind;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.govintegrity.registry.UnitKind;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The problems that the seed plants into the year, each with a unit of its own. */
@Component
@Profile("demo-year")
public class PlantedProblems {

    /** Of each kind. */
    private static final int EACH = 2;
    /** Days before the first problem can begin, so that every unit has a past to be measured against; and before the year's end by which all have begun. */
    private static final int QUIET_DAYS = 120;
    private static final int LAST_BEGINNING = 95;
    private static final int SHORTEST = 60;
    private static final int LONGEST = 90;

    private final Registry registry;
    private final DemoYear year;
    private List<PlantedProblem> list;

    PlantedProblems(Registry registry, DemoYear year) {
        this.registry = registry;
        this.year = year;
    }

    /** In order of kind; the same list for the same seed and days. Needs the district to be loaded. */
    public synchronized List<PlantedProblem> list() {
        if (list == null) {
            list = plant();
        }
        return list;
    }

    /** Days before which no problem begins, and which early warning is not measured by: there is no past yet to measure against. */
    public static int quietDays() {
        return QUIET_DAYS;
    }

    /** The problem of that kind that the unit has on a day. */
    Optional<PlantedProblem> of(String unitId, Kind kind, LocalDate day) {
        return list().stream().filter(p -> p.unitId().equals(unitId) && p.kind() == kind && p.on(day)).findFirst();
    }

    boolean has(String unitId, Kind kind, LocalDate day) {
        return of(unitId, kind, day).isPresent();
    }

    private List<PlantedProblem> plant() {
        List<PlantedProblem> planted = new ArrayList<>();
        Set<String> taken = new HashSet<>(District.OFFICES);
        for (Kind kind : Kind.values()) {
            Random random = year.dice().on("planted", kind.code);
            List<String> pool = new ArrayList<>(pool(kind));
            pool.removeAll(taken);
            for (int i = 0; i < EACH; i++) {
                String unit = pool.remove(random.nextInt(pool.size()));
                taken.add(unit);
                long days = year.from().until(year.until(), ChronoUnit.DAYS);
                LocalDate from = year.from().plusDays(QUIET_DAYS + random.nextInt((int) Math.max(1, days - QUIET_DAYS - LAST_BEGINNING)));
                planted.add(new PlantedProblem(unit, kind, from, from.plusDays(SHORTEST + random.nextInt(LONGEST - SHORTEST + 1))));
            }
        }
        return List.copyOf(planted);
    }

    private List<String> pool(Kind kind) {
        return switch (kind) {
            case LATE_DISCLOSURE -> District.DISCLOSING;
            case SILENT_SOURCE -> District.SOURCES_THAT_MAY_FALL_SILENT;
            case UPHELD_OBJECTIONS -> District.SOURCES_OF_DOUBTFUL_RECORDS;
            default -> registry.unitsOn(year.from()).stream()
                    .filter(u -> u.kind() == UnitKind.GOVERNMENT || u.kind() == UnitKind.STREET_OR_TOWN || u.kind() == UnitKind.INSTITUTION)
                    .map(Unit::id).filter(id -> !District.DISCLOSING.contains(id) && !District.FILING.contains(id)).sorted().toList();
        };
    }
}
