package org.govintegrity.evaluation;

import org.govintegrity.common.PerTransaction;
import org.govintegrity.common.Rows;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Works out a unit's score from what is frozen, and keeps it. The statements do not grow with the number of units or indicators. */
@Service
@Transactional
public class UnitScores {

    private static final List<String> STAGES = List.of("self", "check", "review", "third-party", "decision");
    private static final int LONGEST_WORDS = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final FrozenRules rules;
    private final FigureCollector figures;
    private final ScoreRules tables;
    private final Clock clock;
    /** A step of a unit asks for it several times: who may do it, what they see, what is recorded. */
    private final PerTransaction<String, EvaluatedUnit> known = new PerTransaction<>();

    UnitScores(JdbcClient jdbc, JdbcTemplate batch, FrozenRules rules, FigureCollector figures, ScoreRules tables, Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.rules = rules;
        this.figures = figures;
        this.tables = tables;
        this.clock = clock;
    }

    /** What somebody gave, as it is stored. */
    record Mark(String indicatorId, String stage, BigDecimal markValue, boolean late, boolean voided, String words) {
    }

    /** A score with the inputs it came from. */
    record Computed(ScoreSheet sheet, Map<String, Input> inputs) {

        /** Indicators whose evidence was found to be falsified, with what was found. */
        Map<String, String> falsified() {
            Map<String, String> found = new LinkedHashMap<>();
            inputs.values().stream().filter(Input::voided).forEach(input -> found.put(input.key(), input.words()));
            return found;
        }
    }

    @Transactional(readOnly = true)
    public EvaluatedUnit unit(String unitCaseNo) {
        return find(unitCaseNo).orElseThrow(() -> new IllegalStateException("no unit evaluation " + unitCaseNo));
    }

    @Transactional(readOnly = true)
    public Optional<EvaluatedUnit> find(String unitCaseNo) {
        return known.get(unitCaseNo, this::read);
    }

    /** Changes one unit's row. @param set as in SQL, with a question mark for each of {@code values} */
    void change(String unitCaseNo, String set, Object... values) {
        jdbc.sql("update evaluation_unit set " + set + " where unit_case_no = ?").params(Stream.concat(Stream.of(values), Stream.of(unitCaseNo)).toList()).update();
        known.forget(unitCaseNo);
    }

    /** After a change that went another way. */
    void forget(String unitCaseNo) {
        known.forget(unitCaseNo);
    }

    private Optional<EvaluatedUnit> read(String unitCaseNo) {
        return jdbc.sql("""
                select u.unit_case_no, u.case_no, u.unit_id, u.unit_name, u.unit_kind, u.sampled, u.reported_at, u.report_late, u.draft_at, u.objected_at, u.final_at, u.left_reason, u.place,
                    e.eval_year, e.period_to, e.rules_sha256, e.figures_at
                from evaluation_unit u join evaluation e on e.case_no = u.case_no where u.unit_case_no = ?""").param(unitCaseNo).query(Rows.of(EvaluatedUnit.class)).optional();
    }

    /** Those that apply to the unit, in the order of the frozen version. */
    List<Indicator> indicators(EvaluatedUnit unit) {
        return rules.of(unit);
    }

    @Transactional(readOnly = true)
    Computed compute(EvaluatedUnit unit) {
        Map<String, Input> frozen = figures.frozen(unit.caseNo(), List.of(unit.unitId())).get(unit.unitId());
        List<Indicator> indicators = indicators(unit);
        Map<String, Input> inputs = new HashMap<>(frozen);
        Map<String, List<Mark>> marks = marks(unit.unitCaseNo());
        indicators.stream().filter(i -> marks.containsKey(i.id())).forEach(i -> inputs.put(Scoring.key(i), input(i.id(), marks.get(i.id()))));
        // a figure that was put right on an objection counts for the vetoes too
        Map<String, BigDecimal> values = frozen.keySet().stream().collect(Collectors.toMap(figureId -> figureId, figureId -> inputs.get(figureId).value()));
        ScoreSheet sheet = Scoring.score(rules.of(unit.caseNo(), unit.rulesSha256()), indicators, inputs, values, unit.periodTo(), tables);
        return new Computed(sheet, inputs);
    }

