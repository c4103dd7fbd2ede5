package org.govintegrity.registry;

import java.time.LocalDate;
import java.util.List;

/**
 * The plan the district adopted; its clauses are {@link PlanClause}.
 *
 * @param districtCode region code of six digits (GB/T 2260)
 * @param basis        the documents it carries out
 */
public record Plan(String districtId, String districtCode, String district, String title, List<String> basis,
                   List<Goal> goals) {

    public Plan {
        basis = List.copyOf(basis);
        goals = List.copyOf(goals);
    }

    /** What the whole district is to reach by a day. */
    public record Goal(LocalDate due, String text) {
    }
}
