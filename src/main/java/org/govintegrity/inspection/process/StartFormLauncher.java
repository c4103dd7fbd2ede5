package org.govintegrity.inspection.process;

import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.Refusals;
import org.govintegrity.inspection.InspectionLauncher;
import org.springframework.stereotype.Component;

import java.util.Map;

/** Submits the start form of the process {@code inspection}, as Tasklist does. */
@Component
class StartFormLauncher implements InspectionLauncher {

    private static final String PROCESS = "inspection";

    private final RepositoryService repository;
    private final FormService forms;

    StartFormLauncher(RepositoryService repository, FormService forms) {
        this.repository = repository;
        this.forms = forms;
    }

    @Override
    public String launch(Map<String, Object> values) {
        ProcessDefinition definition = repository.createProcessDefinitionQuery().processDefinitionKey(PROCESS).latestVersion().singleResult();
        if (definition == null) {
            throw new IllegalStateException("the process '" + PROCESS + "' is not deployed");
        }
        try {
            return forms.submitStartForm(definition.getId(), values).getBusinessKey();
        } catch (AuthorizationException unentitled) {
            throw Refusal.forbidden("只有监督员可以发起监督检查。如确需检查，请联系监督员。");
        } catch (ProcessEngineException wrapped) {
            throw Refusals.in(wrapped).<RuntimeException>map(refusal -> refusal).orElse(wrapped);
        }
    }
}
