package org.govintegrity.board;

import org.govintegrity.casefile.OpenWarnings;
import org.govintegrity.registry.PlanClause;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts everything on the board, each part for all units at once. */
@Service
@Transactional(readOnly = true)
public class Board {

    /** In the place of a clause: tasks that the plan of this district has no clause for. */
    public static final String OTHER_CLAUSE = Conditions.OTHER;
    /** How many months the trend goes back. */
    static final int MONTHS = 12;

    private final JdbcClient jdbc;
    private final Conditions conditions;
    private final BoardDays days;
    private final Registry registry;
    private final ObjectProvider<OpenWarnings> warnings;
    private final Clock clock;

    Board(JdbcClient jdbc, Conditions conditions, BoardDays days, Registry registry, ObjectProvider<OpenWarnings> warnings, Clock clock) {
        this.jdbc = jdbc;
        this.conditions = conditions;
        this.days = days;
        this.registry = registry;
        this.warnings = warnings;
        this.clock = clock;
    }

    /** How many duties stand in which way. */
    public record Counts(int late, int near, int running, int done) {

        static final Counts NOTHING = new Counts(0, 0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(late + other.late, near + other.near, running + other.running, done + other.done);
        }

        /** The worst that there is. */
        public DutyState state() {
            return late > 0 ? DutyState.LATE : near > 0 ? DutyState.NEAR : running > 0 ? DutyState.RUNNING : done > 0 ? DutyState.DONE : DutyState.NONE;
        }

        /** How many duties are in the worst state. */
        public int count() {
            return late > 0 ? late : near > 0 ? near : running > 0 ? running : done;
        }

        /** In words, such as {@code 超期2项，在办1项}. */
        public String words() {
            List<String> words = new ArrayList<>();
            add(words, DutyState.LATE, late);
            add(words, DutyState.NEAR, near);
            add(words, DutyState.RUNNING, running);
            add(words, DutyState.DONE, done);
            return words.isEmpty() ? DutyState.NONE.label : String.join("，", words);
        }

        private static void add(List<String> words, DutyState state, int count) {
            if (count > 0) {
                words.add(state.label + count + "项");
            }
        }
    }

    /** Who has duties: a unit, or a central role. */
    public record Subject(String id, String name, boolean unit) {
    }

    /** A column of the heat map. */
    public record Column(String id, String label) {
    }

    /**
     * A unit under a clause.
     *
     * @param owed whether the plan gives the unit this duty; where it does not and there is no task either, the cell is blank
     */
    public record Cell(String clause, Counts counts, boolean owed) {

        public boolean blank() {
            return !owed && counts.state() == DutyState.NONE;
        }
    }

    /** @param total each task once, also one that belongs to several clauses */
    public record Row(Subject subject, List<Cell> cells, Counts total) {
    }

    /** @param total each task once */
    public record HeatMap(List<Column> columns, List<Row> rows, Counts total) {

        /** All rows, those of {@link #pressing} first. */
        public List<Row> byUrgency() {
            List<Row> ordered = new ArrayList<>(pressing());
            rows.stream().filter(row -> row.total().late() + row.total().near() == 0).forEach(ordered::add);
            return ordered;
        }

        /** Rows with something late or near, the most late first; then by order of the registry. */
        public List<Row> pressing() {
            return rows.stream().filter(row -> row.total().late() + row.total().near() > 0)
                    .sorted(Comparator.comparingInt((Row row) -> -row.total().late()).thenComparingInt(row -> -row.total().near())).toList();
        }
    }

    /**
     * How punctual and how fast.
     *
     * @param id          process key, or a unit or role
     * @param due         duties that were due in the period
     * @param inTime      of these, done within their limit, extensions included
     * @param closed      duties done in the period
     * @param workingDays sum, from the day a task opened to the day it was done
     * @param days        the same in calendar days
     */
    public record Pace(String id, int due, int inTime, int closed, long workingDays, long days) {

        Pace plus(Pace other) {
            return new Pace(id, due + other.due, inTime + other.inTime, closed + other.closed, workingDays + other.workingDays, days + other.days);
        }

        public int overdue() {
            return due - inTime;
        }

        /** Per cent with one decimal, such as {@code 93.3%}; empty where nothing was due. */
        public String rate() {
            return due == 0 ? "" : String.format("%.1f%%", Math.floor(inTime * 1000.0 / due) / 10);   // never 100% while one is late
        }

        /** With one decimal; empty where nothing was done. */
        public String averageWorkingDays() {
            return closed == 0 ? "" : String.format("%.1f", workingDays / (double) closed);
        }

