package org.govintegrity.web;

import org.govintegrity.board.Board;
import org.govintegrity.board.BoardQuery;
import org.govintegrity.board.BoardSet;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.Refusal;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who sees which part of the board, and what the addresses of its pages mean. */
@Component("boardDesk")
public class BoardDesk {

    /** Offices that look after the whole district. */
    private static final List<Role> DISTRICT = List.of(Role.SUPERVISOR, Role.JOINT_OFFICE, Role.LEADER);
    /** A longer period is a mistake of typing. */
    private static final int LONGEST_YEARS = 10;

    private final CurrentPerson me;
    private final Registry registry;
    private final TaskBook book;
    private final PageWords words;

    BoardDesk(CurrentPerson me, Registry registry, TaskBook book, PageWords words) {
        this.me = me;
        this.registry = registry;
        this.book = book;
        this.words = words;
    }

    /** The filter as it stands in an address; empty texts leave a condition out. */
    public record Filter(String from, String to, String since, String unit, String clause, String process) {

        public Filter {
            from = text(from);
            to = text(to);
            since = text(since);
            unit = text(unit);
            clause = text(clause);
            process = text(process);
        }
    }

    /** Which list, how sorted, and which page of it. */
    public record Shown(String set, String sort, String desc, String page) {

        public Shown {
            set = text(set);
            sort = text(sort);
            desc = text(desc);
            page = text(page);
        }

        /** With a column named, also where the address names none. */
        Shown by(Map<String, String> sorts) {
            return sorts.isEmpty() || sorts.containsKey(sort) ? this : new Shown(set, sorts.keySet().iterator().next(), desc, page);
        }

        int number() {
            return page.matches("\\d{1,6}") ? Integer.parseInt(page) : 1;
        }

        boolean descending() {
            return desc.equals("true");
        }
    }

    private static String text(String value) {
        return value == null ? "" : value.strip();
    }

    /** Whether the navigation offers the board. */
    public boolean open() {
        return me.signedIn() && (district() || ownUnit().isPresent());
    }

    public boolean district() {
        return DISTRICT.stream().anyMatch(me::is);
    }

    /** Whether the reader may urge, so that the lists offer it. */
    public boolean mayUrge() {
        return me.supervisor() || me.is(Role.JOINT_OFFICE) || ownUnit().isPresent();
    }

    /** Whether the reader may give tasks to other people. */
    public boolean mayAssign() {
        return me.supervisor() || ownUnit().isPresent();
    }

    /** The unit the reader heads. */
    Optional<Unit> ownUnit() {
        List<String> groups = me.groups();
        return me.person().flatMap(person -> registry.findUnit(person.unitId())).filter(unit -> groups.contains(Registry.headGroup(unit.id())));
    }

    /**
     * @throws Refusal forbidden for whoever has no board, and for a head who asks for another unit; invalid for a date, unit, clause or
     *                 process there is none of
     */
    BoardQuery query(Filter filter) {
        if (!open()) {
            throw Refusal.forbidden("看板供监督员、联席会议办公室、区政府领导和单位负责人使用。您自己的任务在首页和待办里。");
        }
        boolean district = district();
        String unit = filter.unit();
        if (!district) {
            String own = ownUnit().orElseThrow().id();
            if (!unit.isEmpty() && !unit.equals(own)) {
                throw Refusal.forbidden("您只能查看本单位的看板。其他单位的情况请联系监督员了解。");
            }
            unit = own;
        }
        if (!unit.isEmpty() && registry.findUnit(unit).isEmpty() && Role.of(unit).isEmpty()) {
            throw Refusal.invalid("没有编号为“" + shortened(unit) + "”的单位，请从列表中选择。");
        }
        if (!filter.clause().isEmpty() && !filter.clause().equals(Board.OTHER_CLAUSE) && registry.findClause(filter.clause()).isEmpty()) {
            throw Refusal.invalid("没有编号为“" + shortened(filter.clause()) + "”的条款，请从列表中选择。");
        }
        if (!filter.process().matches("[a-z0-9-]{0,60}")) {
            throw Refusal.invalid("没有“" + shortened(filter.process()) + "”这个流程，请从看板上的流程点开。");
        }
        LocalDate today = words.today();
        LocalDate from = filter.from().isEmpty() ? today.withDayOfYear(1) : day(filter.from(), "期间的第一天");
        LocalDate to = filter.to().isEmpty() ? today.withDayOfYear(1).plusYears(1).minusDays(1) : day(filter.to(), "期间的最后一天");
        LocalDate since = filter.since().isEmpty() ? today.minusDays(7) : day(filter.since(), "变化的起始日");
        if (to.isBefore(from)) {
            throw Refusal.invalid("期间的最后一天不能早于第一天，请核对日期。");
        }
        if (to.isAfter(from.plusYears(LONGEST_YEARS))) {
            throw Refusal.invalid("期间最长" + LONGEST_YEARS + "年，请缩短。");
        }
        if (since.isAfter(today) || since.isBefore(today.minusYears(1))) {
            throw Refusal.invalid("变化的起始日应在今天以前的一年之内，请核对日期。");
        }
        return new BoardQuery(from, to, since, orNull(unit), orNull(filter.clause()), orNull(filter.process()), new BoardQuery.Reader(me.id(), me.groups(), district));
    }

