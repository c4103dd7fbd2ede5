package org.govintegrity.web;

import org.camunda.bpm.engine.task.Task;
import org.govintegrity.common.Sha256;
import org.govintegrity.evaluation.EvaluationService;
import org.govintegrity.evaluation.Recomputation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/** A year through its processes: opened on the page, marks given for all units in one table, the units counted at each step. */
class EvaluationScorePagesTest extends PageTest {

    private static final String THIRD = "shuiliju";
    private static final List<String> COHORT = List.of(UNIT, OTHER, THIRD);
    private static final String RULES = """
            versions:
              - version: T-pages
                title: 测试指标
                basis: 测试
                effectiveFrom: 2018-01-01
                period: {from: 12-01, to: 11-30}
                commonShare: 70
                bonusCap: 3
                lateReport: 0.5
                sampleShare: 0
                differenceLimit: 10
                cohort: [caizhengju, jiaotongju, shuiliju]
                indicators:
                  - {id: claims, name: 答复失实, group: common, clause: 三.1, weight: 40, source: automatic, figure: proposals.false-claims, formula: {deduct: 10}, basis: 测试}
                  - {id: institutions, name: 制度建设, group: common, clause: 四.2, weight: 40, source: self-report, basis: 测试}
                  - {id: law, name: 依法行政, group: common, clause: 三.3, weight: 10, source: reviewer, lead: sifaju, basis: 测试}
                  - {id: openness, name: 文件备案, group: common, clause: 三.3, weight: 10, source: reviewer, lead: sifaju, basis: 测试}
            """;

    @Autowired
    private EvaluationService evaluations;
    @Autowired
    private Recomputation recomputation;

    private long loadNo;

    @BeforeEach
    void rules() {
        jdbc.sql("update evaluation set state = 'cancelled'").update();
        loadNo = jdbc.sql("select coalesce(max(load_no), 0) from evaluation_rules").query(Long.class).single();
        jdbc.sql("""
                        insert into evaluation_rules (load_no, version, sha256, text, effective_from, loaded_at)
                        select coalesce(max(load_no), 0) + 1, 'T-pages', ?, ?, cast('2018-01-01' as date), ? from evaluation_rules""")
                .params(Sha256.hex(RULES), RULES, LocalDateTime.of(2026, 1, 1, 0, 0)).update();
    }

    @AfterEach
    void theDistrictsRulesAgain() {
        jdbc.sql("update evaluation set state = 'cancelled'").update();
        jdbc.sql("update evaluation_unit set final_at = started_at where final_at is null").update();
        jdbc.sql("delete from evaluation_rules where load_no > ?").param(loadNo).update();
    }

    @Test
    void theOfficeOpensTheYearOnThePageAndLooksAtTheTrialFirst() {
        assertThat(send("supervisor1", "/evaluations", Map.of()).status()).isEqualTo(403);
        Answer opened = send("joint1", "/evaluations", Map.of());
        assertThat(opened.location()).matches("/evaluations/KP-2026-\\d{4}");
        String no = opened.location().substring("/evaluations/".length());
        runJobs(no);
        assertThat(visitAs("joint1", opened.location()).text()).contains("待确认启动", "权重试算");
        assertThat(visitAs("joint1", opened.location() + "/trial").text()).contains("按冻结的数据", "暂不计入", "制度建设", registry.unit(THIRD).shortName());
        assertThat(send("joint1", "/evaluations", Map.of()).location()).isEqualTo("/evaluations");
        assertThat(send("joint1", opened.location() + "/cancel", Map.of("reason", List.of("")))).satisfies(answer -> assertThat(answer.location()).isEqualTo("/evaluations/" + no));
        assertThat(evaluations.get(no).state()).isEqualTo("trial");
        assertThat(send(UNIT + "1", opened.location() + "/cancel", Map.of("reason", List.of("不想参加"))).status()).isEqualTo(403);
        send("joint1", opened.location() + "/cancel", Map.of("reason", List.of("指标需要调整")));
        runJobs(no);
        assertThat(visitAs("joint1", opened.location()).text()).contains("已取消");
    }

    @Test
    void theDiagramCountsUnitsOfThisYearOnly() {
        String no = started();
        assertThat(diagram(no)).contains("\"active\":{\"userTask_selfReport\":3}");
        report(no, UNIT);
        assertThat(diagram(no)).contains("\"userTask_selfReport\":2", "\"userTask_scoreClause\":1");
        assertThat(visitAs("leader1", "/evaluations/" + no).text()).contains("data-diagram", "提交自评", "2个");
        assertThat(answer(get("/api/v1/evaluations/" + no + "/diagram").accept(MediaType.APPLICATION_JSON).with(signedIn(UNIT + "1"))).status()).isEqualTo(403);
    }

