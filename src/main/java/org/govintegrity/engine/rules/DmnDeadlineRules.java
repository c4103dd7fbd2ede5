package org.govintegrity.engine.rules;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.govintegrity.calendar.DayUnit;
import org.govintegrity.calendar.DeadlineRule;
import org.govintegrity.calendar.DeadlineRules;
import org.govintegrity.engine.AsSystem;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The limits as the latest deployed version of {@code statutory-deadlines.dmn} says them, read through the DMN model:
 * a list of all rules with their days in force cannot be had by evaluating the table row by row.
 */
@Component
class DmnDeadlineRules implements DeadlineRules {

    private static final String KEY = "statutory-deadlines";
    private static final String BUNDLED = "processes/rules/statutory-deadlines.dmn";
    /** How long a table deployed by another node may go unnoticed. */
    private static final long FRESH_MILLIS = 10_000;

    private final RepositoryService repository;
    private final AsSystem system;
    private volatile Cached cached;

    private record Cached(String definitionId, List<DeadlineRule> rules, long checkedAt) {
    }

    DmnDeadlineRules(@Lazy RepositoryService repository, AsSystem system) {
        this.repository = repository;
        this.system = system;
    }

    @Override
    public List<DeadlineRule> all() {
        Cached current = cached;
        if (current != null && current.checkedAt + FRESH_MILLIS > System.currentTimeMillis()) {
            return current.rules;
        }
        DecisionDefinition latest = system.call(() -> repository.createDecisionDefinitionQuery().decisionDefinitionKey(KEY).latestVersion().singleResult());
        String id = latest == null ? BUNDLED : latest.getId();
        List<DeadlineRule> rules = current != null && current.definitionId.equals(id) ? current.rules
                : read(latest == null ? bundled() : system.call(() -> repository.getDmnModelInstance(id)));
        cached = new Cached(id, rules, System.currentTimeMillis());
        return rules;
    }

    private static DmnModelInstance bundled() {
        try (InputStream content = new ClassPathResource(BUNDLED).getInputStream()) {
            return Dmn.readModelFromStream(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<DeadlineRule> read(DmnModelInstance model) {
        DecisionTable table = model.getModelElementsByType(DecisionTable.class).iterator().next();
        List<String> columns = table.getOutputs().stream().map(output -> output.getName()).toList();
        List<DeadlineRule> rules = new ArrayList<>();
        for (Rule row : table.getRules()) {
            try {
                Map<String, String> cells = new LinkedHashMap<>();
                Iterator<OutputEntry> entries = row.getOutputEntries().iterator();
                columns.forEach(column -> cells.put(column, literal(entries.next().getText().getTextContent())));
                rules.add(new DeadlineRule(literal(row.getInputEntries().iterator().next().getText().getTextContent()), cells.get("title"),
                        Integer.parseInt(cells.get("amount")), DayUnit.of(cells.get("unit")), Integer.parseInt(cells.get("cap")),
                        Boolean.parseBoolean(cells.get("rollover")), cells.get("startsFrom"), cells.get("basis"),
                        Boolean.parseBoolean(cells.get("projectDefault")), LocalDate.parse(cells.get("effectiveFrom")),
                        cells.get("effectiveTo").isEmpty() ? null : LocalDate.parse(cells.get("effectiveTo"))));
            } catch (RuntimeException e) {
                throw new IllegalStateException("row " + row.getId() + " of " + KEY + ".dmn cannot be read: " + e.getMessage(), e);
            }
        }
        return List.copyOf(rules);
    }

    private static String literal(String text) {
        String stripped = text.strip();
        return stripped.length() >= 2 && stripped.startsWith("\"") && stripped.endsWith("\"") ? stripped.substring(1, stripped.length() - 1) : stripped;
    }
}