        /** With one decimal; empty where nothing was done. */
        public String averageDays() {
            return closed == 0 ? "" : String.format("%.1f", days / (double) closed);
        }
    }

    /** A month of the trend. */
    public record Month(YearMonth month, int due, int inTime, int cards) {

        public int overdue() {
            return due - inTime;
        }

        /** Per cent, one decimal; null where nothing was due. */
        public Double rate() {
            return due == 0 ? null : Math.floor(inTime * 1000.0 / due) / 10;
        }
    }

    /** Figures that are one number each, by what they count. */
    public record Numbers(Map<BoardSet, Integer> counts) {

        public int of(BoardSet set) {
            return counts.getOrDefault(set, 0);
        }
    }

    /**
     * The whole board.
     *
     * @param ladder   steps taken in the period
     * @param open     complaints that are open now, by age
     * @param changes  what changed since
     * @param warnings null where nobody gives warnings
     * @param near     last day that counts as near
     */
    public record Picture(HeatMap heat, List<Pace> processes, List<Pace> units, Pace all, Numbers ladder, List<Month> trend, Numbers open, Numbers changes,
                          List<OpenWarnings.OpenWarning> warnings, LocalDate near) {
    }

    /** Everything, in a number of statements that depends on neither units nor tasks. */
    public Picture picture(BoardQuery query) {
        days.refresh();
        List<Paced> paced = paced(query);
        Numbers steps = numbers(BoardSet.Of.STEPS, query, BoardSet.REMINDERS, BoardSet.YELLOWS, BoardSet.REDS, BoardSet.INTERVIEWS, BoardSet.NEW_CARDS);
        Numbers cases = numbers(BoardSet.Of.CASES, query, BoardSet.COMPLAINTS, BoardSet.COMPLAINTS_15, BoardSet.COMPLAINTS_60, BoardSet.COMPLAINTS_90, BoardSet.COMPLAINTS_OLD,
                BoardSet.NEW_COMPLAINTS, BoardSet.NEW_FINDINGS);
        List<OpenWarnings.OpenWarning> open = warnings(query).orElse(null);
        Map<BoardSet, Integer> changes = new EnumMap<>(BoardSet.class);
        // one statement each: together no index would serve them
        Stream.of(BoardSet.NEWLY_LATE, BoardSet.NEWLY_DONE).forEach(set -> changes.put(set, count(set, query)));
        Stream.of(BoardSet.NEW_COMPLAINTS, BoardSet.NEW_FINDINGS).forEach(set -> changes.put(set, cases.of(set)));
        changes.put(BoardSet.NEW_CARDS, steps.of(BoardSet.NEW_CARDS));
        if (open != null) {
            changes.put(BoardSet.NEW_WARNINGS, (int) open.stream().filter(warning -> isNew(warning, query)).count());
        }
        return new Picture(heat(query), byProcess(paced), bySubject(paced), sum("", paced), steps, trend(query), cases, new Numbers(changes), open,
                conditions.near(LocalDate.now(clock)));
    }

