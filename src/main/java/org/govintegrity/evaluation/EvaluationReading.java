package org.govintegrity.evaluation;

import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What was evaluated and how it came about, read from the tables. Each question is one or a few statements however many units
 * there are; who may know the answers is not decided here.
 */
@Component
@Transactional(readOnly = true)
public class EvaluationReading {

    private static final int IN_AT_ONCE = 500;
    private static final String YEAR = """
            select case_no, eval_year, period_from, period_to, rules_version, rules_text, rules_sha256, state, figures_at, started_at, ranked_at,
                   approved_at, approved_by, handed_over_at, closed_at from evaluation
            """;
    private static final String UNIT = """
            select u.unit_case_no, u.case_no, u.unit_id, u.unit_name, u.unit_kind, u.sampled, u.started_at, u.reported_at, u.report_late,
                   u.draft_at, u.objected_at, u.final_at, u.left_reason, u.place
            """;
    /** A unit with its latest score, which it need not have. */
    private static final String LINE = UNIT + """
            , s.version, s.stage, s.common, s.individual, s.bonus, s.total, s.grade, s.vetoes
            from evaluation_unit u left join evaluation_score s on s.unit_case_no = u.unit_case_no
                and s.version = (select max(m.version) from evaluation_score m where m.unit_case_no = u.unit_case_no)
            """;
    /** The ranked by their place, then by total, then those without a score, at last those that left. */
    private static final String BY_PLACE = """
             order by case when u.left_reason is not null then 2 when s.total is null then 1 else 0 end, coalesce(u.place, 1000000), s.total desc, u.unit_id
            """;
    private static final RowMapper<Line> LINES = (row, i) -> new Line(Rows.of(Unit.class).mapRow(row, i),
            row.getString("stage") == null ? null : Rows.of(Score.class).mapRow(row, i));

    private final JdbcClient jdbc;

