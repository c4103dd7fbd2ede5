package org.govintegrity.engine;

import org.camunda.bpm.engine.FormService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

import java.util.Map;

/** Hands in a task's form for the signed-in person, through the same door as Tasklist: same rights, same checks, same record. */
@Component
public class TaskForms {

    private final FormService forms;

    TaskForms(@Lazy FormService forms) {
        this.forms = forms;
    }

    /**
     * @param values as the form of the task names them
     * @throws RuntimeException in whose causes {@link Refusals} finds what was refused
     */
    public void submit(String taskId, Map<String, Object> values) {
        forms.submitTaskForm(taskId, values);
    }
}
