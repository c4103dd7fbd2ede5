package org.govintegrity.evaluation;

import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.FigureKind;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The automatic score of each quarter (山东省公共信用综合评价办法, 2022-12-01): what the system knows of a unit, in plus and minus items
 * from a base, with a level. It stands beside the yearly evaluation and decides nothing.
 */
@Service
@Transactional
public class QuarterScores {

    public static final String KIND = "quarterly-score";

    private static final String CLAUSE = "三.1";
    private static final Pattern QUARTER = Pattern.compile("(\\d{4})Q([1-4])");
    private static final int BATCH = 500;
    /** Units told in one job. */
    private static final int SERVED_AT_ONCE = 50;
    private static final int LOWEST = 10;

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final FigureCollector figures;
    private final QuarterRules rules;
    private final Registry registry;
    private final Cases cases;
    private final Notices notices;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    QuarterScores(JdbcClient jdbc, JdbcTemplate batch, FigureCollector figures, QuarterRules rules, Registry registry, Cases cases, Notices notices, Clock clock,
                  ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.figures = figures;
        this.rules = rules;
        this.registry = registry;
        this.cases = cases;
        this.notices = notices;
        this.clock = clock;
        this.events = events;
    }

    /** A quarter that is or was scored. @param openedBy a person, or {@link Actor#SYSTEM} for the timer */
    public record Run(String quarter, String caseNo, String openedBy, LocalDateTime openedAt) {
    }

    /** @param points at least 0 */
    public record Score(String unitId, String quarter, int points, String level) {
    }

    /**
     * What a score is made of.
     *
     * @param figureValue a rate 0 to 1, a count, or 0 to 100
     * @param points      above 0 gained, below lost
     * @param words       the figure and the row of the table that applied
     */
    public record Item(String unitId, String figureId, BigDecimal figureValue, int points, String words) {
    }

    /** The last quarter that is over, such as {@code 2026Q3}. */
    public String lastQuarter() {
        return quarterOf(LocalDate.now(clock).minusMonths(3));
    }

