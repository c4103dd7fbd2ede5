package org.govintegrity.model;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The project's models and forms, read from the source tree. */
final class Models {

    private Models() {
    }

    record Model(Path file, BpmnModelInstance bpmn) {
        @Override
        public String toString() {
            return file.getFileName().toString();
        }
    }

    static List<Model> bpmn() {
        return files("processes", ".bpmn").stream().map(file -> new Model(file, Bpmn.readModelFromFile(file.toFile()))).toList();
    }

    static List<Path> files(String folder, String suffix) {
        try (Stream<Path> all = Files.walk(Path.of(folder))) {
            return all.filter(f -> f.toString().endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<String> property(BaseElement element, String name) {
        if (element.getExtensionElements() == null) {
            return Optional.empty();
        }
        return element.getExtensionElements().getElementsQuery().filterByType(CamundaProperties.class).list().stream()
                .flatMap(p -> p.getCamundaProperties().stream()).filter(p -> name.equals(p.getCamundaName()))
                .map(p -> p.getCamundaValue()).findFirst();
    }
}
