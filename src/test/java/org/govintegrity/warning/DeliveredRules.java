package org.govintegrity.warning;

import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.model.dmn.Dmn;
import org.govintegrity.engine.DmnTables;
import org.govintegrity.warning.process.DmnWarningRules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The delivered tables, without the application around them. */
final class DeliveredRules implements DmnWarningRules.Asked {

    private final DmnEngine engine = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private final Map<String, DmnDecision> tables = new HashMap<>();
    private final Map<String, List<DmnTables.Line>> lines = new HashMap<>();
    private final Map<String, Map<Map<String, Object>, List<Map<String, Object>>>> answers = new HashMap<>();

    private DeliveredRules() {
    }

    static WarningRules fromFiles() {
        return new DmnWarningRules(new DeliveredRules());
    }

    @Override
    public List<Map<String, Object>> rows(String key, Map<String, Object> question) {
        return answers.computeIfAbsent(key, k -> new HashMap<>()).computeIfAbsent(question,
                q -> engine.evaluateDecisionTable(tables.computeIfAbsent(key, k -> engine.parseDecision(k, open(k))), q).getResultList());
    }

    @Override
    public List<DmnTables.Line> lines(String key) {
        return lines.computeIfAbsent(key, k -> DmnTables.lines(Dmn.readModelFromStream(open(k))));
    }

    private static InputStream open(String key) {
        try {
            return Files.newInputStream(Path.of("processes/warning/" + key + ".dmn"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
