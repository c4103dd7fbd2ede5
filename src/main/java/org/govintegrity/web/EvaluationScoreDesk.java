package org.govintegrity.web;

import org.govintegrity.absence.Absence;
import org.govintegrity.absence.Absences;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.Refusals;
import org.govintegrity.engine.TaskForms;
import org.govintegrity.evaluation.EvaluationReading;
import org.govintegrity.evaluation.EvaluationReading.Year;
import org.govintegrity.evaluation.Indicator;
import org.govintegrity.evaluation.IndicatorRules;
import org.govintegrity.evaluation.IndicatorSource;
import org.govintegrity.evaluation.RuleSet;
import org.govintegrity.registry.Registry;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A lead unit's marks for all units that wait for them, in one table. What is saved completes these tasks as if in Tasklist. */
@Component
class EvaluationScoreDesk {

    static final String TASK = "userTask_scoreClause";
    /** Units on a page. */
    static final int UNITS = 50;

    private final CurrentPerson me;
    private final TaskBook book;
    private final TaskForms forms;
    private final EvaluationReading reading;
    private final IndicatorRules rules;
    private final Registry registry;
    private final Absences absences;

    EvaluationScoreDesk(CurrentPerson me, TaskBook book, TaskForms forms, EvaluationReading reading, IndicatorRules rules, Registry registry, Absences absences) {
        this.me = me;
        this.book = book;
        this.forms = forms;
        this.reading = reading;
        this.rules = rules;
        this.registry = registry;
        this.absences = absences;
    }

    /** An item with what the reader has typed for it. @param no its number on the task's form */
    record Field(int no, Indicator indicator, String mark, String words) {
    }

    /** A task that waits. @param problem why it was not saved; null */
    record Row(String taskId, String unitId, String unitName, String lead, LocalDate dueOn, List<Field> fields, String problem) {
    }

    /** @param total units that wait, on all pages */
    record Table(List<Row> rows, int page, int pages, int total) {
    }

    /** @param saved names of the units whose tasks are completed */
    record Saved(List<String> saved, Map<String, String> problems) {
    }

    /** Whether the reader has marks to give in a year. */
    boolean any(Year year) {
        return !waiting(year).isEmpty();
    }

    /**
     * What waits for the reader, ordered by due date.
     *
     * @param typed    by field name, what stays on the page
     * @param problems by task
     * @throws Refusal (not found) where nothing does
     */
    Table table(Year year, String text, int page, Map<String, String> typed, Map<String, String> problems) {
        List<TaskEntry> all = waiting(year);
        Map<String, EvaluationReading.Unit> known = reading.units(all.stream().map(TaskEntry::caseNo).toList());
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        List<TaskEntry> found = all.stream().filter(task -> known.containsKey(task.caseNo()))
                .filter(task -> wanted.isEmpty() || known.get(task.caseNo()).unitName().toLowerCase(Locale.ROOT).contains(wanted) || known.get(task.caseNo()).unitId().contains(wanted)).toList();
        int pages = Math.max(1, (found.size() + UNITS - 1) / UNITS);
        int shown = Math.min(Math.max(1, page), pages);
        List<TaskEntry> here = found.subList((shown - 1) * UNITS, Math.min(found.size(), shown * UNITS));
        Map<String, List<Indicator>> items = scoredBy(year, here, known);
        return new Table(here.stream().map(task -> row(task, known.get(task.caseNo()), items.get(task.taskId()), typed, problems.get(task.taskId()))).toList(), shown, pages, found.size());
    }

    private static Row row(TaskEntry task, EvaluationReading.Unit unit, List<Indicator> items, Map<String, String> typed, String problem) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            fields.add(new Field(i + 1, items.get(i), typed.getOrDefault(name("m", task.taskId(), i + 1), ""), typed.getOrDefault(name("w", task.taskId(), i + 1), "")));
        }
        return new Row(task.taskId(), unit.unitId(), unit.unitName(), task.item(), task.dueOn(), fields, problem);
    }

    private static String name(String what, String taskId, int no) {
        return what + "-" + taskId + "-" + no;
    }

    /** Completes the tasks for which something was typed, each by itself: one that is refused keeps none of the others back. */
    Saved save(Year year, Map<String, String> typed) {
        List<TaskEntry> all = waiting(year);
        Map<String, EvaluationReading.Unit> known = reading.units(all.stream().map(TaskEntry::caseNo).toList());
        List<TaskEntry> filled = all.stream().filter(task -> known.containsKey(task.caseNo()) && typed.entrySet().stream()
                .anyMatch(field -> (field.getKey().startsWith("m-" + task.taskId() + "-") || field.getKey().startsWith("w-" + task.taskId() + "-")) && !field.getValue().isBlank())).toList();
        Map<String, List<Indicator>> items = scoredBy(year, filled, known);
        List<String> saved = new ArrayList<>();
        Map<String, String> problems = new LinkedHashMap<>();
        for (TaskEntry task : filled) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (int no = 1; no <= items.get(task.taskId()).size(); no++) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("no", no);
                row.put("mark", typed.get(name("m", task.taskId(), no)));
                row.put("words", typed.get(name("w", task.taskId(), no)));
                rows.add(row);
            }
            try {
                forms.submit(task.taskId(), Map.of("rows", rows));
                saved.add(known.get(task.caseNo()).unitName());
            } catch (RuntimeException thrown) {
                problems.put(task.taskId(), Refusals.in(thrown).orElseThrow(() -> thrown).getMessage());
            }
        }
        typed.keySet().stream().filter(field -> field.startsWith("m-")).map(field -> field.substring(2, field.lastIndexOf('-'))).distinct()
                .filter(id -> typed.entrySet().stream().anyMatch(field -> field.getKey().startsWith("m-" + id + "-") && !field.getValue().isBlank()))
                .filter(id -> all.stream().noneMatch(task -> task.taskId().equals(id))).findFirst()
                .ifPresent(id -> problems.put(id, "有单位的评分已由他人提交，或者已经撤回，本次填写的没有重复提交。"));
        return new Saved(saved, problems);
    }

    /** By task: the items that its lead scores for its unit, numbered as on the task's form. */
    private Map<String, List<Indicator>> scoredBy(Year year, List<TaskEntry> tasks, Map<String, EvaluationReading.Unit> known) {
        RuleSet version = rules.parse(year.rulesText());
        Map<String, List<String>> leads = new HashMap<>();
        version.indicators().stream().filter(i -> i.source() == IndicatorSource.REVIEWER).forEach(i -> leads.put(i.id(), rules.leads(i, year.figuresAt().toLocalDate())));
        Map<String, List<Indicator>> items = new HashMap<>();
        tasks.forEach(task -> {
            EvaluationReading.Unit unit = known.get(task.caseNo());
            items.put(task.taskId(), IndicatorRules.applicable(version, unit.unitId(), unit.unitKind()).stream().filter(i -> leads.containsKey(i.id()))
                    .filter(i -> IndicatorRules.lead(leads.get(i.id()), unit.unitId()).equals(task.item())).toList());
        });
        return items;
    }

    private List<TaskEntry> waiting(Year year) {
        Set<String> groups = new HashSet<>(me.groups());
        absences.actedForBy(me.id()).stream().map(Absence::personId).map(registry::groupsOf).forEach(groups::addAll);
        return book.openOf(groups).stream().filter(task -> task.taskKey().equals(TASK) && task.caseNo().startsWith(year.caseNo() + "-")).toList();
    }
}
