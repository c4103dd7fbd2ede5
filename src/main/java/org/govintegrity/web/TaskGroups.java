package org.govintegrity.web;

import java.util.List;

/** Tasks sorted by how pressing they are. */
public record TaskGroups(List<TaskView> late, List<TaskView> pressing, List<TaskView> others) {

    static TaskGroups of(List<TaskView> tasks, PageWords words) {
        return new TaskGroups(having("late", tasks, words), having("pressing", tasks, words), having("calm", tasks, words));
    }

    public boolean isEmpty() {
        return late.isEmpty() && pressing.isEmpty() && others.isEmpty();
    }

    public int size() {
        return late.size() + pressing.size() + others.size();
    }

    private static List<TaskView> having(String urgency, List<TaskView> tasks, PageWords words) {
        return tasks.stream().filter(task -> words.urgency(task.entry().dueOn()).equals(urgency)).toList();
    }
}