    /** First day of a quarter. @throws Refusal (invalid) for what is no quarter */
    public static LocalDate from(String quarter) {
        Matcher parts = QUARTER.matcher(quarter == null ? "" : quarter);
        if (!parts.matches()) {
            throw Refusal.invalid("季度应写成 2026Q3 的样子。");
        }
        return LocalDate.of(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)) * 3 - 2, 1);
    }

    /** Last day of a quarter. @throws Refusal (invalid) for what is no quarter */
    public static LocalDate to(String quarter) {
        return from(quarter).plusMonths(3).minusDays(1);
    }

    /** Such as {@code 2026年第3季度}. @throws Refusal (invalid) for what is no quarter */
    public static String words(String quarter) {
        LocalDate from = from(quarter);
        return from.getYear() + "年第" + from.get(IsoFields.QUARTER_OF_YEAR) + "季度";
    }

    /** What the timer does: opens last quarter's case, unless that was done. Safe to repeat. @return the case's number */
    public Optional<String> openLastQuarter() {
        return run(lastQuarter()).isPresent() ? Optional.empty() : Optional.of(open(lastQuarter(), Actor.SYSTEM));
    }

    /**
     * Opens a quarter's case and starts its process, in one transaction.
     *
     * @return the case's number
     * @throws Refusal (invalid) for a quarter that is not over, (conflict) for one that was scored
     */
    public String request(String quarter, String by) {
        if (!to(quarter).isBefore(LocalDate.now(clock))) {
            throw Refusal.invalid(words(quarter) + "还没有过完，请在季度结束后评分。");
        }
        String caseNo = open(quarter, by);
        events.publishEvent(new QuarterWanted(caseNo));
        return caseNo;
    }

    private String open(String quarter, String by) {
        run(quarter).ifPresent(known -> {
            throw twice(quarter);
        });
        CaseFile file = cases.open(NewCase.numbered("JP", KIND, words(quarter) + "自动评分", null, List.of(CLAUSE), null));
        try {
            jdbc.sql("insert into evaluation_quarter_run (quarter, case_no, opened_by, opened_at) values (?, ?, ?, ?)").params(quarter, file.caseNo(), by, now()).update();
        } catch (DuplicateKeyException atTheSameMoment) {   // somebody on another node, or the timer; what was done here is rolled back
            throw twice(quarter);
        }
        return file.caseNo();
    }

    /** Works out every unit's score, once: of units that exist on the quarter's last day. Safe to repeat. */
    public void score(String caseNo) {
        String quarter = runOf(caseNo).quarter();
        if (jdbc.sql("select count(*) from evaluation_quarter where quarter = ?").param(quarter).query(Integer.class).single() > 0) {
            return;
        }
        LocalDate day = to(quarter);
        List<String> units = registry.unitsOn(day).stream().map(Unit::id).toList();
        Map<String, Map<String, Input>> found = figures.keep(caseNo, units, figures.kinds().stream().map(FigureKind::id).toList(), from(quarter), day);
        int base = rules.base(day);
        List<Object[]> scores = new ArrayList<>(BATCH);
        List<Object[]> items = new ArrayList<>(BATCH);
        for (String unit : units) {
            int points = base;
            for (Input input : found.get(unit).values().stream().sorted((a, b) -> a.key().compareTo(b.key())).toList()) {
                Optional<QuarterRules.Points> item = rules.points(input.key(), input.value(), day).filter(p -> p.points() != 0 || input.value().signum() != 0);
                if (item.isPresent()) {
                    points += item.get().points();
                    String words = input.words() + "；" + item.get().words();
                    items.add(new Object[]{unit, quarter, input.key(), input.value(), item.get().points(), words.length() > 300 ? words.substring(0, 299) + "…" : words});
                }
            }
            int total = Math.max(0, points);
            scores.add(new Object[]{unit, quarter, total, rules.level(total, day), now()});
        }
        write("insert into evaluation_quarter (unit_id, quarter, points, level, computed_at) values (?, ?, ?, ?, ?)", scores);
        write("insert into evaluation_quarter_item (unit_id, quarter, figure_id, figure_value, points, words) values (?, ?, ?, ?, ?, ?)", items);
        cases.note(caseNo, "scored", "按系统数据计算" + units.size() + "个单位的得分：" + levels(quarter));
    }

    private void write(String sql, List<Object[]> rows) {
        for (int from = 0; from < rows.size(); from += BATCH) {
            batch.batchUpdate(sql, rows.subList(from, Math.min(rows.size(), from + BATCH)));
        }
    }

    /**
     * Tells some units their score, each once; after the last one the joint office hears of all, and the case is closed.
     *
     * @return whether there are units left to be told
     */
    public boolean serve(String caseNo) {
        String quarter = runOf(caseNo).quarter();
        List<Score> next = jdbc.sql("""
                        select unit_id, quarter, points, level from evaluation_quarter where quarter = ? and served_at is null order by unit_id
                        fetch first ? rows only""")
                .params(quarter, SERVED_AT_ONCE).query(Rows.of(Score.class)).list();
        Map<String, List<Item>> items = next.isEmpty() ? Map.of() : jdbc.sql("""
                        select unit_id, figure_id, figure_value, points, words from evaluation_quarter_item where quarter = :quarter and unit_id in (:units)
                        order by points, figure_id""")
                .param("quarter", quarter).param("units", next.stream().map(Score::unitId).toList()).query(Rows.of(Item.class)).list()
                .stream().collect(Collectors.groupingBy(Item::unitId));
        for (Score score : next) {
            String list = items.getOrDefault(score.unitId(), List.of()).stream().filter(item -> item.points() != 0).map(item -> signed(item.points()) + "分　" + item.words())
                    .collect(Collectors.joining("\n"));
            notices.issue("quarterly-score", caseNo, score.unitId(), Map.of("quarter", words(quarter), "unit", name(score.unitId()), "points", String.valueOf(score.points()),
                    "level", score.level(), "items", list.isEmpty() ? "没有加分、减分" : list));
        }
        batch.batchUpdate("update evaluation_quarter set served_at = ? where unit_id = ? and quarter = ?",
                next.stream().map(score -> new Object[]{now(), score.unitId(), quarter}).toList());
        boolean more = jdbc.sql("select count(*) from evaluation_quarter where quarter = ? and served_at is null").param(quarter).query(Integer.class).single() > 0;
        if (!more && cases.get(caseNo).open()) {
            report(caseNo, quarter);
        }
        return more;
    }

    private void report(String caseNo, String quarter) {
        List<Score> all = scores(quarter, null);
        notices.issue("quarterly-scores", caseNo, Role.JOINT_OFFICE.id(), Map.of("quarter", words(quarter), "count", String.valueOf(all.size()), "levels", levels(quarter),
                "lowest", all.stream().sorted((a, b) -> Integer.compare(a.points(), b.points())).limit(LOWEST).map(s -> name(s.unitId()) + " " + s.points() + "分（" + s.level() + "）")
                        .collect(Collectors.joining("\n"))));
        cases.close(caseNo, "scored", "已送达" + all.size() + "个单位");
    }

    /** The process was ended from outside. */
    public void abandon(String caseNo) {
        if (caseNo != null && cases.get(caseNo).open()) {
            cases.close(caseNo, "cancelled", "流程终止");
        }
    }

    /** Quarters that were scored, newest first. */
    @Transactional(readOnly = true)
    public List<Run> runs() {
        return jdbc.sql("select quarter, case_no, opened_by, opened_at from evaluation_quarter_run order by quarter desc").query(Rows.of(Run.class)).list();
    }

    @Transactional(readOnly = true)
    public Optional<Run> run(String quarter) {
        return jdbc.sql("select quarter, case_no, opened_by, opened_at from evaluation_quarter_run where quarter = ?").param(quarter).query(Rows.of(Run.class)).optional();
    }

    /** Best first. @param unitId null for all units */
    @Transactional(readOnly = true)
    public List<Score> scores(String quarter, String unitId) {
        return jdbc.sql("""
                        select unit_id, quarter, points, level from evaluation_quarter where quarter = :quarter and (cast(:unit as varchar(64)) is null or unit_id = :unit)
                        order by points desc, unit_id""")
                .param("quarter", quarter).param("unit", unitId).query(Rows.of(Score.class)).list();
    }

    /** What scores are made of, of each unit the heaviest losses first. @param unitId null for all units */
    @Transactional(readOnly = true)
    public List<Item> items(String quarter, String unitId) {
        return jdbc.sql("""
                        select unit_id, figure_id, figure_value, points, words from evaluation_quarter_item
                        where quarter = :quarter and (cast(:unit as varchar(64)) is null or unit_id = :unit) order by unit_id, points, figure_id""")
                .param("quarter", quarter).param("unit", unitId).query(Rows.of(Item.class)).list();
    }

    /** What the figures of a unit's score are made of, by figure. @throws Refusal (not found) for a quarter that was not scored */
    @Transactional(readOnly = true)
    public Map<String, List<FigureRow>> rows(String quarter, String unitId) {
        String caseNo = run(quarter).orElseThrow(() -> Refusal.notFound("这个季度还没有评分，请从列表中选择。")).caseNo();
        return figures.rows(caseNo, unitId);
    }

    /** A unit's scores of all quarters, newest first. */
    @Transactional(readOnly = true)
    public List<Score> history(String unitId) {
        return jdbc.sql("select unit_id, quarter, points, level from evaluation_quarter where unit_id = ? order by quarter desc").param(unitId).query(Rows.of(Score.class)).list();
    }

    /** What everybody starts with. @throws Refusal (invalid) for what is no quarter */
    public int base(String quarter) {
        return rules.base(to(quarter));
    }

    private String levels(String quarter) {
        return jdbc.sql("select level, count(*) as units from evaluation_quarter where quarter = ? group by level order by max(points) desc").param(quarter)
                .query((row, i) -> row.getString("level") + " " + row.getInt("units") + "个").list().stream().collect(Collectors.joining("，"));
    }

    private Run runOf(String caseNo) {
        return jdbc.sql("select quarter, case_no, opened_by, opened_at from evaluation_quarter_run where case_no = ?").param(caseNo).query(Rows.of(Run.class)).single();
    }

    private static String quarterOf(LocalDate day) {
        return day.getYear() + "Q" + day.get(IsoFields.QUARTER_OF_YEAR);
    }

    private static String signed(int points) {
        return (points > 0 ? "+" : "") + points;
    }

    private static Refusal twice(String quarter) {
        return Refusal.conflict(words(quarter) + "已经评分，每个季度只评一次。");
    }

    private String name(String unitId) {
        return registry.findUnit(unitId).map(Unit::fullName).orElse(unitId);
    }

    private LocalDateTime now() {
        return LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
    }
}
