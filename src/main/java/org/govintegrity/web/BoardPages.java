package org.govintegrity.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.board.Board;
import org.govintegrity.board.BoardLists;
import org.govintegrity.board.BoardPage;
import org.govintegrity.board.BoardQuery;
import org.govintegrity.board.BoardSet;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.Worklist;
import org.govintegrity.escalation.UrgingService;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The board, and the lists behind its figures. */
@Page
class BoardPages {

    private static final int PAGE_SIZE = 50;
    private static final int STRIDE = 500;
    /** More than this is not a list anybody reads. */
    private static final int MAX_ROWS = 50_000;
    /** Rows of the heat map that people at the back of a room can read. */
    private static final int WALL_UNITS = 10;

    private final BoardDesk desk;
    private final Board board;
    private final BoardLists lists;
    private final Worklist worklist;
    private final UrgingService urging;
    private final Registry registry;
    private final PageWords words;
    private final ObjectMapper json;

    BoardPages(BoardDesk desk, Board board, BoardLists lists, Worklist worklist, UrgingService urging, Registry registry, PageWords words, ObjectMapper json) {
        this.desk = desk;
        this.board = board;
        this.lists = lists;
        this.worklist = worklist;
        this.urging = urging;
        this.registry = registry;
        this.words = words;
        this.json = json;
    }

    /** @param view {@code wall} for a projector: large letters, renewed by itself */
    @GetMapping("/board")
    String board(BoardDesk.Filter filter, @RequestParam(defaultValue = "") String view, Model model) {
        BoardQuery query = desk.query(filter);
        Board.Picture picture = board.picture(query);
        BoardDesk.Links links = desk.links(query);
        model.addAttribute("query", query);
        model.addAttribute("links", links);
        model.addAttribute("picture", picture);
        model.addAttribute("sets", BoardSet.class);
        filters(query, model);
        if (view.equals("wall")) {
            model.addAttribute("now", java.time.LocalDateTime.now(java.time.Clock.system(ChineseDates.ZONE)));
            model.addAttribute("pressing", picture.heat().pressing().stream().limit(WALL_UNITS).toList());
            model.addAttribute("morePressing", Math.max(0, picture.heat().pressing().size() - WALL_UNITS));
            return "board-wall";
        }
        model.addAttribute("trendData", trend(picture, links));
        return "board";
    }

    @GetMapping("/board/list")
    String list(BoardDesk.Filter filter, BoardDesk.Shown shown, Model model) {
        BoardQuery query = desk.query(filter);
        BoardSet set = desk.set(shown.set());
        BoardPage page = lists.page(set, query, shown.sort(), shown.descending(), shown.number(), PAGE_SIZE);
        List<String> open = page.lines().stream().filter(line -> line.taskId() != null && line.open()).map(BoardPage.Line::taskId).toList();
        model.addAttribute("query", query);
        model.addAttribute("links", desk.links(query));
        model.addAttribute("set", set);
        model.addAttribute("shown", shown);
        model.addAttribute("found", page);
        model.addAttribute("people", open.isEmpty() ? Map.of() : worklist.assignees(open));
        model.addAttribute("urged", open.isEmpty() ? Set.of() : urging.urgedToday(open));
        model.addAttribute("tabs", set.of == BoardSet.Of.TASKS ? tabs(query) : Map.of());
        model.addAttribute("actions", set.of == BoardSet.Of.TASKS && !open.isEmpty() && desk.mayUrge());
        filters(query, model);
        return "board-list";
    }

    /** The whole list, not only the page shown. */
    @GetMapping("/board/list.xlsx")
    void sheet(BoardDesk.Filter filter, BoardDesk.Shown shown, HttpServletResponse response) throws IOException {
        BoardQuery query = desk.query(filter);
        BoardSet set = desk.set(shown.set());
        BoardPage page = lists.page(set, query, shown.sort(), shown.descending(), 1, STRIDE);
        if (page.total() > MAX_ROWS) {
            throw Refusal.unprocessable("清单有" + page.total() + "行，一次最多导出" + MAX_ROWS + "行。请缩短期间或者选择单位、条款后再导出。");
        }
        try (ExcelTable table = new ExcelTable(set.label, headings(set))) {
            for (int number = 1; ; ) {
                List<String> open = page.lines().stream().filter(line -> line.taskId() != null && line.open()).map(BoardPage.Line::taskId).toList();
                Map<String, String> people = open.isEmpty() ? Map.of() : worklist.assignees(open);
                page.lines().forEach(line -> table.row(cells(set, line, people)));
                if (++number > page.pages()) {
                    break;
                }
                page = lists.page(set, query, shown.sort(), shown.descending(), number, STRIDE);
            }
            table.write(ExcelTable.download(response, set.label + ChineseDates.date(words.today()) + ".xlsx"), 18, 28, 20, 24, 16, 60, 10, 12, 16, 40, 20);
        }
    }

