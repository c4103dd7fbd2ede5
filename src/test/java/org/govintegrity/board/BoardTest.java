package org.govintegrity.board;

import org.govintegrity.board.Board.Counts;
import org.govintegrity.board.Board.Pace;
import org.govintegrity.board.Board.Picture;
import org.govintegrity.board.BoardQuery.Reader;
import org.govintegrity.calendar.WorkingDays;
import org.govintegrity.casefile.OpenWarnings;
import org.govintegrity.casefile.OpenWarnings.OpenWarning;
import org.govintegrity.registry.PlanClause;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.govintegrity.scenario.ProcessTest;
import org.govintegrity.scenario.StatementCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Every figure equals what somebody counts who goes through the rows one by one, and its list has as many rows. */
class BoardTest extends ProcessTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 10);   // a Wednesday
    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    private static final LocalDate TO = LocalDate.of(2026, 12, 31);
    private static final LocalDate SINCE = TODAY.minusDays(7);
    private static final List<String> PROCESSES = List.of("unit-inspection", "rectification", "escalation");
    private static final List<String> UNITS = List.of("caizhengju", "jiaotongju", "fagaiju", "tongjiju");
    private static final List<String> CLAUSES = List.of("三.5", "三.5,三.6", "四.3", "九.9");

    @Autowired private Board board;
    @Autowired private BoardLists lists;
    @Autowired private Conditions conditions;
    @Autowired private BoardDays days;
    @Autowired private WorkingDays workingDays;
    @Autowired private JdbcTemplate batch;
    @Autowired private StatementCounter statements;

    /** A row as it lies in the table. */
    private record Task(String id, String caseNo, String process, String owner, String clauses, LocalDateTime opened, LocalDate due, LocalDateTime closed, String how, boolean duty) {

        boolean open() {
            return closed == null;
        }

        boolean done() {
            return "completed".equals(how);
        }

        boolean lateNow() {
            return open() && due.isBefore(TODAY);
        }

        boolean closedLate() {
            return !open() && closed.toLocalDate().isAfter(due);
        }

        boolean due(LocalDate from, LocalDate to) {
            return !due.isBefore(from) && !due.isAfter(to) && (done() || closedLate() || lateNow());
        }

        boolean inTime() {
            return done() && !closedLate();
        }

        boolean under(String clause) {
            return Set.of(clauses.split(",")).contains(clause);
        }
    }

    private record Step(String step, String owner, String clauses, String process, LocalDateTime at) {
    }

    @BeforeEach
    void aDistrictAtWork() {
        moveClockTo(TODAY.atTime(10, 0));
        nothingIsLeft();
        fill("BT", UNITS, 600);
    }

    @AfterEach
    void nothingIsLeft() {
        jdbc.sql("delete from escalation_step where case_no like 'BT%'").update();
        jdbc.sql("delete from casefile_task where case_no like 'BT%'").update();
        jdbc.sql("delete from casefile_member where case_no like 'BT%'").update();
        jdbc.sql("delete from casefile_case where case_no like 'BT%'").update();
    }

    /** Tasks in all states and at the edges of each, the same ones each time. */
    private void fill(String prefix, List<String> units, int howMany) {
        Random random = new Random(20260610);
        List<Object[]> tasks = new ArrayList<>();
        List<Object[]> steps = new ArrayList<>();
        List<Object[]> files = new ArrayList<>();
        for (int i = 0; i < howMany; i++) {
            String caseNo = prefix + "-" + i;
            String unit = units.get(i % units.size());
            String owner = i % 41 == 0 ? "supervisor" : i % 7 == 0 ? Registry.headGroup(unit) : unit;
            String clauses = CLAUSES.get(random.nextInt(CLAUSES.size()));
            String process = PROCESSES.get(random.nextInt(PROCESSES.size()));
            LocalDate due = TODAY.plusDays(random.nextInt(400) - 360).minusDays(i % 3 == 0 ? 0 : random.nextInt(4));
            LocalDateTime opened = due.minusDays(10 + random.nextInt(20)).atTime(9, 0);
            opened = opened.toLocalDate().isAfter(TODAY) ? TODAY.atTime(8, 0) : opened;
            LocalDateTime closed = switch (random.nextInt(4)) {
                case 0 -> null;
                case 1 -> due.atTime(23, 30);
                case 2 -> due.plusDays(1).atTime(0, 10);
                default -> opened.plusDays(random.nextInt(25));
            };
            closed = closed != null && closed.isAfter(TODAY.atTime(10, 0)) ? null : closed;
            String how = closed == null ? null : random.nextInt(8) == 0 ? "cancelled" : "completed";
            files.add(new Object[]{caseNo, i % 50 == 0 ? "complaint" : "rectification", "整改事项" + i, unit, clauses, opened.toLocalDate(), "x", opened,
                    i % 100 == 0 ? null : closed, i % 20 == 0});
            tasks.add(new Object[]{prefix + "t" + i, caseNo, process, "userTask_x", "整改（于海）", owner, "x", opened.toLocalDate(), opened.toLocalDate(), due, "算法", false, 0, opened,
                    closed, how == null ? null : "caizhengju1", how, "REMINDER", null, i % 23 != 0, clauses});
            if (due.isBefore(TODAY) && (closed == null || i % 2 == 0)) {
                for (String step : List.of("REMINDER", "YELLOW", "RED", "INTERVIEW").subList(0, 1 + i % 4)) {
                    steps.add(new Object[]{prefix + "t" + i, step, caseNo, "整改", owner, registry.unitOfGroup(owner).map(Unit::id).orElse(null), due, due.plusDays(1).atTime(1, 0)});
                }
            }
        }
        batch.batchUpdate("insert into casefile_case (case_no, kind, title, unit_id, clauses, opened_on, opened_by, opened_at, closed_at, confidential) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", files);
        batch.batchUpdate("""
                insert into casefile_task (task_id, case_no, process_key, task_key, task_name, owner_group, rule_id, as_of, start_on, due_on, explanation, provisional, extended_by,
                    opened_at, closed_at, closed_by, closed_how, next_step, next_step_at, duty, clauses) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", tasks);
        batch.batchUpdate("insert into escalation_step (task_id, step, case_no, task_name, owner_group, unit_id, due_on, taken_at) values (?, ?, ?, ?, ?, ?, ?, ?)", steps);
    }

    private static BoardQuery all() {
        return new BoardQuery(FROM, TO, SINCE, null, null, null, new Reader("supervisor1", List.of("supervisor"), true));
    }

    private List<Task> rows() {
        return jdbc.sql("select task_id, case_no, process_key, owner_group, clauses, opened_at, due_on, closed_at, closed_how, duty from casefile_task where duty = true")
                .query((row, i) -> new Task(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getObject(6, LocalDateTime.class),
                        row.getObject(7, LocalDate.class), row.getObject(8, LocalDateTime.class), row.getString(9), row.getBoolean(10))).list();
    }

    private Predicate<Task> of(BoardQuery query) {
        Set<String> known = registry.clauses().stream().map(PlanClause::id).collect(Collectors.toSet());
        return task -> (query.unit() == null || query.unit().equals(registry.unitOfGroup(task.owner()).map(Unit::id).orElse(task.owner())))
                && (query.clause() == null || (query.clause().equals("-") ? Arrays.stream(task.clauses().split(",")).noneMatch(known::contains) : task.under(query.clause())))
                && (query.process() == null || query.process().equals(task.process()));
    }

    private int count(BoardQuery query, Predicate<Task> wanted) {
        return (int) rows().stream().filter(of(query)).filter(wanted).count();
    }

    /** By hand, without the board's conditions. */
    private Map<BoardSet, Integer> recounted(BoardQuery query) {
        LocalDate near = LocalDate.of(2026, 6, 15);   // three working days on from Wednesday
        LocalDateTime start = query.from().atStartOfDay();
        LocalDateTime end = query.to().plusDays(1).atStartOfDay();
        Predicate<Task> open = task -> task.open() && task.opened().isBefore(end);
        Map<BoardSet, Integer> counts = new HashMap<>();
        counts.put(BoardSet.OPEN, count(query, open));
        counts.put(BoardSet.LATE, count(query, open.and(Task::lateNow)));
        counts.put(BoardSet.NEAR, count(query, open.and(task -> !task.lateNow() && !task.due().isAfter(near))));
        counts.put(BoardSet.RUNNING, count(query, open.and(task -> task.due().isAfter(near))));
        counts.put(BoardSet.DONE, count(query, task -> task.done() && !task.closed().isBefore(start) && task.closed().isBefore(end)));
        counts.put(BoardSet.DUE, count(query, task -> task.due(query.from(), query.to())));
        counts.put(BoardSet.IN_TIME, count(query, task -> task.due(query.from(), query.to()) && task.inTime()));
        counts.put(BoardSet.OVERDUE, count(query, task -> task.due(query.from(), query.to()) && !task.inTime()));
        counts.put(BoardSet.NEWLY_LATE, count(query, task -> !task.due().isBefore(query.since().minusDays(1)) && task.due().isBefore(until(query)) && (task.open() || task.closedLate())));
        counts.put(BoardSet.NEWLY_DONE, count(query, task -> task.done() && !task.closed().toLocalDate().isBefore(query.since()) && !task.closed().toLocalDate().isAfter(until(query))));
        return counts;
    }

    private static LocalDate until(BoardQuery query) {
        return query.to().isBefore(TODAY) ? query.to() : TODAY;
    }

    @Test
    void everyFigureIsWhatARecountGivesAndItsListHasAsManyRows() {
        List<BoardQuery> queries = List.of(all(), all().ofUnit("caizhengju"), all().ofClause("三.6"), all().ofClause("-"), all().ofUnit("jiaotongju").ofClause("三.5"),
                all().ofProcess("rectification"), all().ofUnit("supervisor"), all().within(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 31)));
        for (BoardQuery query : queries) {
            Map<BoardSet, Integer> expected = recounted(query);
            expected.forEach((set, figure) -> {
                assertThat(board.count(set, query)).as(set + " of " + query).isEqualTo(figure);
                assertListed(set, query, figure);
            });
        }
        assertThat(recounted(all())).as("something of each kind").allSatisfy((set, figure) -> assertThat(figure).isPositive());
        assertThat(board.count(BoardSet.LATE, all().ofClause("-"))).isPositive();
    }

    private void assertListed(BoardSet set, BoardQuery query, int figure) {
        List<BoardPage.Line> lines = new ArrayList<>();
        BoardPage page;
        int number = 1;
        do {
            page = lists.page(set, query, "due", false, number, 70);
            lines.addAll(page.lines());
        } while (number++ < page.pages());
        assertThat(page.total()).as(set + " of " + query).isEqualTo(figure);
        assertThat(lines).as(set + " of " + query).hasSize(figure);
        if (set.of == BoardSet.Of.TASKS) {
            assertThat(lines.stream().map(BoardPage.Line::taskId)).doesNotHaveDuplicates();
            assertThat(lines).isSortedAccordingTo((a, b) -> a.dueOn().compareTo(b.dueOn()));
        }
    }

    @Test
    void everyCellIsItsList() {
        Picture picture = board.picture(all());
        Map<BoardSet, Integer> expected = recounted(all());
        assertThat(picture.heat().total()).isEqualTo(new Counts(expected.get(BoardSet.LATE), expected.get(BoardSet.NEAR), expected.get(BoardSet.RUNNING), expected.get(BoardSet.DONE)));
        assertThat(picture.heat().columns()).extracting(Board.Column::id).startsWith("三.1").endsWith("四.4", "-").hasSize(21);
        for (Board.Row row : picture.heat().rows()) {
            for (Board.Cell cell : row.cells()) {
                BoardQuery query = all().ofUnit(row.subject().id()).ofClause(cell.clause());
                Counts counts = cell.counts();
                if (UNITS.contains(row.subject().id()) || counts.count() > 0) {
                    assertThat(counts).as(query.toString()).isEqualTo(new Counts(count(query, t -> t.lateNow()), count(query, t -> t.open() && !t.lateNow() && !t.due().isAfter(LocalDate.of(2026, 6, 15))),
                            count(query, t -> t.open() && t.due().isAfter(LocalDate.of(2026, 6, 15))), count(query, t -> t.done() && t.closed().getYear() == 2026)));
                }
                BoardSet.of(counts.state().code()).ifPresent(set -> assertListed(set, query, counts.count()));
            }
        }
        Board.Row finance = picture.heat().rows().stream().filter(row -> row.subject().id().equals("caizhengju")).findFirst().orElseThrow();
        assertThat(finance.cells().stream().filter(cell -> cell.clause().equals("三.10")).findFirst().orElseThrow()).as("owed, nothing due").satisfies(cell -> {
            assertThat(cell.owed()).isTrue();
            assertThat(cell.blank()).isFalse();
            assertThat(cell.counts().state()).isEqualTo(DutyState.NONE);
        });
        assertThat(picture.heat().rows()).as("central offices after the units").last().satisfies(row -> assertThat(row.subject().unit()).isFalse());
        assertThat(picture.near()).isEqualTo(LocalDate.of(2026, 6, 15));
        assertThat(picture.heat().pressing()).isNotEmpty().allSatisfy(row -> assertThat(row.total().late() + row.total().near()).isPositive());
    }

    @Test
    void ratesAndAveragesByProcessAndByUnit() {
        Picture picture = board.picture(all());
        assertPace(picture.all(), all());
        picture.processes().forEach(pace -> assertPace(pace, all().ofProcess(pace.id())));
        picture.units().forEach(pace -> assertPace(pace, all().ofUnit(pace.id())));
        assertThat(picture.processes()).extracting(Pace::id).contains("unit-inspection", "rectification", "escalation");
        assertThat(picture.units()).extracting(Pace::id).contains("caizhengju", "supervisor");
        assertThat(new Pace("x", 1000, 999, 0, 0, 0).rate()).isEqualTo("99.9%");
        assertThat(new Pace("x", 100000, 99999, 0, 0, 0).rate()).as("one late is not all in time").isEqualTo("99.9%");
        assertThat(new Pace("x", 0, 0, 0, 0, 0).rate()).isEmpty();
    }

    private void assertPace(Pace pace, BoardQuery query) {
        Map<BoardSet, Integer> expected = recounted(query);
        List<Task> done = rows().stream().filter(of(query)).filter(task -> task.done() && task.closed().getYear() == 2026).toList();
        assertThat(pace).as(query.toString()).isEqualTo(new Pace(pace.id(), expected.get(BoardSet.DUE), expected.get(BoardSet.IN_TIME), expected.get(BoardSet.DONE),
                done.stream().mapToLong(t -> workingDays.between(t.opened().toLocalDate(), t.closed().toLocalDate())).sum(),
                done.stream().mapToLong(t -> t.closed().toLocalDate().toEpochDay() - t.opened().toLocalDate().toEpochDay()).sum()));
    }

    @Test
    void theLadderTheTrendAndTheChanges() {
        Picture picture = board.picture(all());
        List<Step> steps = jdbc.sql("select s.step, s.owner_group, t.clauses, t.process_key, s.taken_at from escalation_step s, casefile_task t where t.task_id = s.task_id")
                .query((row, i) -> new Step(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getObject(5, LocalDateTime.class))).list();
        for (BoardSet set : List.of(BoardSet.REMINDERS, BoardSet.YELLOWS, BoardSet.REDS, BoardSet.INTERVIEWS)) {
            String name = set.name().substring(0, set.name().length() - 1);
            int expected = (int) steps.stream().filter(step -> step.step().equals(name) && step.at().getYear() == 2026).count();
            assertThat(picture.ladder().of(set)).as(name).isEqualTo(expected).isPositive();
            assertListed(set, all(), expected);
        }
        int cards = (int) steps.stream().filter(step -> !step.step().equals("REMINDER") && !step.at().isBefore(SINCE.atStartOfDay()) && step.at().isBefore(TODAY.plusDays(1).atStartOfDay())).count();
        assertThat(picture.changes().of(BoardSet.NEW_CARDS)).isEqualTo(cards).isPositive();
        assertListed(BoardSet.NEW_CARDS, all(), cards);
        assertThat(picture.changes().of(BoardSet.NEWLY_LATE)).isEqualTo(recounted(all()).get(BoardSet.NEWLY_LATE));
        assertThat(picture.changes().of(BoardSet.NEWLY_DONE)).isEqualTo(recounted(all()).get(BoardSet.NEWLY_DONE));

        assertThat(picture.trend()).hasSize(12).first().satisfies(month -> assertThat(month.month()).isEqualTo(YearMonth.of(2025, 7)));
        for (Board.Month month : picture.trend()) {
            BoardQuery query = all().within(month.month().atDay(1), month.month().atEndOfMonth());
            assertThat(month.due()).as(month.toString()).isEqualTo(recounted(query).get(BoardSet.DUE));
            assertThat(month.inTime()).isEqualTo(recounted(query).get(BoardSet.IN_TIME));
            assertThat(month.cards()).isEqualTo((int) steps.stream().filter(s -> Set.of("YELLOW", "RED").contains(s.step()) && YearMonth.from(s.at()).equals(month.month())).count());
            assertListed(BoardSet.CARDS, query, month.cards());
        }
        BoardQuery clause = all().ofClause("三.6").ofUnit("jiaotongju");
        assertListed(BoardSet.YELLOWS, clause, (int) steps.stream().filter(s -> s.step().equals("YELLOW") && s.at().getYear() == 2026
                && s.clauses().contains("三.6") && s.owner().startsWith("jiaotongju")).count());
    }

    @Test
    void complaintsByAgeAndWhatIsNew() {
        record File(String kind, LocalDate opened, LocalDateTime closed) {
        }
        for (int age : new int[]{0, 7, 8, 15, 16, 60, 61, 90, 91, 400}) {
            jdbc.sql("insert into casefile_case (case_no, kind, title, unit_id, clauses, opened_on, opened_by, opened_at, confidential) values (?, ?, '标题', 'tongjiju', '三.2', ?, 'x', ?, true)")
                    .params("BTage" + age, age % 2 == 0 ? "complaint" : "breach-finding", TODAY.minusDays(age), TODAY.minusDays(age).atTime(9, 0)).update();
            jdbc.sql("insert into casefile_case (case_no, kind, title, unit_id, clauses, opened_on, opened_by, opened_at, confidential) values (?, 'complaint', '标题', 'tongjiju', '三.2', ?, 'x', ?, true)")
                    .params("BTall" + age, TODAY.minusDays(age), TODAY.minusDays(age).atTime(9, 0)).update();
        }
        List<File> files = jdbc.sql("select kind, opened_on, closed_at from casefile_case").query((row, i) -> new File(row.getString(1), row.getObject(2, LocalDate.class),
                row.getObject(3, LocalDateTime.class))).list();
        Map<BoardSet, Predicate<Long>> ages = Map.of(BoardSet.COMPLAINTS, age -> true, BoardSet.COMPLAINTS_15, age -> age <= 15, BoardSet.COMPLAINTS_60, age -> age > 15 && age <= 60,
                BoardSet.COMPLAINTS_90, age -> age > 60 && age <= 90, BoardSet.COMPLAINTS_OLD, age -> age > 90);
        Picture picture = board.picture(all());
        ages.forEach((set, fits) -> {
            int expected = (int) files.stream().filter(f -> f.kind().equals("complaint") && f.closed() == null && fits.test(TODAY.toEpochDay() - f.opened().toEpochDay())).count();
            assertThat(picture.open().of(set)).as(set.toString()).isEqualTo(expected).isPositive();
            assertListed(set, all(), expected);
        });
        for (BoardSet set : List.of(BoardSet.NEW_COMPLAINTS, BoardSet.NEW_FINDINGS)) {
            int expected = (int) files.stream().filter(f -> f.kind().equals(set == BoardSet.NEW_FINDINGS ? "breach-finding" : "complaint") && !f.opened().isBefore(SINCE) && !f.opened().isAfter(TODAY)).count();
            assertThat(picture.changes().of(set)).isEqualTo(expected).isPositive();
            assertListed(set, all(), expected);
        }
    }

    /** A case that is confidential counts for who looks after the district, tells nothing, and is not there for a head. */
    @Test
    void whatIsConfidentialCountsForTheDistrictAndIsNotThereForAHead() {
        BoardQuery district = all().ofUnit("caizhengju");
        BoardQuery head = new BoardQuery(FROM, TO, SINCE, "caizhengju", null, null, new Reader("caizhengjuhead", registry.groupsOf("caizhengjuhead"), false));
        int all = board.count(BoardSet.OPEN, district);
        int seen = board.count(BoardSet.OPEN, head);
        int secret = jdbc.sql("""
                        select count(*) from casefile_task t, casefile_case c where c.case_no = t.case_no and c.confidential = true and t.closed_at is null and t.duty = true
                        and t.owner_group in ('caizhengju', 'caizhengjuhead')""").query(Integer.class).single();
        assertThat(secret).isPositive();
        assertThat(seen).isEqualTo(all - secret);
        assertListed(BoardSet.OPEN, head, seen);
        assertThat(board.picture(head).heat().rows()).extracting(row -> row.subject().id()).containsExactly("caizhengju");
        List<BoardPage.Line> lines = lists.page(BoardSet.OPEN, district, "due", false, 1, 1000).lines();
        assertThat(lines).filteredOn(line -> line.readable()).as("who covers the district reads the rest").isNotEmpty();
        // of a confidential case that names its offices a leader is none
        jdbc.sql("insert into casefile_member (case_no, role, person_id) select case_no, 'office', 'caizhengju' from casefile_case where case_no like 'BT-%' and confidential = true").update();
        BoardQuery leader = new BoardQuery(FROM, TO, SINCE, "caizhengju", null, null, new Reader("leader1", registry.groupsOf("leader1"), true));
        List<BoardPage.Line> hidden = lists.page(BoardSet.OPEN, leader, "case", true, 1, 1000).lines().stream().filter(line -> !line.readable()).toList();
        assertThat(hidden).hasSize(secret).allSatisfy(line -> {
            assertThat(line.what()).isEqualTo("整改");
            assertThat(line.title()).isNull();
        });
        assertThat(board.count(BoardSet.OPEN, head)).as("the unit handles them now").isEqualTo(all);
        jdbc.sql("update casefile_case set kind = 'complaint', closed_at = null where case_no = 'BT-20'").update();
        assertThat(lists.page(BoardSet.COMPLAINTS, leader, "case", false, 1, 1000).lines()).filteredOn(line -> line.caseNo().equals("BT-20")).singleElement()
                .satisfies(line -> assertThat(line.owner()).as("whom a complaint is about").isNull());
    }

    @Test
    void warningsAreShownWhereSomebodyGivesThem() {
        assertThat(board(Stream::empty).picture(all()).warnings()).isNull();
        OpenWarnings warnings = () -> List.of(new OpenWarning("YJ-1", "caizhengju", "承诺将到期", "橙色", TODAY.minusDays(3), TODAY.plusDays(3)),
                new OpenWarning("YJ-2", "jiaotongju", "连续差评", "红色", TODAY.minusDays(30), null));
        Board board = board(() -> Stream.of(warnings));
        assertThat(board.picture(all()).warnings()).hasSize(2);
        assertThat(board.picture(all()).changes().of(BoardSet.NEW_WARNINGS)).isEqualTo(1);
        assertThat(board.picture(all().ofUnit("jiaotongju")).warnings()).extracting(OpenWarning::caseNo).containsExactly("YJ-2");
        assertThat(new BoardLists(jdbc, conditions, board, null).page(BoardSet.NEW_WARNINGS, all(), "due", false, 1, 50).lines()).extracting(BoardPage.Line::caseNo).containsExactly("YJ-1");
    }

    private Board board(java.util.function.Supplier<Stream<OpenWarnings>> warnings) {
        return new Board(jdbc, conditions, days, registry, new ObjectProvider<>() {
            @Override
            public Stream<OpenWarnings> stream() {
                return warnings.get();
            }
        }, clock);
    }

    @Test
    void aNewCalendarCountsAtOnce() {
        board.picture(all());
        int before = jdbc.sql("select working_no from board_day where day_on = ?").param(TODAY).query(Integer.class).single();
        jdbc.sql("update board_day set working_no = working_no + 5 where day_on >= ?").param(TODAY.minusDays(100)).update();
        new BoardDays(workingDays, jdbc, batch, clock, transactions()).refresh();   // as another node finds it
        assertThat(jdbc.sql("select working_no from board_day where day_on = ?").param(TODAY).query(Integer.class).single()).isEqualTo(before);
        assertThat(jdbc.sql("select count(*) from board_day").query(Integer.class).single()).isEqualTo((int) (LocalDate.of(2028, 1, 1).toEpochDay() - LocalDate.of(2016, 1, 1).toEpochDay()));
    }

    private org.springframework.transaction.PlatformTransactionManager transactions() {
        return new org.springframework.jdbc.support.JdbcTransactionManager(batch.getDataSource());
    }

    @Test
    void statementsDoNotGrowWithUnitsOrTasks() {
        int few = statements.of(() -> board.picture(all()));
        int fewListed = statements.of(() -> lists.page(BoardSet.LATE, all(), "due", false, 1, 50));
        fill("BTmany", registry.unitsOn(TODAY).stream().map(Unit::id).toList(), 4000);
        assertThat(IntStream.range(0, 1).map(i -> board.picture(all()).heat().rows().size()).sum()).isGreaterThan(60);
        assertThat(statements.of(() -> board.picture(all()))).as("statements of the board").isEqualTo(few).isLessThanOrEqualTo(11);
        assertThat(statements.of(() -> lists.page(BoardSet.LATE, all(), "due", false, 1, 50))).isEqualTo(fewListed).isLessThanOrEqualTo(8);
    }
}
