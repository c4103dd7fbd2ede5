package org.govintegrity.engine.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.spin.plugin.variable.SpinValues;
import org.camunda.spin.plugin.variable.value.JsonValue;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskBriefing;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.FormText;
import org.govintegrity.registry.PlanClause;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a form shows above its fields, as the task's own variables: {@code brief} (texts) and one variable for each list
 * of options. Business data stays in our tables; this is a copy for reading.
 */
@Component
class Briefs {

    private final Cases cases;
    private final Registry registry;
    private final ObjectProvider<TaskBriefing> families;
    private final ObjectMapper json;

    /** Families are asked for late: their services reach the tasks that are briefed here. */
    Briefs(Cases cases, Registry registry, ObjectProvider<TaskBriefing> families, ObjectMapper json) {
        this.cases = cases;
        this.registry = registry;
        this.families = families;
        this.json = json;
    }

    /**
     * @param taskName  the name a family gives this task, or null
     * @param variables what its form shows
     */
    record Brief(String taskName, Map<String, JsonValue> variables) {
    }

    /** Families are asked once: what they answer may take statements of its own. */
    Brief of(TaskEntry task) {
        Map<String, Object> brief = new LinkedHashMap<>();
        Map<String, JsonValue> variables = new LinkedHashMap<>();
        brief.put("caseNo", task.caseNo());
        brief.put("taskId", task.taskId());
        brief.put("deadline", "请在" + ChineseDates.date(task.dueOn()) + "前办理。" + task.explanation());
        cases.find(task.caseNo()).ifPresent(file -> describe(file, brief));
        families.forEach(family -> family.brief(task.caseNo(), task.taskKey(), task.item()).forEach((name, value) -> {
                if (value instanceof List<?> options) {
                    variables.put(name, json(options));
                } else {
                    brief.put(name, value == null ? "" : value);
                }
            }));
        variables.put("brief", json(brief));
        return new Brief((String) brief.get("taskName"), variables);
    }

    private void describe(CaseFile file, Map<String, Object> brief) {
        brief.put("title", FormText.plain(file.title()));
        brief.put("unit", file.unitId() == null ? "" : registry.findUnit(file.unitId()).map(Unit::fullName).orElse(file.unitId()));
        brief.put("clauses", file.clauses().stream()
                .map(id -> registry.findClause(id).map(PlanClause::label).orElse(id)).collect(Collectors.joining("；")));
    }

    private JsonValue json(Object value) {
        try {
            return SpinValues.jsonValue(json.writeValueAsString(value)).create();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a task's brief cannot be written as JSON", e);
        }
    }
}
