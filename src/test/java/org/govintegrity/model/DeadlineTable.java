package org.govintegrity.model;

import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Rule;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of lawful limits as written, for tests and the generated documentation. */
class DeadlineTable {

    private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();

    DeadlineTable() {
        DecisionTable table = Dmn.readModelFromFile(Path.of("processes/rules/statutory-deadlines.dmn").toFile())
                .getModelElementsByType(DecisionTable.class).iterator().next();
        List<String> outputs = table.getOutputs().stream().map(o -> o.getName()).toList();
        for (Rule rule : table.getRules()) {
            Map<String, String> row = new LinkedHashMap<>();
            int i = 0;
            for (var entry : rule.getOutputEntries()) {
                row.put(outputs.get(i++), unquoted(entry.getText().getTextContent()));
            }
            rows.put(unquoted(rule.getInputEntries().iterator().next().getText().getTextContent()), row);   // the newest version comes last
        }
    }

    Set<String> ruleIds() {
        return rows.keySet();
    }

    /** For instance {@code 10个工作日}. */
    String words(String rule) {
        Map<String, String> row = rows.get(rule);
        String unit = switch (row.get("unit")) {
            case "wd" -> "个工作日";
            case "cd" -> "日";
            default -> "个月";
        };
        return row.get("amount") + unit;
    }

    private static String unquoted(String text) {
        return text.strip().replaceAll("^\"|\"$", "");
    }
}