    @Test
    void whatIsRightIsSavedAndWhatIsNotStaysAsTyped() {
        String no = started();
        COHORT.forEach(unit -> report(no, unit));
        String page = "/evaluations/" + no + "/score";
        assertThat(visitAs("sifaju1", "/evaluations/" + no).status()).as("takes no part, but has marks to give").isEqualTo(200);
        assertThat(visitAs("sifaju1", page).text()).contains("3项评分等待办理", "依法行政", "文件备案", registry.unit(THIRD).fullName());
        assertThat(visitAs(UNIT + "1", page).status()).as("nothing waits for them").isEqualTo(404);
        assertThat(visitAs("sifaju1", page + "?q=" + registry.unit(THIRD).fullName()).text()).contains("1项评分等待办理");
        assertThat(send("sifaju1", page, Map.of()).location()).isEqualTo("/evaluations/" + no + "/score");

        Map<String, List<String>> typed = new HashMap<>();
        fill(typed, no, UNIT, "100", "", "90", "一件备案超期");
        fill(typed, no, OTHER, "80", "", "90", "一件备案超期");
        fill(typed, no, THIRD, "高", "没有问题", "", "");
        Answer refused = send("sifaju1", page, typed);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("已办结1个单位的评分：" + registry.unit(UNIT).fullName(), "2个单位的评分没有保存", "写明扣分的理由", "应为数字", "value=\"高\"", "一件备案超期", "2项评分等待办理");
        assertThat(jdbc.sql("select mark_value from evaluation_mark where unit_case_no = ? and indicator_id = 'openness' and stage = 'review'").param(unitCase(no, UNIT)).query(BigDecimal.class).single())
                .isEqualByComparingTo("90");
        assertThat(jdbc.sql("select given_by from evaluation_mark where unit_case_no = ? and stage = 'review'").param(unitCase(no, UNIT)).query(String.class).list()).containsOnly("sifaju1");
        Answer again = send("sifaju1", page, typed);
        assertThat(again.text()).as("what was saved is not saved twice").contains("已由他人提交");

        Map<String, List<String>> right = new HashMap<>();
        fill(right, no, OTHER, "80", "两件败诉", "90", "一件备案超期");
        fill(right, no, THIRD, "100", "", "100", "");
        assertThat(send("sifaju1", page, right).location()).isEqualTo("/evaluations/" + no);
        COHORT.forEach(unit -> runJobs(unitCase(no, unit)));
        assertThat(visitAs(OTHER + "1", "/evaluations/" + no + "/units/" + OTHER).text()).contains("初评", "两件败诉", "/task");
        assertThat(recomputation.run(no).same()).as("%s", recomputation.run(no)).isTrue();
    }

    @Test
    void whatWasObjectedToAndDecidedIsOnThePageAndComesOutAgain() {
        String no = started();
        COHORT.forEach(unit -> report(no, unit));
        Map<String, List<String>> typed = new HashMap<>();
        COHORT.forEach(unit -> fill(typed, no, unit, "50", "材料不全", "100", ""));
        send("sifaju1", "/evaluations/" + no + "/score", typed);
        COHORT.forEach(unit -> runJobs(unitCase(no, unit)));
        String own = "/evaluations/" + no + "/units/" + UNIT;
        complete("userTask_respond", unitCase(no, UNIT), UNIT + "head", Map.of("answer", "object", "rows", List.of(Map.of("item", "law", "words", "材料已于当日补交"))));
        runJobs(unitCase(no, UNIT));
        assertThat(visitAs(UNIT + "1", own).text()).contains("材料已于当日补交", "待决定");
        assertThat(visitAs(OTHER + "1", own).status()).isEqualTo(404);
        complete("userTask_decideObjection", unitCase(no, UNIT), "joint2", Map.of("rows", List.of(new LinkedHashMap<>(Map.of("no", 1, "verdict", "upheld", "value", 90, "words", "补交属实")))));
        runJobs(unitCase(no, UNIT));
        assertThat(visitAs(UNIT + "1", own).text()).contains("支持", "补交属实", "申诉决定");
        assertThat(recomputation.run(no)).satisfies(report -> {
            assertThat(report.verdicts()).hasSize(3);
            assertThat(report.same()).as("%s", report).isTrue();
        });
    }

    private String started() {
        String no = as("joint1", evaluations::open);
        runJobs(no);
        complete("userTask_confirmStart", no, "joint1", Map.of("decision", "start"));
        runJobs(no);
        return no;
    }

    private void report(String no, String unit) {
        complete("userTask_selfReport", unitCase(no, unit), unit + "1", Map.of("rows", List.of(Map.of("no", 1, "mark", 90, "words", "建立制度三项"))));
        runJobs(unitCase(no, unit));
    }

    private String unitCase(String no, String unit) {
        return jdbc.sql("select unit_case_no from evaluation_unit where case_no = ? and unit_id = ?").params(no, unit).query(String.class).single();
    }

    private String diagram(String no) {
        return answer(get("/api/v1/evaluations/" + no + "/diagram").accept(MediaType.APPLICATION_JSON).with(signedIn("joint1"))).text();
    }

    private void fill(Map<String, List<String>> typed, String no, String unit, String law, String lawWords, String openness, String opennessWords) {
        Task task = task("userTask_scoreClause", unitCase(no, unit));
        typed.put("m-" + task.getId() + "-1", List.of(law));
        typed.put("w-" + task.getId() + "-1", List.of(lawWords));
        typed.put("m-" + task.getId() + "-2", List.of(openness));
        typed.put("w-" + task.getId() + "-2", List.of(opennessWords));
    }
}