    /** @throws Refusal (invalid) for a list there is none of */
    BoardSet set(String code) {
        return BoardSet.of(code).orElseThrow(() -> Refusal.invalid("没有这个清单，请从看板上的数字点开。"));
    }

    /**
     * A task somebody acts on from a list.
     *
     * @throws Refusal (not found) in the same words whether there is none or it is none of the head's
     */
    TaskEntry task(String taskId) {
        TaskEntry task = book.get(taskId);
        if (!district() && registry.unitOfGroup(task.owner()).filter(unit -> ownUnit().filter(unit::equals).isPresent()).isEmpty()) {
            throw Refusal.notFound(TaskBook.NO_SUCH_TASK);
        }
        return task;
    }

    /** Addresses of the board's pages for one filter. */
    Links links(BoardQuery query) {
        return new Links(query);
    }

    /** Addresses below the application's root, for {@code @{…}}. */
    public record Links(BoardQuery query) {

        /** The board itself with this filter. */
        public String board() {
            return address("/board", query).build().encode().toUriString();
        }

        /** The same for the wall. */
        public String wall() {
            return address("/board", query).queryParam("view", "wall").build().encode().toUriString();
        }

        /** The same for other days. */
        public String within(LocalDate from, LocalDate to) {
            return new Links(query.within(from, to)).board();
        }

        /** @param set a figure's name in addresses, for templates do not see beans in links */
        public String list(String set) {
            return list(named(set), query);
        }

        public String ofUnit(String set, String unit) {
            return list(named(set), query.ofUnit(unit));
        }

        public String ofProcess(String set, String process) {
            return list(named(set), query.ofProcess(process));
        }

        public String cell(String unit, String clause, String set) {
            return list(named(set), query.ofUnit(unit).ofClause(clause));
        }

        public String ofMonth(String set, Board.Month month) {
            return list(named(set), query.within(month.month().atDay(1), month.month().atEndOfMonth()));
        }

        /** The list sorted by a column. */
        public String sorted(BoardSet set, String sort, boolean descending, int page) {
            return address("/board/list", query).queryParam("set", set.code).queryParam("sort", sort).queryParam("desc", descending).queryParam("page", page).build().encode().toUriString();
        }

        /** The whole list as a spreadsheet. */
        public String sheet(BoardSet set, String sort, boolean descending) {
            return address("/board/list.xlsx", query).queryParam("set", set.code).queryParam("sort", sort).queryParam("desc", descending).build().encode().toUriString();
        }

        private static BoardSet named(String code) {
            return BoardSet.of(code).orElseThrow(() -> new IllegalArgumentException("no figure " + code));
        }

        private static String list(BoardSet set, BoardQuery query) {
            return address("/board/list", query).queryParam("set", set.code).build().encode().toUriString();
        }

        private static UriComponentsBuilder address(String path, BoardQuery query) {
            UriComponentsBuilder address = UriComponentsBuilder.fromPath(path).queryParam("from", query.from()).queryParam("to", query.to()).queryParam("since", query.since());
            Optional.ofNullable(query.unit()).ifPresent(unit -> address.queryParam("unit", unit));
            Optional.ofNullable(query.clause()).ifPresent(clause -> address.queryParam("clause", clause));
            Optional.ofNullable(query.process()).ifPresent(process -> address.queryParam("process", process));
            return address;
        }
    }

    private static LocalDate day(String text, String what) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid(what + "应为日期，格式如 2026-11-23。");
        }
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
