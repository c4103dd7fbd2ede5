package org.govintegrity.engine.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.task.Task;
import org.govintegrity.credit.IdentityVault;
import org.springframework.modulith.NamedInterface;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the form that a model names. */
@Component
@NamedInterface("forms")
public class FormSchemas {

    private final FormService forms;
    private final ObjectMapper json;
    private final IdentityVault vault;
    /** By process definition and task: a form is deployed with its model and never changes. Whether one may see the task was asked before. */
    private final Map<String, FormSchema> ofTasks = new ConcurrentHashMap<>();

    FormSchemas(@Lazy FormService forms, ObjectMapper json, IdentityVault vault) {
        this.forms = forms;
        this.json = json;
        this.vault = vault;
    }

    FormSchema ofTask(Task task) {
        return ofTasks.computeIfAbsent(task.getProcessDefinitionId() + " " + task.getTaskDefinitionKey(), key -> read(forms.getDeployedTaskForm(task.getId())));
    }

    /** The form with which a process is started. */
    public FormSchema ofStart(String processDefinitionId) {
        return read(forms.getDeployedStartForm(processDefinitionId));
    }

    private FormSchema read(InputStream content) {
        try (content) {
            JsonNode form = json.readTree(content);
            return new FormSchema(form, json, vault);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
