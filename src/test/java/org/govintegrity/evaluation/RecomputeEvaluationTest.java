package org.govintegrity.evaluation;

import org.govintegrity.common.Sha256;
import org.govintegrity.evaluation.process.RecomputeEvaluation;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The command that works out a year anew without the application, on the database the application has written. */
class RecomputeEvaluationTest extends ProcessTest {

    private static final String NO = "KP-2026-0990";
    private static final String TEXT = """
            versions:
              - version: T-again
                title: 测试指标
                basis: 测试
                effectiveFrom: 2018-01-01
                period: {from: 12-01, to: 11-30}
                commonShare: 70
                bonusCap: 3
                lateReport: 0.5
                sampleShare: 0
                differenceLimit: 10
                cohort: [caizhengju]
                indicators:
                  - {id: time, name: 按期办结, group: common, clause: 三.1, weight: 60, source: automatic, figure: tasks.on-time, formula: {linear: {zero: 0, full: 1}}, basis: 测试}
                  - {id: institutions, name: 制度建设, group: common, clause: 四.2, weight: 40, source: self-report, basis: 测试}
            """;

    @Autowired
    private FrozenInputs frozen;
    @Autowired
    private ScoreRules tables;
    @Value("${spring.datasource.url}")
    private String url;
    @Value("${spring.datasource.username:sa}")
    private String user;

    @AfterEach
    void clear() {
        for (String table : List.of("evaluation_item", "evaluation_score", "evaluation_mark")) {
            jdbc.sql("delete from " + table + " where unit_case_no = ?").param(NO + "-01").update();
        }
        for (String table : List.of("evaluation_figure_row", "evaluation_figure", "evaluation_figure_taken", "evaluation_unit", "evaluation")) {
            jdbc.sql("delete from " + table + " where case_no = ?").param(NO).update();
        }
    }

    @Test
    void saysUnitByUnitWhetherTheScoresComeOutAgain() {
        LocalDateTime at = LocalDateTime.of(2026, 12, 1, 8, 0);
        jdbc.sql("""
                        insert into evaluation (case_no, eval_year, period_from, period_to, rules_version, rules_text, rules_sha256, state, figures_at)
                        values (?, 2026, ?, ?, 'T-again', ?, ?, 'cancelled', ?)""")
                .params(NO, LocalDate.of(2025, 12, 1), LocalDate.of(2026, 11, 30), TEXT, Sha256.hex(TEXT), at).update();
        jdbc.sql("insert into evaluation_unit (unit_case_no, case_no, unit_id, unit_name, unit_kind, final_at) values (?, ?, 'caizhengju', '区财政局', '政府部门', ?)").params(NO + "-01", NO, at).update();
        jdbc.sql("""
                insert into evaluation_figure_taken (case_no, figure_id, title, unit_word, rate, none_zero, period_from, period_to, taken_at)
                values (?, 'tasks.on-time', '按期办结率', '%', true, false, ?, ?, ?)""").params(NO, LocalDate.of(2025, 12, 1), LocalDate.of(2026, 11, 30), at).update();
        for (int i = 0; i < 4; i++) {
            jdbc.sql("insert into evaluation_figure_row (case_no, unit_id, figure_id, ref, counted_on, words, amount, base) values (?, 'caizhengju', 'tasks.on-time', ?, ?, '一件', ?, 1)")
                    .params(NO, "r" + i, LocalDate.of(2026, 5, 1), i == 0 ? 0 : 1).update();
        }
        jdbc.sql("insert into evaluation_figure (case_no, unit_id, figure_id, amount, base, row_count) values (?, 'caizhengju', 'tasks.on-time', 3, 4, 4)").param(NO).update();
        jdbc.sql("insert into evaluation_mark (unit_case_no, indicator_id, stage, mark_value, words, given_by, given_at) values (?, 'institutions', 'self', 80, '三项制度', 'caizhengju1', ?)")
                .params(NO + "-01", at).update();
        RuleSet rules = IndicatorRules.alone(TEXT).orElseThrow();
        FrozenInputs.OfUnit own = frozen.of(NO, rules, List.of("caizhengju"), true).get("caizhengju");
        ScoreSheet sheet = Scoring.score(rules, rules.indicators(), own.inputs(), own.figures(), LocalDate.of(2026, 11, 30), tables);
        assertThat(sheet.total()).as("60 · 3/4 + 40 · 80%").isEqualByComparingTo(new BigDecimal("77"));
        jdbc.sql("insert into evaluation_score (unit_case_no, version, stage, common, individual, bonus, total, grade, computed_at, cause) values (?, 1, 'final', ?, ?, ?, ?, ?, ?, '终评')")
                .params(NO + "-01", sheet.common(), sheet.individual(), sheet.bonus(), sheet.total(), sheet.grade().code, at).update();
        sheet.items().forEach(item -> jdbc.sql("insert into evaluation_item (unit_case_no, version, indicator_id, item_value, points, most, late, voided, words) values (?, 1, ?, ?, ?, ?, ?, ?, ?)")
                .params(NO + "-01", item.indicatorId(), item.value(), item.points(), item.most(), item.late(), item.voided(), item.words()).update());

        assertThat(run(0, NO)).contains("一致　区财政局（caizhengju）登记77.00分，重算77.00分", "全部一致");
        jdbc.sql("update evaluation_figure set amount = 4 where case_no = ?").param(NO).update();
        assertThat(run(1, NO)).contains("不一致", "登记为4/4（4条），其明细合计为3/4（4条）", "总分：登记为77，重算为92", "1个单位不一致");
        jdbc.sql("update evaluation_figure_row set amount = 1 where case_no = ?").param(NO).update();
        assertThat(run(1, NO)).as("rows changed along with it").contains("总分：登记为77，重算为92");
        assertThat(run(2, "KP-1999-0001")).contains("没有编号为“KP-1999-0001”");
        assertThat(run(2)).contains("请写明考核评价的编号");
    }

    private String run(int expected, String... number) {
        var out = new ByteArrayOutputStream();
        String[] settings = {"--spring.datasource.url=" + url, "--spring.datasource.username=" + user, "--spring.datasource.password="};
        String[] args = number.length == 0 ? settings : new String[]{number[0], settings[0], settings[1], settings[2]};
        int code = RecomputeEvaluation.run(args, new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(code).as(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
        return out.toString(StandardCharsets.UTF_8);
    }
}
