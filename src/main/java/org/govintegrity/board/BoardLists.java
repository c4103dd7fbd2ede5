package org.govintegrity.board;

import org.govintegrity.board.BoardPage.Line;
import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.LadderStep;
import org.govintegrity.casefile.OpenWarnings;
import org.govintegrity.casefile.TaskEntry;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The list behind each figure. */
@Service
@Transactional(readOnly = true)
public class BoardLists {

    /** Columns a list of tasks can be sorted by, by their name in addresses; the first one is it where none is asked for. */
    public static final Map<String, String> SORTS = sorts("due", "办理期限", "unit", "单位", "case", "案号", "opened", "开始");
    /** The same for cases. */
    public static final Map<String, String> CASE_SORTS = sorts("opened", "立案日期", "unit", "单位", "case", "案号");

    private static final String TASK_COLUMNS = """
            t.task_id, t.case_no, c.title, t.task_name, t.process_key, t.clauses, t.opened_at, t.due_on, t.explanation, t.extended_by, t.closed_at, t.closed_by, c.confidential""";

    private final JdbcClient jdbc;
    private final Conditions conditions;
    private final Board board;
    private final CaseAccess access;

    BoardLists(JdbcClient jdbc, Conditions conditions, Board board, CaseAccess access) {
        this.jdbc = jdbc;
        this.conditions = conditions;
        this.board = board;
        this.access = access;
    }

    /** A line as the tables have it, with what decides how much of it may be shown. */
    private record Raw(Line line, boolean confidential) {
    }

    /**
     * @param sort one of {@link #SORTS} or {@link #CASE_SORTS}; anything else sorts by their first
     * @param page from 1; beyond the last page the last one is given
     * @param size rows a page, at least 1
     */
    public BoardPage page(BoardSet set, BoardQuery query, String sort, boolean descending, int page, int size) {
        int total = board.count(set, query);
        int pages = Math.max(1, (total + size - 1) / size);
        int shown = Math.min(Math.max(1, page), pages);
        if (set.of == BoardSet.Of.WARNINGS) {
            return new BoardPage(warnings(set, query).stream().skip((shown - 1L) * size).limit(size).toList(), shown, pages, total);
        }
        Map<String, Object> params = conditions.params(query);
        params.put("offset", (shown - 1) * size);
        params.put("size", size);
        List<Raw> found = jdbc.sql("select " + columns(set.of) + " from " + conditions.listSource(set.of, query) + " and (" + set.condition + ") order by " + order(set.of, sort, descending)
                + " offset :offset rows fetch next :size rows only").params(params).query(mapper(set.of)).list();
        return new BoardPage(readable(found, query.reader(), set.of), shown, pages, total);
    }

