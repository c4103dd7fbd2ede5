package org.govintegrity.engine.task;

import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.variable.VariableMap;

import java.util.LinkedHashMap;
import java.util.Map;

/** The engine's form service behind the {@link TaskGate}. */
public class GuardedFormService extends FormServiceImpl {

    private final TaskGate gate;

    public GuardedFormService(TaskGate gate) {
        this.gate = gate;
    }

    @Override
    public void submitTaskForm(String taskId, Map<String, Object> values) {
        gate.complete(taskId, values, () -> {
            super.submitTaskForm(taskId, Map.of());
            return null;
        });
    }

    @Override
    public VariableMap submitTaskFormWithVariablesInReturn(String taskId, Map<String, Object> values, boolean deserialize) {
        return gate.complete(taskId, values, () -> super.submitTaskFormWithVariablesInReturn(taskId, Map.of(), deserialize));
    }

    @Override
    public void submitTaskFormData(String taskId, Map<String, String> values) {
        submitTaskForm(taskId, new LinkedHashMap<>(values));
    }
}
