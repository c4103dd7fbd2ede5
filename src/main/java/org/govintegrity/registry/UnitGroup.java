package org.govintegrity.registry;

import java.util.List;

/**
 * Units the plan names together, such as 各镇街: those of the kinds, and those listed.
 *
 * @param note null, or why it is expanded this way
 */
public record UnitGroup(String id, String name, List<UnitKind> kinds, List<String> unitIds, String note) {

    public UnitGroup {
        kinds = List.copyOf(kinds);
        unitIds = List.copyOf(unitIds);
    }
}
