package org.govintegrity.engine;

import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Text;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks the latest deployed version of a decision table outside a process. Unlike the engine's decision service it writes no
 * history, and the same question is worked out once: filing asks the same few a hundred thousand times.
 */
@Component
public class DmnTables {

    /** How long a table deployed by another node may go unnoticed. */
    private static final long FRESH_MILLIS = 10_000;
    private static final int REMEMBERED = 20_000;

    private final RepositoryService repository;
    private final AsSystem system;
    private final DmnEngine engine = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private final Map<String, Table> tables = new ConcurrentHashMap<>();

    DmnTables(@Lazy RepositoryService repository, AsSystem system) {
        this.repository = repository;
        this.system = system;
    }

    private record Table(String definitionId, DmnDecision decision, List<Line> lines, Map<Map<String, Object>, List<Map<String, Object>>> answers, long checkedAt) {
    }

    /**
     * The outputs of every row that applies; none if no row does.
     *
     * @param question texts and numbers by input name
     * @throws IllegalStateException if no table of that key is deployed
     */
    public List<Map<String, Object>> rows(String key, Map<String, Object> question) {
        Table table = latest(key);
        List<Map<String, Object>> known = table.answers.get(question);
        if (known != null) {
            return known;
        }
        List<Map<String, Object>> rows = engine.evaluateDecisionTable(table.decision, question).getResultList();
        if (table.answers.size() < REMEMBERED) {
            table.answers.put(Map.copyOf(question), rows);
        }
        return rows;
    }

    /**
     * The outputs of the one row that applies.
     *
     * @throws IllegalStateException if not exactly one does: such a table has a gap or an overlap
     */
    public Map<String, Object> row(String key, Map<String, Object> question) {
        List<Map<String, Object>> rows = rows(key, question);
        if (rows.size() != 1) {
            throw new IllegalStateException(rows.size() + " rows of " + key + " apply to " + question);
        }
        return rows.get(0);
    }

    /**
     * A row of a table as it is written, for people to read.
     *
     * @param conditions by the input's name; empty where the row does not ask for it
     * @param outputs    by name, texts without their quotation marks
     */
    public record Line(String description, Map<String, String> conditions, Map<String, String> outputs) {
    }

    /**
     * Every row of a table, whether it applies to anything or not.
     *
     * @throws IllegalStateException if no table of that key is deployed
     */
    public List<Line> lines(String key) {
        return latest(key).lines;
    }

    /** Every row of the first table of a model. */
    public static List<Line> lines(DmnModelInstance model) {
        DecisionTable table = model.getModelElementsByType(DecisionTable.class).iterator().next();
        List<String> inputs = table.getInputs().stream().map(input -> input.getInputExpression().getText().getTextContent()).toList();
        List<String> outputs = table.getOutputs().stream().map(Output::getName).toList();
        return table.getRules().stream().map(rule -> {
            Map<String, String> conditions = new LinkedHashMap<>();
            Iterator<String> input = inputs.iterator();
            rule.getInputEntries().forEach(entry -> conditions.put(input.next(), unquoted(entry.getText())));
            Map<String, String> said = new LinkedHashMap<>();
            Iterator<String> output = outputs.iterator();
            rule.getOutputEntries().forEach(entry -> said.put(output.next(), unquoted(entry.getText())));
            return new Line(rule.getDescription() == null ? "" : rule.getDescription().getTextContent(), conditions, said);
        }).toList();
    }

    private static String unquoted(Text text) {
        String plain = text == null ? "" : text.getTextContent().strip();
        return plain.length() > 1 && plain.startsWith("\"") && plain.endsWith("\"") ? plain.substring(1, plain.length() - 1) : plain;
    }

    private Table latest(String key) {
        Table known = tables.get(key);
        if (known != null && known.checkedAt + FRESH_MILLIS > System.currentTimeMillis()) {
            return known;
        }
        DecisionDefinition latest = system.call(() -> repository.createDecisionDefinitionQuery().decisionDefinitionKey(key).latestVersion().singleResult());
        if (latest == null) {
            throw new IllegalStateException("no decision table " + key);
        }
        Table table = known != null && known.definitionId.equals(latest.getId())
                ? new Table(known.definitionId, known.decision, known.lines, known.answers, System.currentTimeMillis()) : read(key, latest.getId());
        tables.put(key, table);
        return table;
    }

    private Table read(String key, String definitionId) {
        DmnModelInstance model = system.call(() -> repository.getDmnModelInstance(definitionId));
        return new Table(definitionId, engine.parseDecision(key, model), lines(model), new ConcurrentHashMap<>(), System.currentTimeMillis());
    }
}
