package org.govintegrity.casefile;

import java.util.Collection;
import java.util.List;

/**
 * What a person looks for among the cases they may see.
 *
 * @param text  part of a number or title, or null
 * @param named units whose name contains that text; cases about them are found as well
 * @param kind  process key, or null for all
 * @param open  true for running cases, false for closed ones, null for both
 * @param unit   unit the case is about, or null for all
 * @param clause clause id of the plan, or null for all
 * @param late   true for cases with an open task past its due date, otherwise all
 */
public record CaseFilter(String text, Collection<String> named, String kind, Boolean open, String unit, String clause, boolean late) {

    public static final CaseFilter NONE = new CaseFilter(null, List.of(), null, null, null, null, false);

    /** Running cases of a kind. */
    public static CaseFilter running(String kind) {
        return new CaseFilter(null, List.of(), kind, true, null, null, false);
    }

    /** Cases about a unit. */
    public static CaseFilter ofUnit(String unitId) {
        return new CaseFilter(null, List.of(), null, null, unitId, null, false);
    }
}
