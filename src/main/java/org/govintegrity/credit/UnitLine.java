package org.govintegrity.credit;

import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.util.List;

/**
 * Which units' records a unit answers for: its own, and those of the units whose duties it has taken over. Nothing is
 * moved: whose record it is stays what it was, and from the day a unit is over its records are read with its successor's.
 */
@Component
public class UnitLine {

    private final Registry registry;

    UnitLine(Registry registry) {
        this.registry = registry;
    }

    /** Ids of the unit, and of those it has succeeded by that day. */
    public List<String> carriedBy(String unitId, LocalDate day) {
        return registry.units().stream().filter(unit -> unit.id().equals(unitId) || holder(unit, day).equals(unitId)).map(Unit::id).toList();
    }

    /** Who answers for that unit's records on that day: itself, or its successor. */
    public String holder(Unit unit, LocalDate day) {
        return registry.successorOf(unit.id(), day).map(Unit::id).orElse(unit.id());
    }
}
