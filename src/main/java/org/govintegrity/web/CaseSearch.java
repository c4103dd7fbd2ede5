package org.govintegrity.web;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.CaseFilter;
import org.govintegrity.casefile.CasePage;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.Refusal;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;

/** Looking for cases, the same way from the page, the spreadsheet and the API: each person finds what they may read. */
@Component
public class CaseSearch {

    private final CurrentPerson me;
    private final CaseAccess access;
    private final TaskBook book;
    private final Registry registry;

    CaseSearch(CurrentPerson me, CaseAccess access, TaskBook book, Registry registry) {
        this.me = me;
        this.access = access;
        this.book = book;
        this.registry = registry;
    }

    /**
     * What is looked for, as people write it; an empty text leaves a condition out.
     *
     * @param q     part of a number, a title or a unit's name
     * @param state {@code open}, {@code closed} or empty
     * @param late  {@code true} for cases with an open task past its due date
     */
    public record Query(String q, String kind, String state, String unit, String clause, String late) {

        public Query {
            q = text(q);
            kind = text(kind);
            state = text(state);
            unit = text(unit);
            clause = text(clause);
            late = text(late);
        }

        private static String text(String value) {
            return value == null ? "" : value.strip();
        }
    }

    /** A case with its open tasks, the most pressing first. */
    public record Found(CaseFile file, List<TaskEntry> tasks) {
    }

    /** @throws Refusal (invalid) for a kind, state, unit or clause there is none of */
    public CasePage page(Query query, int page, int size) {
        return access.list(me.id(), filter(query), page, size);
    }

    /** The cases of a page with their open tasks. */
    public List<Found> withTasks(List<CaseFile> files) {
        Map<String, List<TaskEntry>> tasks = book.openOfCases(files.stream().map(CaseFile::caseNo).toList());
        return files.stream().map(file -> new Found(file, tasks.getOrDefault(file.caseNo(), List.of()))).toList();
    }

    private CaseFilter filter(Query query) {
        if (!query.kind().isEmpty() && !PageWords.KINDS.containsKey(query.kind())) {
            throw Refusal.invalid("没有这个类别。可选：" + String.join("、", PageWords.KINDS.keySet()) + "。");
        }
        if (!query.unit().isEmpty() && registry.findUnit(query.unit()).isEmpty()) {
            throw Refusal.invalid("没有编号为“" + shortened(query.unit()) + "”的单位，请从列表中选择。");
        }
        if (!query.clause().isEmpty() && registry.findClause(query.clause()).isEmpty()) {
            throw Refusal.invalid("没有编号为“" + shortened(query.clause()) + "”的条款，请从列表中选择。");
        }
        Boolean open = switch (query.state()) {
            case "open" -> Boolean.TRUE;
            case "closed" -> Boolean.FALSE;
            case "" -> null;
            default -> throw Refusal.invalid("状态只能是 open（办理中）或者 closed（已结案）。");
        };
        return new CaseFilter(query.q(), unitsNamed(query.q()), orNull(query.kind()), open, orNull(query.unit()), orNull(query.clause()),
                query.late().equals("true"));
    }

    private List<String> unitsNamed(String part) {
        return part.isEmpty() ? List.of() : registry.units().stream()
                .filter(unit -> unit.shortName().contains(part) || unit.fullName().contains(part)).map(Unit::id).toList();
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
