package org.govintegrity.engine;

import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What a person has to do, as Tasklist would show it, for pages outside the engine's own. */
@Component
public class Worklist {

    private final TaskService tasks;
    private final AsSystem system;

    Worklist(@Lazy TaskService tasks, AsSystem system) {
        this.tasks = tasks;
        this.system = system;
    }

    /**
     * Tasks a person has taken, could take, or that a colleague has taken from a group they share.
     *
     * @return the task's id to whoever has taken it; null where nobody has
     */
    public Map<String, String> of(String personId, Collection<String> groups) {
        return system.call(() -> {
            Map<String, String> assignees = new LinkedHashMap<>();
            add(assignees, tasks.createTaskQuery().taskAssignee(personId).list());
            addCandidate(assignees, personId, groups);
            return assignees;
        });
    }

    /** Ids of the tasks whose candidate the person is, whoever has taken them. */
    public Set<String> candidateFor(String personId, Collection<String> groups) {
        return system.call(() -> {
            Map<String, String> assignees = new LinkedHashMap<>();
            addCandidate(assignees, personId, groups);
            return assignees.keySet();
        });
    }

    /** The task while it is open, whoever asks; the caller decides who may see it. */
    public Optional<OpenTask> find(String taskId) {
        return system.call(() -> Optional.ofNullable(tasks.createTaskQuery().taskId(taskId).singleResult()).map(task -> {
            List<IdentityLink> candidates = tasks.getIdentityLinksForTask(taskId).stream()
                    .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType())).toList();
            return new OpenTask(taskId, task.getAssignee(),
                    candidates.stream().map(IdentityLink::getGroupId).filter(Objects::nonNull).toList(),
                    candidates.stream().map(IdentityLink::getUserId).filter(Objects::nonNull).toList());
        }));
    }

    /** Who has taken which of these open tasks; one that nobody has is left out. In one statement for each five hundred. */
    public Map<String, String> assignees(Collection<String> taskIds) {
        return system.call(() -> {
            Map<String, String> assignees = new LinkedHashMap<>();
            List<String> all = List.copyOf(taskIds);
            for (int from = 0; from < all.size(); from += 500) {
                tasks.createTaskQuery().taskIdIn(all.subList(from, Math.min(all.size(), from + 500)).toArray(String[]::new)).taskAssigned().list()
                        .forEach(task -> assignees.put(task.getId(), task.getAssignee()));
            }
            return assignees;
        });
    }

    private void addCandidate(Map<String, String> assignees, String personId, Collection<String> groups) {
        add(assignees, tasks.createTaskQuery().taskCandidateUser(personId).includeAssignedTasks().list());
        if (!groups.isEmpty()) {
            add(assignees, tasks.createTaskQuery().taskCandidateGroupIn(List.copyOf(groups)).includeAssignedTasks().list());
        }
    }

    private static void add(Map<String, String> assignees, List<Task> found) {
        found.forEach(task -> assignees.put(task.getId(), task.getAssignee()));
    }
}
