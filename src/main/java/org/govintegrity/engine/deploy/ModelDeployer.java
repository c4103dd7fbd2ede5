package org.govintegrity.engine.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Deploys each model together with exactly the forms it names, as one deployment of its own; each decision table likewise.
 * Resource names are paths below the class path, the same in a jar and in an IDE, and a deployment whose bytes are
 * unchanged is left alone: a rebuilt jar deploys nothing, a changed form touches one process.
 */
@Component
@Order(20)
class ModelDeployer implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ModelDeployer.class);

    private final RepositoryService repository;
    private final ObjectMapper json;
    private final PathMatchingResourcePatternResolver files = new PathMatchingResourcePatternResolver();

    ModelDeployer(RepositoryService repository, ObjectMapper json) {
        this.repository = repository;
        this.json = json;
    }

    @Override
    public void run(ApplicationArguments args) throws IOException {
        Map<String, Resource> formsById = formsById();
        for (Resource table : files.getResources("classpath*:processes/**/*.dmn")) {
            deploy(baseName(table), Map.of(path(table, "processes"), table));
        }
        for (Resource model : files.getResources("classpath*:processes/**/*.bpmn")) {
            Map<String, Resource> bundle = new TreeMap<>();
            bundle.put(path(model, "processes"), model);
            for (String formId : formsNamedBy(model)) {
                Resource form = formsById.get(formId);
                if (form == null) {
                    throw new IllegalStateException(model.getFilename() + " names the form '" + formId + "', which is not below forms/");
                }
                bundle.put(path(form, "forms"), form);
            }
            deploy(baseName(model), bundle);
        }
    }

    private void deploy(String name, Map<String, Resource> bundle) throws IOException {
        DeploymentBuilder builder = repository.createDeployment().name(name).source("models").enableDuplicateFiltering(false);
        for (Map.Entry<String, Resource> entry : bundle.entrySet()) {
            try (InputStream content = entry.getValue().getInputStream()) {
                builder.addInputStream(entry.getKey(), content);
            }
        }
        long before = repository.createDeploymentQuery().deploymentName(name).count();
        Deployment deployment = builder.deploy();
        if (repository.createDeploymentQuery().deploymentName(name).count() > before) {
            LOG.info("已部署流程模型 {}：{}", deployment.getName(), bundle.keySet());
        }
    }

    private SortedSet<String> formsNamedBy(Resource model) throws IOException {
        try (InputStream content = model.getInputStream()) {
            BpmnModelInstance bpmn = Bpmn.readModelFromStream(content);
            SortedSet<String> forms = new TreeSet<>();
            bpmn.getModelElementsByType(UserTask.class).stream().map(UserTask::getCamundaFormRef).forEach(ref -> add(forms, ref));
            bpmn.getModelElementsByType(StartEvent.class).stream().map(StartEvent::getCamundaFormRef).forEach(ref -> add(forms, ref));
            return forms;
        }
    }

    private static void add(Collection<String> forms, String ref) {
        if (ref != null) {
            forms.add(ref);
        }
    }

    private Map<String, Resource> formsById() throws IOException {
        Map<String, Resource> forms = new TreeMap<>();
        for (Resource form : files.getResources("classpath*:forms/**/*.form")) {
            try (InputStream content = form.getInputStream()) {
                String id = json.readTree(content).path("id").asText();
                if (forms.put(id, form) != null) {
                    throw new IllegalStateException("two forms have the id '" + id + "'");
                }
            }
        }
        return forms;
    }

    private static String path(Resource resource, String root) throws IOException {
        String url = resource.getURL().toString();
        return url.substring(url.lastIndexOf("/" + root + "/") + 1);
    }

    private static String baseName(Resource resource) {
        String file = resource.getFilename();
        return file.substring(0, file.lastIndexOf('.'));
    }
}