    EvaluationReading(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The evaluation of a year. @param rulesText the frozen version of the indicators */
    public record Year(String caseNo, int evalYear, LocalDate periodFrom, LocalDate periodTo, String rulesVersion, String rulesText, String rulesSha256, String state,
                       LocalDateTime figuresAt, LocalDateTime startedAt, LocalDateTime rankedAt, LocalDateTime approvedAt, String approvedBy,
                       LocalDateTime handedOverAt, LocalDateTime closedAt) {

        public boolean approved() {
            return approvedAt != null;
        }

        public boolean cancelled() {
            return state.equals("cancelled");
        }

        public String stateLabel() {
            return switch (state) {
                case "collecting" -> "正在归集数据";
                case "trial" -> "待确认启动";
                case "running" -> "评价中";
                case "scored" -> "待评审批准";
                case "approved" -> "已批准";
                case "handed-over" -> "已移交";
                case "closed" -> "已结束";
                case "cancelled" -> "已取消";
                default -> state;
            };
        }
    }

    /** A unit of a cohort. @param unitCaseNo its own case; before it is opened, the evaluation's number with the unit's id */
    public record Unit(String unitCaseNo, String caseNo, String unitId, String unitName, String unitKind, boolean sampled, LocalDateTime startedAt,
                       LocalDateTime reportedAt, boolean reportLate, LocalDateTime draftAt, LocalDateTime objectedAt, LocalDateTime finalAt,
                       String leftReason, Integer place) {

        public boolean left() {
            return leftReason != null;
        }

        public String stateLabel() {
            return left() ? "退出：" + leftReason : finalAt != null ? "终评" : objectedAt != null ? "申诉处理中" : draftAt != null ? "初评"
                    : reportedAt != null ? "评分中" : startedAt != null ? "待自评" : "未启动";
        }
    }

    /** A score as it was worked out. @param vetoes in words, one a line; null for none */
    public record Score(int version, String stage, BigDecimal common, BigDecimal individual, BigDecimal bonus, BigDecimal total, String grade, String vetoes) {

        public String gradeLabel() {
            return Grade.of(grade).label;
        }

        public boolean finished() {
            return stage.equals("final");
        }

        public List<String> vetoLines() {
            return vetoes == null || vetoes.isBlank() ? List.of() : vetoes.lines().toList();
        }
    }

    /** @param score null while there is none */
    public record Line(Unit unit, Score score) {
    }

    /** @param page from 1 */
    public record Lines(List<Line> lines, int page, int pages, long total) {
    }

    /** How many units are how far; each counts in every step it has taken. */
    public record Progress(int units, int started, int reported, int drafted, int objected, int decided, int left) {
    }

    /** How often each grade was given, by its code, the best first. */
    public record GradeCount(String grade, int units) {

        public String label() {
            return Grade.of(grade).label;
        }
    }

    /** An item of a unit's latest score. */
    public record Item(String indicatorId, BigDecimal itemValue, BigDecimal points, BigDecimal most, boolean late, boolean voided, String words, String toWin) {

        public BigDecimal lost() {
            return most.subtract(points);
        }
    }

    /** What an item of a unit's latest score gave, without what explains it. */
    public record Points(String unitId, String indicatorId, BigDecimal points, BigDecimal most) {
    }

    /** @param value 0 to 100; null where only words were given */
    public record Mark(long id, String indicatorId, String stage, BigDecimal markValue, boolean late, boolean voided, String words, String givenBy, String givenFor,
                       LocalDateTime givenAt) {

        public String stageLabel() {
            return switch (stage) {
                case "self" -> "自评";
                case "check" -> "抽查";
                case "review" -> "牵头单位评分";
                case "third-party" -> "第三方评分";
                case "decision" -> "申诉决定";
                default -> stage;
            };
        }
    }

    /** @param upheld null while nobody has decided */
    public record Objection(String indicatorId, String words, LocalDateTime objectedAt, String objectedBy, Boolean upheld, String reasons, String decidedBy,
                            LocalDateTime decidedAt) {
    }

    /** A figure as it was frozen. */
    public record Figure(String unitId, String figureId, BigDecimal amount, BigDecimal base, int rowCount) {
    }

    /** What a figure was when it was frozen. @param unitWord what is counted, or % */
    public record FigureWords(String figureId, String title, String unitWord, boolean rate) {
    }

    /** One of the things a frozen figure is made of. */
    public record Row(String ref, LocalDate countedOn, String words, String link, BigDecimal amount, BigDecimal base) {
    }

    /** @param pages of rows */
    public record RowPage(List<Row> rows, int page, int pages, long total) {
    }

    /** What a unit had in another year. */
    public record Past(String caseNo, String unitCaseNo, int evalYear, BigDecimal total, String grade, Integer place, int ranked) {

        public String gradeLabel() {
            return Grade.of(grade).label;
        }
    }

    /** An automatic score of a quarter. */
    public record Quarter(String quarter, int points, String level, LocalDateTime computedAt) {
    }

    /** Every evaluation there is, the newest first. */
    public List<Year> years() {
        return jdbc.sql(YEAR + "order by eval_year desc, case_no desc").query(Rows.of(Year.class)).list();
    }

    public Optional<Year> find(String caseNo) {
        return jdbc.sql(YEAR + "where case_no = ?").param(caseNo).query(Rows.of(Year.class)).optional();
    }

    /** @throws Refusal (not found) naming the number */
    public Year get(String caseNo) {
        return find(caseNo).orElseThrow(() -> Refusal.notFound("没有编号为“" + (caseNo.length() > 40 ? caseNo.substring(0, 40) + "…" : caseNo) + "”的考核评价，请核对编号。"));
    }

    public Progress progress(String caseNo) {
        return jdbc.sql("""
                        select count(*) as units, count(started_at) as started, count(reported_at) as reported, count(draft_at) as drafted, count(objected_at) as objected,
                               coalesce(sum(case when final_at is not null and left_reason is null then 1 else 0 end), 0) as decided, count(left_reason) as "left"
                        from evaluation_unit where case_no = ?""").param(caseNo).query((row, i) -> new Progress(row.getInt("units"), row.getInt("started"),
                row.getInt("reported"), row.getInt("drafted"), row.getInt("objected"), row.getInt("decided"), row.getInt("left"))).single();
    }

    /** Of the latest scores, the best grade first; grades that nobody has are not there. */
    public List<GradeCount> grades(String caseNo) {
        Map<String, Integer> counts = new HashMap<>();
        jdbc.sql("""
                        select s.grade, count(*) as units from evaluation_unit u join evaluation_score s on s.unit_case_no = u.unit_case_no
                        where u.case_no = ? and u.left_reason is null
                          and s.version = (select max(m.version) from evaluation_score m where m.unit_case_no = u.unit_case_no) group by s.grade""")
                .param(caseNo).query((row, i) -> counts.put(row.getString("grade"), row.getInt("units"))).list();
        List<GradeCount> found = new ArrayList<>();
        for (Grade grade : Grade.values()) {
            if (counts.containsKey(grade.code)) {
                found.add(new GradeCount(grade.code, counts.get(grade.code)));
            }
        }
        return found;
    }

    /**
     * The units of an evaluation with their latest scores, the best first.
     *
     * @param text part of a unit's name or id; empty for all
     * @param page from 1; beyond the last page the last one is given
     */
    public Lines lines(String caseNo, String text, int page, int size) {
        String where = " where u.case_no = :no" + (text.isBlank() ? "" : " and (lower(u.unit_name) like :text escape '!' or lower(u.unit_id) like :text escape '!')");
        Map<String, Object> params = new HashMap<>(Map.of("no", caseNo));
        if (!text.isBlank()) {
            params.put("text", "%" + text.strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%");
        }
        long total = jdbc.sql("select count(*) from evaluation_unit u" + where).params(params).query(Long.class).single();
        int pages = (int) Math.max(1, (total + size - 1) / size);
        int shown = Math.min(Math.max(1, page), pages);
        return new Lines(jdbc.sql(LINE + where + BY_PLACE + " offset :offset rows fetch next :size rows only").params(params)
                .param("offset", (shown - 1) * size).param("size", size).query(LINES).list(), shown, pages, total);
    }

    /** Every unit, one after the other, in the order of {@link #lines}; nothing is kept in memory. */
    public void eachLine(String caseNo, Consumer<Line> each) {
        jdbc.sql(LINE + " where u.case_no = ?" + BY_PLACE).param(caseNo).query((java.sql.ResultSet row) -> each.accept(LINES.mapRow(row, 0)));
    }

    /** Ids of all units of the cohort. */
    public List<String> unitIds(String caseNo) {
        return jdbc.sql("select unit_id from evaluation_unit where case_no = ? order by unit_id").param(caseNo).query(String.class).list();
    }

    /** The units of these cases, by the number of their own case. */
    public Map<String, Unit> units(Collection<String> unitCaseNos) {
        Map<String, Unit> found = new HashMap<>();
        List<String> all = List.copyOf(unitCaseNos);
        for (int from = 0; from < all.size(); from += IN_AT_ONCE) {
            jdbc.sql(UNIT + " from evaluation_unit u where u.unit_case_no in (:nos)").param("nos", all.subList(from, Math.min(all.size(), from + IN_AT_ONCE)))
                    .query(Rows.of(Unit.class)).list().forEach(unit -> found.put(unit.unitCaseNo(), unit));
        }
        return found;
    }

    /** The unit, if it takes part. */
    public Optional<Line> line(String caseNo, String unitId) {
        return jdbc.sql(LINE + " where u.case_no = ? and u.unit_id = ?").params(caseNo, unitId).query(LINES).optional();
    }

    /** The items of a unit's latest score. */
    public List<Item> items(String unitCaseNo) {
        return jdbc.sql("select i.indicator_id, i.item_value, i.points, i.most, i.late, i.voided, i.words, i.to_win from evaluation_item i where i.unit_case_no = ? and i.version = "
                + "(select max(m.version) from evaluation_score m where m.unit_case_no = i.unit_case_no)").param(unitCaseNo).query(Rows.of(Item.class)).list();
    }

    /** What the items of these units' latest scores gave, in one statement for each five hundred units. */
    public List<Points> points(String caseNo, Collection<String> unitIds) {
        List<Points> found = new ArrayList<>();
        List<String> all = List.copyOf(unitIds);
        for (int from = 0; from < all.size(); from += IN_AT_ONCE) {
            found.addAll(jdbc.sql("""
                            select u.unit_id, i.indicator_id, i.points, i.most
                            from evaluation_unit u join evaluation_item i on i.unit_case_no = u.unit_case_no
                            where u.case_no = :no and u.unit_id in (:units)
                              and i.version = (select max(m.version) from evaluation_score m where m.unit_case_no = u.unit_case_no)""")
                    .param("no", caseNo).param("units", all.subList(from, Math.min(all.size(), from + IN_AT_ONCE))).query(Rows.of(Points.class)).list());
        }
        return found;
    }

    /** What people gave a unit, in the order in which they did. */
    public List<Mark> marks(String unitCaseNo) {
        return jdbc.sql("""
                select id, indicator_id, stage, mark_value, late, voided, words, given_by, given_for, given_at
                from evaluation_mark where unit_case_no = ? order by id""").param(unitCaseNo).query(Rows.of(Mark.class)).list();
    }

    public List<Objection> objections(String unitCaseNo) {
        return jdbc.sql("""
                select indicator_id, words, objected_at, objected_by, upheld, reasons, decided_by, decided_at
                from evaluation_objection where unit_case_no = ? order by indicator_id""").param(unitCaseNo).query(Rows.of(Objection.class)).list();
    }

    /** The frozen figures of a unit, by figure. */
    public Map<String, Figure> figures(String caseNo, String unitId) {
        Map<String, Figure> found = new LinkedHashMap<>();
        jdbc.sql("select unit_id, figure_id, amount, base, row_count from evaluation_figure where case_no = ? and unit_id = ? order by figure_id")
                .params(caseNo, unitId).query(Rows.of(Figure.class)).list().forEach(figure -> found.put(figure.figureId(), figure));
        return found;
    }

    /** What the figures of an evaluation were, by id, without asking the families that told them. */
    public Map<String, FigureWords> figureWords(String caseNo) {
        Map<String, FigureWords> found = new LinkedHashMap<>();
        jdbc.sql("select figure_id, title, unit_word, rate from evaluation_figure_taken where case_no = ? order by figure_id").param(caseNo)
                .query(Rows.of(FigureWords.class)).list().forEach(words -> found.put(words.figureId(), words));
        return found;
    }

    /** The rows of a unit's frozen figure, the newest first. */
    public RowPage rows(String caseNo, String unitId, String figureId, int page, int size) {
        long total = jdbc.sql("select count(*) from evaluation_figure_row where case_no = ? and unit_id = ? and figure_id = ?").params(caseNo, unitId, figureId)
                .query(Long.class).single();
        int pages = (int) Math.max(1, (total + size - 1) / size);
        int shown = Math.min(Math.max(1, page), pages);
        return new RowPage(jdbc.sql("""
                        select ref, counted_on, words, link, amount, base from evaluation_figure_row where case_no = ? and unit_id = ? and figure_id = ?
                        order by counted_on desc, id offset ? rows fetch next ? rows only""").params(caseNo, unitId, figureId, (shown - 1) * size, size)
                .query(Rows.of(Row.class)).list(), shown, pages, total);
    }

    /** What the unit had in approved evaluations of other years, the newest first. */
    public List<Past> past(String unitId, String butNot) {
        return jdbc.sql("""
                        select e.case_no, u.unit_case_no, e.eval_year, s.total, s.grade, u.place,
                               (select count(*) from evaluation_unit o where o.case_no = e.case_no and o.place is not null) as ranked
                        from evaluation_unit u join evaluation e on e.case_no = u.case_no join evaluation_score s on s.unit_case_no = u.unit_case_no
                        where u.unit_id = ? and e.case_no <> ? and e.approved_at is not null and s.stage = 'final'
                          and s.version = (select max(m.version) from evaluation_score m where m.unit_case_no = u.unit_case_no)
                        order by e.eval_year desc""").params(unitId, butNot).query(Rows.of(Past.class)).list();
    }

    /** The latest automatic scores of a unit, the newest first. */
    public List<Quarter> quarters(String unitId, int limit) {
        return jdbc.sql("select quarter, points, level, computed_at from evaluation_quarter where unit_id = ? order by quarter desc fetch first ? rows only")
                .params(unitId, limit).query(Rows.of(Quarter.class)).list();
    }
}