    /**
     * Keeps a score as the unit's next version.
     *
     * @param stage {@code draft} or {@code final}
     * @param cause why it was worked out, at most 200 characters
     */
    void write(EvaluatedUnit unit, ScoreSheet sheet, String stage, String cause) {
        KeyHolder written = new GeneratedKeyHolder();
        jdbc.sql("""
                        insert into evaluation_score (unit_case_no, version, stage, common, individual, bonus, total, grade, vetoes, computed_at, cause)
                        values (:unit, (select coalesce(max(version), 0) + 1 from evaluation_score where unit_case_no = :unit), :stage, :common, :individual, :bonus, :total, :grade, :vetoes, :at, :cause)""")
                .param("unit", unit.unitCaseNo()).param("stage", stage).param("common", sheet.common()).param("individual", sheet.individual()).param("bonus", sheet.bonus())
                .param("total", sheet.total()).param("grade", sheet.grade().code).param("vetoes", sheet.vetoes().isEmpty() ? null : String.join("\n", sheet.vetoes()), Types.VARCHAR)
                .param("at", LocalDateTime.now(clock)).param("cause", cause).update(written, "version");
        int version = Objects.requireNonNull(written.getKey()).intValue();
        batch.batchUpdate("""
                insert into evaluation_item (unit_case_no, version, indicator_id, item_value, points, most, late, voided, words, to_win)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", sheet.items().stream().map(item -> new Object[]{unit.unitCaseNo(), version, item.indicatorId(), item.value(),
                item.points(), item.most(), item.late(), item.voided(), shortened(item.words()), shortened(item.toWin())}).toList());
    }

    /** A unit's score as it is stored. @param vetoes in words, one a line; null for none */
    record Stored(int version, String stage, BigDecimal total, String grade, String vetoes) {
    }

    /** The score that counts. */
    Stored latest(String unitCaseNo) {
        return jdbc.sql("select version, stage, total, grade, vetoes from evaluation_score where unit_case_no = ? order by version desc fetch first 1 rows only")
                .param(unitCaseNo).query(Rows.of(Stored.class)).single();
    }

    /** The items of the score that counts, in the order of the frozen version. */
    @Transactional(readOnly = true)
    List<ItemScore> items(EvaluatedUnit unit) {
        Map<String, ItemScore> stored = jdbc.sql("""
                        select indicator_id, item_value as "value", points, most, late, voided, words, to_win from evaluation_item i
                        where unit_case_no = ? and version = (select max(version) from evaluation_score s where s.unit_case_no = i.unit_case_no)""")
                .param(unit.unitCaseNo()).query(Rows.of(ItemScore.class)).list().stream().collect(Collectors.toMap(ItemScore::indicatorId, item -> item));
        return indicators(unit).stream().map(Indicator::id).filter(stored::containsKey).map(stored::get).toList();
    }

    /** By indicator, oldest first. */
    Map<String, List<Mark>> marks(String unitCaseNo) {
        return jdbc.sql("select indicator_id, stage, mark_value, late, voided, words from evaluation_mark where unit_case_no = ? order by id")
                .param(unitCaseNo).query(Rows.of(Mark.class)).list().stream().collect(Collectors.groupingBy(Mark::indicatorId, LinkedHashMap::new, Collectors.toList()));
    }

    /** The mark of the latest stage counts, of one stage the last; falsified stays falsified until a later decision says otherwise. */
    static Input input(String indicatorId, List<Mark> given) {
        BigDecimal value = null;
        int stage = -1;
        boolean late = false;
        boolean voided = false;
        String words = "";
        for (Mark mark : given) {
            late |= mark.late();
            voided = mark.voided() || voided && !mark.stage().equals("decision");
            if (mark.markValue() != null && STAGES.indexOf(mark.stage()) >= stage) {
                stage = STAGES.indexOf(mark.stage());
                value = mark.markValue();
                words = mark.words();
            }
        }
        return new Input(indicatorId, value, late, voided, words);
    }

    private static String shortened(String words) {
        return words == null || words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS - 1) + "…";
    }
}
