package org.govintegrity.web;

import org.govintegrity.board.Board;
import org.govintegrity.board.BoardLists;
import org.govintegrity.board.BoardPage;
import org.govintegrity.board.BoardQuery;
import org.govintegrity.board.BoardSet;
import org.govintegrity.casefile.LadderStep;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.Worklist;
import org.govintegrity.escalation.UrgingService;
import org.govintegrity.registry.Registry;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lists behind the board's figures in words, on the page and as a spreadsheet. In one transaction, so that names are looked up once. */
@Component
@Transactional(readOnly = true)
public class BoardTable {

    /** More than this is not a list anybody reads. */
    static final int MAX_ROWS = 50_000;
    private static final int STRIDE = 500;
    private static final String NOT_SHOWN = "（您不参与此案，不显示名称）";

    private final Board board;
    private final BoardLists lists;
    private final Worklist worklist;
    private final UrgingService urging;
    private final Registry registry;
    private final PageWords words;

    BoardTable(Board board, BoardLists lists, Worklist worklist, UrgingService urging, Registry registry, PageWords words) {
        this.board = board;
        this.lists = lists;
        this.worklist = worklist;
        this.urging = urging;
        this.registry = registry;
        this.words = words;
    }

    /** @param total what the figure on the board says */
    public record Table(List<Row> rows, int page, int pages, int total) {

        /** Whether there is anything to act on. */
        public boolean open() {
            return rows.stream().anyMatch(row -> row.taskId() != null && row.open());
        }
    }

    /**
     * A row in words.
     *
     * @param absenceUnit whose people a substitute can be named among; null where the task is no unit's or done
     * @param person      who has taken it, or did it; empty where nobody has
     * @param daysLate    calendar days; 0 where it is not late
     * @param age         calendar days since a case was opened
     * @param urged       whether it was urged today
     */
    public record Row(String taskId, String caseNo, String title, String what, String unit, String absenceUnit, String person, String personId, String clauses, LocalDate opened,
                      LocalDate due, String explanation, boolean extended, long daysLate, String step, String at, boolean open, boolean readable, boolean urged, long age) {
    }

    public Table page(BoardSet set, BoardQuery query, BoardDesk.Shown shown, int size) {
        BoardPage page = lists.page(set, query, shown.sort(), shown.descending(), shown.number(), size);
        return new Table(rows(set, page.lines()), page.page(), page.pages(), page.total());
    }

    /** @throws Refusal before anything is written, if there are more rows than a sheet is written for */
    public void check(BoardSet set, BoardQuery query) {
        int total = board.count(set, query);
        if (total > MAX_ROWS) {
            throw Refusal.unprocessable("清单有" + total + "行，一次最多导出" + MAX_ROWS + "行。请缩短期间或者选择单位、条款后再导出。");
        }
    }

    /** The whole list. */
    public void write(BoardSet set, BoardQuery query, BoardDesk.Shown shown, OutputStream out) throws IOException {
        try (ExcelTable table = new ExcelTable(set.of == BoardSet.Of.CASES ? "案件" : "清单", headings(set))) {
            BoardPage page;
            int number = 1;
            do {
                page = lists.page(set, query, shown.sort(), shown.descending(), number, STRIDE);
                rows(set, page.lines()).forEach(row -> table.row(cells(set, row)));
            } while (number++ < page.pages());
            table.write(out, 18, 28, 20, 24, 16, 60, 10, 12, 20, 40, 24);
        }
    }

    private List<Row> rows(BoardSet set, List<BoardPage.Line> lines) {
        LocalDate today = words.today();
        List<String> open = lines.stream().filter(line -> line.taskId() != null && line.open()).map(BoardPage.Line::taskId).distinct().toList();
        Map<String, String> takers = open.isEmpty() ? Map.of() : worklist.assignees(open);
        Set<String> urged = open.isEmpty() ? Set.of() : urging.urgedToday(open);
        return lines.stream().map(line -> {
            String personId = !line.open() ? line.closedBy() : line.readable() && line.taskId() != null ? takers.get(line.taskId()) : null;
            String absenceUnit = line.open() && line.taskId() != null ? registry.unitOfGroup(line.owner()).map(unit -> unit.id()).orElse(null) : null;
            return new Row(line.taskId(), line.caseNo(), line.title() == null ? NOT_SHOWN : line.title(), line.what(), line.owner() == null ? "不显示" : words.group(line.owner()),
                    absenceUnit, words.person(personId), personId, line.clauses().isEmpty() ? "" : words.clauses(List.of(line.clauses().split(","))), line.openedOn(), line.dueOn(),
                    line.explanation(), line.extendedBy() > 0, line.daysLate(today), line.step() == null ? "" : LadderStep.valueOf(line.step()).label,
                    set.of == BoardSet.Of.STEPS ? words.time(line.stepAt()) : words.time(line.closedAt()), line.open(), line.readable(),
                    line.taskId() != null && urged.contains(line.taskId()),
                    today.toEpochDay() - line.openedOn().toEpochDay());
        }).toList();
    }

    private static List<String> headings(BoardSet set) {
        return switch (set.of) {
            case TASKS, STEPS -> List.of("案号", "任务", "单位", "办理人", "办理期限", "期限的算法", "超期天数", "督办", set.of == BoardSet.Of.STEPS ? "督办时间" : "办结时间", "案件名称", "条款");
            case CASES -> List.of("案号", "名称", "单位", "立案日期", "已办天数", "条款");
            case WARNINGS -> List.of("编号", "预警", "单位", "发出日期", "答复期限");
        };
    }

    private List<String> cells(BoardSet set, Row row) {
        return switch (set.of) {
            case TASKS, STEPS -> List.of(row.caseNo(), row.what(), row.unit(), row.person(), words.date(row.due()), row.explanation(), row.daysLate() == 0 ? "" : String.valueOf(row.daysLate()),
                    row.step(), row.at(), row.title(), row.clauses());
            case CASES -> List.of(row.caseNo(), row.title(), row.unit(), words.date(row.opened()), String.valueOf(row.age()), row.clauses());
            case WARNINGS -> List.of(row.caseNo(), row.title(), row.unit(), words.date(row.opened()), words.date(row.due()));
        };
    }
}
