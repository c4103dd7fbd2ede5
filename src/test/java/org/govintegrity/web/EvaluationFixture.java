package org.govintegrity.web;

import org.govintegrity.common.Sha256;
import org.govintegrity.evaluation.FigureCollector;
import org.govintegrity.evaluation.FrozenInputs;
import org.govintegrity.evaluation.Indicator;
import org.govintegrity.evaluation.IndicatorRules;
import org.govintegrity.evaluation.ItemScore;
import org.govintegrity.evaluation.RuleSet;
import org.govintegrity.evaluation.ScoreRules;
import org.govintegrity.evaluation.ScoreSheet;
import org.govintegrity.evaluation.Scoring;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** An evaluation in the tables as its processes leave it: figures with rows, marks, scores worked out by {@link Scoring}. */
public class EvaluationFixture {

    private final JdbcClient jdbc;
    private final IndicatorRules rules;
    private final ScoreRules tables;
    private final FigureCollector collector;
    private final FrozenInputs frozen;
    private final Registry registry;

    public EvaluationFixture(JdbcClient jdbc, IndicatorRules rules, ScoreRules tables, FigureCollector collector, FrozenInputs frozen, Registry registry) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.tables = tables;
        this.collector = collector;
        this.frozen = frozen;
        this.registry = registry;
    }

    public static String caseOf(String caseNo, int number) {
        return caseNo + "-" + String.format("%02d", number);
    }

    public void clear() {
        for (String table : List.of("evaluation_item", "evaluation_score", "evaluation_objection", "evaluation_mark", "evaluation_figure_row", "evaluation_figure", "evaluation_figure_taken",
                "evaluation_unit", "evaluation")) {
            jdbc.sql("delete from " + table).update();
        }
    }

    /** Opened, figures frozen, units asked; nothing reported yet. Everybody's cases are {@code caseNo-01} and so on, in the order given. */
    public RuleSet opened(String caseNo, int year, List<String> units) {
        RuleSet version = rules.on(LocalDate.of(year, 12, 1));
        LocalDateTime at = LocalDateTime.of(year, 12, 1, 8, 0);
        jdbc.sql("""
                        insert into evaluation (case_no, eval_year, period_from, period_to, rules_version, rules_text, rules_sha256, state, figures_at, started_at)
                        values (?, ?, ?, ?, ?, ?, ?, 'running', ?, ?)""")
                .params(caseNo, year, version.periodFrom(year), version.periodTo(year), version.version(), version.text(), Sha256.hex(version.text()), at, at).update();
        for (int i = 0; i < units.size(); i++) {
            Unit unit = registry.unit(units.get(i));
            jdbc.sql("insert into evaluation_unit (unit_case_no, case_no, unit_id, unit_name, unit_kind, started_at) values (?, ?, ?, ?, ?, ?)")
                    .params(caseOf(caseNo, i + 1), caseNo, unit.id(), unit.fullName(), unit.kind().title(), at).update();
        }
        return version;
    }

    /** A figure of two to twenty rows for each unit, better for those later in the list. */
    public void figures(String caseNo, RuleSet version, List<String> units) {
        Random random = new Random(7);
        for (String figureId : version.indicators().stream().map(Indicator::figure).filter(f -> f != null).distinct().toList()) {
            var kind = collector.find(figureId).orElseThrow();
            jdbc.sql("""
                            insert into evaluation_figure_taken (case_no, figure_id, title, unit_word, rate, none_zero, period_from, period_to, taken_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(caseNo, figureId, kind.title(), kind.unit(), kind.rate(), kind.none(), version.periodFrom(2026), version.periodTo(2026), LocalDateTime.of(2026, 12, 1, 8, 0)).update();
            for (int u = 0; u < units.size(); u++) {
                int rows = kind.rate() ? 4 + random.nextInt(16) : random.nextInt(1 + (units.size() - u) / 25);
                for (int r = 0; r < rows; r++) {
                    boolean good = random.nextInt(100) < 55 + 45 * u / units.size();
                    BigDecimal amount = kind.rate() ? good ? BigDecimal.ONE : BigDecimal.ZERO : kind.none() ? BigDecimal.ONE : BigDecimal.valueOf(70 + random.nextInt(30));
                    row(caseNo, units.get(u), figureId, "JC-2026-" + String.format("%04d", r + 1), kind.title() + "第" + (r + 1) + "件" + (good ? "" : "，未达标"), amount,
                            kind.rate() ? BigDecimal.ONE : BigDecimal.ZERO);
                    if (!kind.rate() && !kind.none()) {
                        break;
                    }
                }
            }
            jdbc.sql("""
                            insert into evaluation_figure (case_no, unit_id, figure_id, amount, base, row_count)
                            select case_no, unit_id, figure_id, sum(amount), sum(base), count(*) from evaluation_figure_row
                            where case_no = ? and figure_id = ? group by case_no, unit_id, figure_id""").params(caseNo, figureId).update();
        }
    }

    public void row(String caseNo, String unit, String figureId, String ref, String words, BigDecimal amount, BigDecimal base) {
        jdbc.sql("insert into evaluation_figure_row (case_no, unit_id, figure_id, ref, counted_on, words, link, amount, base) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(caseNo, unit, figureId, ref, LocalDate.of(2026, 6, 1), words, "/cases/" + ref, amount, base).update();
    }

    /** Every indicator that people give a value has one. */
    public void marks(String caseNo, RuleSet version, List<String> units) {
        Random random = new Random(3);
        for (int u = 0; u < units.size(); u++) {
            for (Indicator indicator : rules.applicable(version, registry.unit(units.get(u)))) {
                if (!indicator.source().figure()) {
                    boolean self = indicator.source().code.equals("self-report");
                    mark(caseOf(caseNo, u + 1), indicator.id(), self ? "self" : indicator.source().code.equals("reviewer") ? "review" : "third-party",
                            BigDecimal.valueOf(60 + 40 * u / units.size() - random.nextInt(12)), self ? "制度已经建立，全年开展三次自查" : "台账齐全，个别事项整改慢",
                            self ? units.get(u) + "1" : "fagaiju1", self ? units.get(u) : "fagaiju");
                }
            }
            jdbc.sql("update evaluation_unit set reported_at = started_at where unit_case_no = ?").param(caseOf(caseNo, u + 1)).update();
        }
    }

    public void mark(String unitCaseNo, String indicator, String stage, BigDecimal value, String words, String by, String office) {
        jdbc.sql("insert into evaluation_mark (unit_case_no, indicator_id, stage, mark_value, words, given_by, given_for, given_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(unitCaseNo, indicator, stage, value, words, by, office, LocalDateTime.of(2026, 12, 10, 10, 0)).update();
    }

    /** Works out and stores a score of all units. @param stage draft or final */
    public void scores(String caseNo, RuleSet version, List<String> units, String stage) {
        Map<String, FrozenInputs.OfUnit> inputs = frozen.of(caseNo, version, units, stage.equals("final"));
        for (int u = 0; u < units.size(); u++) {
            String no = caseOf(caseNo, u + 1);
            FrozenInputs.OfUnit own = inputs.get(units.get(u));
            ScoreSheet sheet = Scoring.score(version, rules.applicable(version, registry.unit(units.get(u))), own.inputs(), own.figures(),
                    jdbc.sql("select period_to from evaluation where case_no = ?").param(caseNo).query(LocalDate.class).single(), tables);
            int number = 1 + jdbc.sql("select count(*) from evaluation_score where unit_case_no = ?").param(no).query(Integer.class).single();
            jdbc.sql("insert into evaluation_score (unit_case_no, version, stage, common, individual, bonus, total, grade, vetoes, computed_at, cause) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(no, number, stage, sheet.common(), sheet.individual(), sheet.bonus(), sheet.total(), sheet.grade().code, String.join("\n", sheet.vetoes()),
                            LocalDateTime.of(2026, 12, 20, 9, 0), "初评").update();
            for (ItemScore item : sheet.items()) {
                jdbc.sql("insert into evaluation_item (unit_case_no, version, indicator_id, item_value, points, most, late, voided, words, to_win) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                        .params(no, number, item.indicatorId(), item.value(), item.points(), item.most(), item.late(), item.voided(), item.words(), item.toWin()).update();
            }
            jdbc.sql("update evaluation_unit set " + (stage.equals("draft") ? "draft_at" : "final_at") + " = ? where unit_case_no = ?").params(LocalDateTime.of(2026, 12, 20, 9, 0), no).update();
        }
    }

    /** Ranked by the latest totals; approved if wanted. */
    public void ranked(String caseNo, boolean approved) {
        List<Map<String, Object>> totals = jdbc.sql("""
                select u.unit_case_no as no, s.total as total from evaluation_unit u join evaluation_score s on s.unit_case_no = u.unit_case_no
                where u.case_no = ? and u.left_reason is null and s.version = (select max(m.version) from evaluation_score m where m.unit_case_no = u.unit_case_no) order by s.total desc""")
                .param(caseNo).query().listOfRows();
        int place = 0;
        for (int i = 0; i < totals.size(); i++) {
            place = i > 0 && totals.get(i).get("total").equals(totals.get(i - 1).get("total")) ? place : i + 1;
            jdbc.sql("update evaluation_unit set place = ? where unit_case_no = ?").params(place, totals.get(i).get("no")).update();
        }
        LocalDateTime at = LocalDateTime.of(2026, 12, 28, 9, 0);
        jdbc.sql("update evaluation set ranked_at = ?, state = ?, approved_at = ?, approved_by = ? where case_no = ?")
                .params(at, approved ? "approved" : "scored", approved ? at : null, approved ? "leader1" : null, caseNo).update();
    }
}
