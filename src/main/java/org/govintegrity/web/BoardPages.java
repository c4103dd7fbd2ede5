package org.govintegrity.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.board.Board;
import org.govintegrity.board.BoardLists;
import org.govintegrity.board.BoardQuery;
import org.govintegrity.board.BoardSet;
import org.govintegrity.casefile.OpenWarnings;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The board, and the lists behind its figures. */
@Page
class BoardPages {

    private static final int PAGE_SIZE = 50;
    /** Rows of the heat map that people at the back of a room can read. */
    private static final int WALL_UNITS = 12;

    private final BoardDesk desk;
    private final Board board;
    private final BoardTable tables;
    private final Registry registry;
    private final Clock clock;
    private final PageWords words;
    private final ObjectMapper json;

    BoardPages(BoardDesk desk, Board board, BoardTable tables, Registry registry, Clock clock, PageWords words, ObjectMapper json) {
        this.desk = desk;
        this.board = board;
        this.tables = tables;
        this.clock = clock;
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
        model.addAttribute("names", board.names(Stream.concat(picture.units().stream().map(Board.Pace::id),
                picture.warnings() == null ? Stream.empty() : picture.warnings().stream().map(OpenWarnings.OpenWarning::unit)).toList()));
        filters(query, model);
        if (view.equals("wall")) {
            model.addAttribute("now", LocalDateTime.now(clock));
            model.addAttribute("pressing", picture.heat().pressing().stream().limit(WALL_UNITS).toList());
            model.addAttribute("morePressing", Math.max(0, picture.heat().pressing().size() - WALL_UNITS));
            return "board-wall";
        }
        model.addAttribute("trendData", trend(picture, links));
        return "board";
    }

    @GetMapping("/board/list")
    String list(BoardDesk.Filter filter, BoardDesk.Shown asked, Model model) {
        BoardQuery query = desk.query(filter);
        BoardSet set = desk.set(asked.set());
        Map<String, String> sorts = set.of == BoardSet.Of.WARNINGS ? Map.of() : set.of == BoardSet.Of.CASES ? BoardLists.CASE_SORTS : BoardLists.SORTS;
        BoardDesk.Shown shown = asked.by(sorts);
        BoardTable.Table table = tables.page(set, query, shown, PAGE_SIZE);
        model.addAttribute("query", query);
        model.addAttribute("links", desk.links(query));
        model.addAttribute("set", set);
        model.addAttribute("shown", shown);
        model.addAttribute("found", table);
        model.addAttribute("sorts", sorts);
        model.addAttribute("tabs", set.of == BoardSet.Of.TASKS ? tabs(query) : Map.of());
        model.addAttribute("mayUrge", desk.mayUrge());
        model.addAttribute("mayAssign", desk.mayAssign());
        filters(query, model);
        return "board-list";
    }

    /** The whole list, not only the page shown. */
    @GetMapping("/board/list.xlsx")
    void sheet(BoardDesk.Filter filter, BoardDesk.Shown shown, HttpServletResponse response) throws IOException {
        BoardQuery query = desk.query(filter);
        BoardSet set = desk.set(shown.set());
        tables.check(set, query);
        tables.write(set, query, shown, ExcelTable.download(response, set.label.replace('：', '，') + ChineseDates.date(words.today()) + ".xlsx"));
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
            one.put("list", links.ofMonth(BoardSet.OVERDUE.code, month));
            months.add(one);
        }
        try {
            return json.writeValueAsString(months);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("months are plain data", e);
        }
    }
}
