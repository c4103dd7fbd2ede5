package org.govintegrity.inspection;

import java.util.List;

/**
 * What a supervisor hands in as the plan of an inspection.
 *
 * @param drawUnits      units are drawn by lot; then {@code unitCount} counts, else {@code units}
 * @param drawInspectors the team is drawn by lot; then {@code teamSize} counts, else {@code team}
 * @param items          what to check, as method code and text
 */
public record Plan(boolean drawUnits, List<String> units, Integer unitCount, boolean drawInspectors, List<String> team,
                   Integer teamSize, List<Item> items) {

    public record Item(String method, String text) {
    }
}