    private static List<String> headings(BoardSet set) {
        return switch (set.of) {
            case TASKS, STEPS -> List.of("案号", "任务", "单位", "办理人", "办理期限", "期限的算法", "超期天数", "督办", set.of == BoardSet.Of.STEPS ? "督办日期" : "办结日期", "案件名称", "条款");
            case CASES -> List.of("案号", "名称", "单位", "立案日期", "办理天数", "条款");
            case WARNINGS -> List.of("编号", "预警", "单位", "发出日期", "答复期限");
        };
    }

    private List<String> cells(BoardSet set, BoardPage.Line line, Map<String, String> people) {
        return switch (set.of) {
            case TASKS, STEPS -> List.of(line.caseNo(), line.what(), words.group(line.owner()), person(line, people), words.date(line.dueOn()), line.explanation(),
                    line.daysLate(words.today()) == 0 ? "" : String.valueOf(line.daysLate(words.today())), step(line.step()),
                    set.of == BoardSet.Of.STEPS ? words.time(line.stepAt()) : words.time(line.closedAt()), title(line), clauses(line));
            case CASES -> List.of(line.caseNo(), title(line), line.owner() == null ? "不显示" : words.unit(line.owner()), words.date(line.openedOn()),
                    String.valueOf(words.today().toEpochDay() - line.openedOn().toEpochDay()), clauses(line));
            case WARNINGS -> List.of(line.caseNo(), line.title(), words.unit(line.owner()), words.date(line.openedOn()), words.date(line.dueOn()));
        };
    }

    private String person(BoardPage.Line line, Map<String, String> people) {
        return line.open() ? line.readable() ? words.person(people.get(line.taskId())) : "" : words.person(line.closedBy());
    }

    private static String title(BoardPage.Line line) {
        return line.title() == null ? "（您不参与此案，不显示名称）" : line.title();
    }

    private String clauses(BoardPage.Line line) {
        return line.clauses().isEmpty() ? "" : words.clauses(List.of(line.clauses().split(",")));
    }

    static String step(String step) {
        return step == null ? "" : org.govintegrity.casefile.LadderStep.valueOf(step).label;
    }

    /** The states a unit's or a clause's duties are in, each with its number. */
    private Map<BoardSet, Integer> tabs(BoardQuery query) {
        BoardSet[] sets = {BoardSet.LATE, BoardSet.NEAR, BoardSet.RUNNING, BoardSet.DONE};
        Board.Numbers numbers = board.counts(query, sets);
        Map<BoardSet, Integer> tabs = new LinkedHashMap<>();
        for (BoardSet one : sets) {
            tabs.put(one, numbers.of(one));
        }
        return tabs;
    }

    private void filters(BoardQuery query, Model model) {
        LocalDate today = words.today();
        model.addAttribute("district", query.reader().districtWide());
        model.addAttribute("unitChoices", registry.unitsOn(today));
        model.addAttribute("roleChoices", List.of(Role.SUPERVISOR, Role.JOINT_OFFICE, Role.CREDIT_CENTRE, Role.LEADER, Role.INSPECTOR, Role.AUTHORITY));
        model.addAttribute("clauses", registry.clauses());
        YearMonth month = YearMonth.from(today);
        LocalDate quarter = today.withDayOfMonth(1).minusMonths((today.getMonthValue() - 1) % 3);
        Map<String, LocalDate[]> periods = new LinkedHashMap<>();
        periods.put("本年", new LocalDate[]{today.withDayOfYear(1), today.withDayOfYear(1).plusYears(1).minusDays(1)});
        periods.put("本季度", new LocalDate[]{quarter, quarter.plusMonths(3).minusDays(1)});
        periods.put("本月", new LocalDate[]{month.atDay(1), month.atEndOfMonth()});
        periods.put("上月", new LocalDate[]{month.minusMonths(1).atDay(1), month.minusMonths(1).atEndOfMonth()});
        periods.put("上年", new LocalDate[]{today.withDayOfYear(1).minusYears(1), today.withDayOfYear(1).minusDays(1)});
        model.addAttribute("periods", periods);
    }

    /** What the line of the trend draws; the same is there as a table. */
    private String trend(Board.Picture picture, BoardDesk.Links links) {
        List<Map<String, Object>> months = new ArrayList<>();
        for (Board.Month month : picture.trend()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("month", month.month().getYear() + "年" + month.month().getMonthValue() + "月");
            one.put("rate", month.rate());
            one.put("overdue", month.overdue());
            one.put("cards", month.cards());
            one.put("list", links.ofMonth(BoardSet.OVERDUE, month));
            months.add(one);
        }
        try {
            return json.writeValueAsString(months);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("months are plain data", e);
        }
    }
}