    /** Open warnings for this filter; empty where nobody gives any. */
    Optional<List<OpenWarnings.OpenWarning>> warnings(BoardQuery query) {
        List<OpenWarnings> all = warnings.stream().toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.stream().flatMap(one -> one.open().stream())
                .filter(warning -> query.unit() == null || query.unit().equals(warning.unit())).toList());
    }

    boolean isNew(OpenWarnings.OpenWarning warning, BoardQuery query) {
        return !warning.since().isBefore(query.since());
    }

    /** Several figures of one kind, in one statement. */
    public Numbers counts(BoardQuery query, BoardSet... sets) {
        return numbers(sets[0].of, query, sets);
    }

    /** The number a figure shows. Its list has as many rows. */
    public int count(BoardSet set, BoardQuery query) {
        if (set.of == BoardSet.Of.WARNINGS) {
            return (int) warnings(query).orElse(List.of()).stream().filter(warning -> set == BoardSet.WARNINGS || isNew(warning, query)).count();
        }
        return numbers(set.of, query, set).of(set);
    }

    /** Clauses across, units down. */
    public HeatMap heat(BoardQuery query) {
        record Group(String owner, String clauses, Counts counts) {
        }
        List<Group> groups = jdbc.sql("select t.owner_group, t.clauses, " + sums(BoardSet.LATE, BoardSet.NEAR, BoardSet.RUNNING, BoardSet.DONE) + " from "
                        + conditions.source(BoardSet.Of.TASKS, query) + anyOf(BoardSet.OPEN, BoardSet.DONE) + " group by t.owner_group, t.clauses")
                .params(conditions.params(query))
                .query((row, i) -> new Group(row.getString(1), row.getString(2), new Counts(row.getInt(3), row.getInt(4), row.getInt(5), row.getInt(6)))).list();
        LocalDate today = LocalDate.now(clock);
        List<PlanClause> clauses = registry.clauses().stream().filter(clause -> query.clause() == null || query.clause().equals(clause.id())).toList();
        Set<String> known = registry.clauses().stream().map(PlanClause::id).collect(Collectors.toSet());
        Map<String, Map<String, Counts>> counted = new HashMap<>();
        Map<String, Counts> totals = new HashMap<>();
        boolean other = false;
        for (Group group : groups) {
            String subject = subject(group.owner());
            totals.merge(subject, group.counts(), Counts::plus);
            List<String> under = Arrays.stream(group.clauses().split(",")).filter(known::contains).distinct().toList();
            other |= under.isEmpty();
            for (String clause : under.isEmpty() ? List.of(OTHER_CLAUSE) : under) {
                counted.computeIfAbsent(subject, s -> new HashMap<>()).merge(clause, group.counts(), Counts::plus);
            }
        }
        Map<String, Set<String>> owed = new HashMap<>();
        clauses.forEach(clause -> registry.unitsResponsibleFor(clause.id(), today).forEach(unit -> owed.computeIfAbsent(unit.id(), u -> new LinkedHashSet<>()).add(clause.id())));
        List<Column> columns = new ArrayList<>(clauses.stream().map(clause -> new Column(clause.id(), clause.label())).toList());
        if (other && (query.clause() == null || OTHER_CLAUSE.equals(query.clause()))) {
            columns.add(new Column(OTHER_CLAUSE, "其他（本方案没有的条款）"));
        }
        List<Row> rows = new ArrayList<>();
        for (Subject subject : subjects(query, totals.keySet(), owed.keySet())) {
            Map<String, Counts> cells = counted.getOrDefault(subject.id(), Map.of());
            Set<String> duties = owed.getOrDefault(subject.id(), Set.of());
            rows.add(new Row(subject, columns.stream().map(column -> new Cell(column.id(), cells.getOrDefault(column.id(), Counts.NOTHING), duties.contains(column.id()))).toList(),
                    totals.getOrDefault(subject.id(), Counts.NOTHING)));
        }
        return new HeatMap(columns, rows, totals.values().stream().reduce(Counts.NOTHING, Counts::plus));
    }

    /** What to call each of these units and roles. */
    public Map<String, String> names(Collection<String> ids) {
        Map<String, String> names = new HashMap<>();
        ids.forEach(id -> names.put(id, registry.findUnit(id).map(Unit::shortName).or(() -> Role.of(id).map(Role::title)).orElse(id)));
        return names;
    }

    /** Who answers for a group: its unit, or the role itself. */
    public String subject(String owner) {
        return registry.unitOfGroup(owner).map(Unit::id).orElse(owner);
    }

    /** In the order of the registry, roles after units; a unit with neither duty nor task is left out. */
    private List<Subject> subjects(BoardQuery query, Collection<String> withTasks, Collection<String> withDuties) {
        List<Subject> subjects = new ArrayList<>();
        for (Unit unit : registry.units()) {
            if ((withTasks.contains(unit.id()) || withDuties.contains(unit.id())) && (query.unit() == null || query.unit().equals(unit.id()))) {
                subjects.add(new Subject(unit.id(), unit.shortName(), true));
            }
        }
        withTasks.stream().filter(id -> registry.findUnit(id).isEmpty()).filter(id -> query.unit() == null || query.unit().equals(id)).sorted()
                .forEach(id -> subjects.add(new Subject(id, Role.of(id).map(Role::title).orElse(id), false)));
        return subjects;
    }

    private record Paced(String process, String owner, Pace pace) {
    }

    private List<Paced> paced(BoardQuery query) {
        Map<String, Object> params = conditions.params(query);
        String source = conditions.source(BoardSet.Of.TASKS, query);
        List<Paced> paced = new ArrayList<>(jdbc.sql("select t.process_key, t.owner_group, count(*), " + sums(BoardSet.IN_TIME) + " from " + source + anyOf(BoardSet.DUE)
                        + " group by t.process_key, t.owner_group").params(params)
                .query((row, i) -> new Paced(row.getString(1), row.getString(2), new Pace("", row.getInt(3), row.getInt(4), 0, 0, 0))).list());
        paced.addAll(jdbc.sql("select t.process_key, t.owner_group, count(*), coalesce(sum(d.working_no - o.working_no), 0), coalesce(sum(d.day_no - o.day_no), 0) from "
                        + source.replaceFirst(" where ", " left join board_day o on o.day_on = cast(t.opened_at as date) left join board_day d on d.day_on = cast(t.closed_at as date) where ")
                        + anyOf(BoardSet.DONE) + " group by t.process_key, t.owner_group").params(params)
                .query((row, i) -> new Paced(row.getString(1), row.getString(2), new Pace("", 0, 0, row.getInt(3), row.getLong(4), row.getLong(5)))).list());
        return paced;
    }

    private static List<Pace> byProcess(List<Paced> paced) {
        Map<String, List<Paced>> groups = paced.stream().collect(Collectors.groupingBy(Paced::process, TreeMap::new, Collectors.toList()));
        return groups.entrySet().stream().map(group -> sum(group.getKey(), group.getValue())).toList();
    }

    private List<Pace> bySubject(List<Paced> paced) {
        Map<String, List<Paced>> groups = paced.stream().collect(Collectors.groupingBy(one -> subject(one.owner())));
        List<String> order = new ArrayList<>(registry.units().stream().map(Unit::id).toList());
        groups.keySet().stream().filter(id -> !order.contains(id)).sorted().toList().forEach(order::add);
        return order.stream().filter(groups::containsKey).map(id -> sum(id, groups.get(id))).toList();
    }

    private static Pace sum(String id, List<Paced> paced) {
        return paced.stream().map(Paced::pace).reduce(new Pace(id, 0, 0, 0, 0, 0), Pace::plus);
    }

    /** Twelve months up to the end of the period, or to this one where the period goes on. */
    private List<Month> trend(BoardQuery query) {
        LocalDate today = LocalDate.now(clock);
        YearMonth last = YearMonth.from(query.to().isAfter(today) ? today : query.to());
        BoardQuery months = query.within(last.minusMonths(MONTHS - 1).atDay(1), last.atEndOfMonth());
        Map<String, Object> params = conditions.params(months);
        Map<YearMonth, int[]> counted = new LinkedHashMap<>();
        for (int i = MONTHS - 1; i >= 0; i--) {
            counted.put(last.minusMonths(i), new int[3]);
        }
        jdbc.sql("select extract(year from t.due_on), extract(month from t.due_on), count(*), " + sums(BoardSet.IN_TIME) + " from " + conditions.source(BoardSet.Of.TASKS, months)
                        + anyOf(BoardSet.DUE) + " group by extract(year from t.due_on), extract(month from t.due_on)").params(params)
                .query((ResultSet row) -> {
                    int[] month = counted.get(month(row));
                    month[0] = row.getInt(3);
                    month[1] = row.getInt(4);
                });
        jdbc.sql("select extract(year from s.taken_at), extract(month from s.taken_at), count(*) from " + conditions.source(BoardSet.Of.STEPS, months) + anyOf(BoardSet.CARDS)
                        + " group by extract(year from s.taken_at), extract(month from s.taken_at)").params(params)
                .query((ResultSet row) -> {
                    counted.get(month(row))[2] = row.getInt(3);
                });
        return counted.entrySet().stream().map(month -> new Month(month.getKey(), month.getValue()[0], month.getValue()[1], month.getValue()[2])).toList();
    }

    private static YearMonth month(ResultSet row) throws SQLException {
        return YearMonth.of(row.getInt(1), row.getInt(2));
    }

    /** Several sets of one kind in one statement. */
    private Numbers numbers(BoardSet.Of of, BoardQuery query, BoardSet... sets) {
        Map<BoardSet, Integer> counts = new EnumMap<>(BoardSet.class);
        jdbc.sql("select " + sums(sets) + " from " + conditions.source(of, query) + anyOf(sets)).params(conditions.params(query)).query((ResultSet row) -> {
            for (int i = 0; i < sets.length; i++) {
                counts.put(sets[i], row.getInt(i + 1));
            }
        });
        return new Numbers(counts);
    }

    private static String sums(BoardSet... sets) {
        return Arrays.stream(sets).map(set -> "sum(case when " + set.condition + " then 1 else 0 end)").collect(Collectors.joining(", "));
    }

    private static String anyOf(BoardSet... sets) {
        return Arrays.stream(sets).map(set -> "(" + set.condition + ")").collect(Collectors.joining(" or ", " and (", ")"));
    }
}
