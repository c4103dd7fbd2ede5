package org.govintegrity.registry;

import java.time.LocalDate;
import java.util.List;

/**
 * One task or safeguard of the plan.
 *
 * @param id               such as {@code 三.1}
 * @param section          heading it stands under
 * @param duty             what is owed, in our words
 * @param leadUnits        ids of units or groups that lead (牵头单位), as of the plan's date
 * @param responsibleUnits ids of units or groups that are responsible (责任单位, 责任部门), as of the plan's date
 * @param namedAs          the plan's own words naming them
 * @param processes        keys of the processes that carry it
 */
public record PlanClause(String id, String section, String title, String duty, List<String> leadUnits,
                         List<String> responsibleUnits, List<String> namedAs, List<Milestone> milestones,
                         List<String> processes) {

    public PlanClause {
        leadUnits = List.copyOf(leadUnits);
        responsibleUnits = List.copyOf(responsibleUnits);
        namedAs = List.copyOf(namedAs);
        milestones = List.copyOf(milestones);
        processes = List.copyOf(processes);
    }

    /** Number and title, such as {@code 三.5 提高行政服务效率}. */
    public String label() {
        return id + " " + title;
    }

    /**
     * What the plan wants reached by a day.
     *
     * @param source where the plan says so
     */
    public record Milestone(LocalDate due, String text, String source) {
    }
}