    private static Map<String, String> sorts(String... namesAndTitles) {
        Map<String, String> sorts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTitles.length; i += 2) {
            sorts.put(namesAndTitles[i], namesAndTitles[i + 1]);
        }
        return Collections.unmodifiableMap(sorts);
    }

    private static String columns(BoardSet.Of of) {
        return switch (of) {
            case TASKS -> TASK_COLUMNS + ", t.owner_group, cast(null as varchar(20)) as step, cast(null as timestamp) as taken_at";
            case STEPS -> TASK_COLUMNS + ", s.owner_group, s.step, s.taken_at";
            default -> "c.case_no, c.title, c.kind, c.clauses, c.opened_on, c.unit_id, c.closed_at, c.confidential";
        };
    }

    private static String order(BoardSet.Of of, String sort, boolean descending) {
        String way = descending ? " desc" : "";
        if (of == BoardSet.Of.CASES) {
            return switch (sort) {
                case "case" -> "c.case_no" + way;
                case "unit" -> "c.unit_id" + way + ", c.opened_on, c.case_no";
                default -> "c.opened_on" + way + ", c.case_no";
            };
        }
        String owner = of == BoardSet.Of.STEPS ? "s.owner_group" : "t.owner_group";
        String unique = of == BoardSet.Of.STEPS ? "s.id" : "t.task_id";
        return switch (sort) {
            case "case" -> "t.case_no" + way + ", " + unique;
            case "unit" -> owner + way + ", t.due_on, " + unique;
            case "opened" -> "t.opened_at" + way + ", " + unique;
            default -> "t.due_on" + way + ", " + unique;
        };
    }

    private static RowMapper<Raw> mapper(BoardSet.Of of) {
        return of == BoardSet.Of.CASES
                ? (row, i) -> new Raw(new Line(null, row.getString("case_no"), row.getString("title"), null, row.getString("kind"), row.getString("unit_id"), row.getString("clauses"),
                row.getObject("opened_on", LocalDate.class), null, null, 0, row.getObject("closed_at", LocalDateTime.class), null, null, null, true), row.getBoolean("confidential"))
                : (row, i) -> new Raw(new Line(row.getString("task_id"), row.getString("case_no"), row.getString("title"), row.getString("task_name"), row.getString("process_key"),
                row.getString("owner_group"), row.getString("clauses"), row.getObject("opened_at", LocalDateTime.class).toLocalDate(), row.getObject("due_on", LocalDate.class),
                row.getString("explanation"), row.getInt("extended_by"), row.getObject("closed_at", LocalDateTime.class), row.getString("closed_by"), row.getString("step"),
                row.getObject("taken_at", LocalDateTime.class), true), row.getBoolean("confidential"));
    }

    /** What the reader may not read is there, for it counts, but tells no more than whose it is and when it is due. */
    private List<Line> readable(List<Raw> found, BoardQuery.Reader reader, BoardSet.Of of) {
        List<String> caseNos = found.stream().map(raw -> raw.line().caseNo()).distinct().toList();
        Set<String> may = caseNos.isEmpty() || reader.personId() == null ? Set.of() : access.readable(caseNos, reader.personId());
        Map<String, String> steps = of == BoardSet.Of.TASKS ? steps(found.stream().map(raw -> raw.line().taskId()).toList()) : new HashMap<>();
        return found.stream().map(raw -> {
            Line l = raw.line();
            boolean open = may.contains(l.caseNo());
            boolean hidden = !open && raw.confidential();
            return new Line(l.taskId(), l.caseNo(), open ? l.title() : null, hidden && l.what() != null ? TaskEntry.kindOf(l.what()) : l.what(), l.process(),
                    hidden && of == BoardSet.Of.CASES ? null : l.owner(), l.clauses(), l.openedOn(), l.dueOn(), l.explanation(), l.extendedBy(), l.closedAt(),
                    hidden ? null : l.closedBy(), l.step() == null ? steps.get(l.taskId()) : l.step(), l.stepAt(), open);
        }).toList();
    }

    /** The highest step taken for each of these tasks. */
    private Map<String, String> steps(List<String> taskIds) {
        Map<String, String> highest = new HashMap<>();
        if (!taskIds.isEmpty()) {
            jdbc.sql("select task_id, step from ladder_step where task_id in (:ids)").param("ids", taskIds).query((row, i) -> Map.entry(row.getString(1), row.getString(2))).list()
                    .forEach(step -> highest.merge(step.getKey(), step.getValue(),
                            (a, b) -> LadderStep.valueOf(a).ordinal() >= LadderStep.valueOf(b).ordinal() ? a : b));
        }
        return highest;
    }

    private List<Line> warnings(BoardSet set, BoardQuery query) {
        return board.warnings(query).orElse(List.of()).stream().filter(warning -> set == BoardSet.WARNINGS || board.isNew(warning, query))
                .sorted(Comparator.comparing(OpenWarnings.OpenWarning::since).thenComparing(OpenWarnings.OpenWarning::caseNo))
                .map(w -> new Line(null, w.caseNo(), w.rule() + "（" + w.level() + "）", null, "warning", w.unit(), "", w.since(), w.due(), null, 0, null, null, null, null, false)).toList();
    }
}
