package org.govintegrity.engine;

import java.util.List;

/**
 * A task that is open in the engine now.
 *
 * @param assignee        who has taken it; null while nobody has
 * @param candidateGroups groups whose members may take it
 * @param candidatePeople persons who may take it, such as a team
 */
public record OpenTask(String taskId, String assignee, List<String> candidateGroups, List<String> candidatePeople) {

    /** Whether it is this person's, or they could take it were it free. */
    public boolean concerns(String personId, List<String> groups) {
        return personId.equals(assignee) || candidatePeople.contains(personId) || candidateGroups.stream().anyMatch(groups::contains);
    }
}
