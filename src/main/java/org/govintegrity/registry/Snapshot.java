package org.govintegrity.registry;

import java.util.Map;

/**
 * All of the registry at one moment, each map in the order of its file.
 * The loader compares what a file says with what is stored by comparing two of these.
 *
 * @param plan null before the first load
 */
record Snapshot(Plan plan, Map<String, UnitGroup> groups, Map<String, Unit> units, Map<String, Person> people,
                Map<String, NamedUnit> namedUnits, Map<String, PlanClause> clauses) {
}
