package org.govintegrity.engine;

import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

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

    private record Table(String definitionId, DmnDecision decision, Map<Map<String, Object>, List<Map<String, Object>>> answers, long checkedAt) {
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
                ? new Table(known.definitionId, known.decision, known.answers, System.currentTimeMillis())
                : new Table(latest.getId(), engine.parseDecision(key, system.call(() -> repository.getDmnModelInstance(latest.getId()))),
                new ConcurrentHashMap<>(), System.currentTimeMillis());
        tables.put(key, table);
        return table;
    }
}
