package org.govintegrity.web;

import org.camunda.bpm.engine.task.IdentityLink;
import org.govintegrity.absence.Absences;
import org.govintegrity.casefile.CaseEvent;
import org.govintegrity.casefile.Submissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** A supervisor, or the unit's head, gives a task to another person; and a head names a substitute: as pages and as data. */
class ReassignmentTest extends PageTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    @Autowired
    private Absences absences;
    @Autowired
    private Submissions submissions;
    @Autowired
    private TransactionTemplate transaction;
    private String part;
    private String taskId;

    @BeforeEach
    void aUnitsTask() {
        part = approved(UNIT) + "-01";
        taskId = task("userTask_submitSelfCheck", part).getId();
    }

    @AfterEach
    void everybodyIsBack() {
        jdbc.sql("delete from absence_task").update();
        jdbc.sql("delete from absence").update();
    }

    @Test
    void theHeadGivesTheTaskToAClerkWhoIsTold() {
        as(UNIT + "1", () -> tasks.claim(taskId, UNIT + "1"));
        assertThat(visitAs(UNIT + "head", "/tasks/" + taskId).text()).contains("改派给谁", "周宏娟").doesNotContain("初立静（区财政局），");
        assertThat(visitAs(UNIT + "2", "/tasks/" + taskId).text()).doesNotContain("改派给谁");
        assertThat(send(UNIT + "head", "/tasks/" + taskId + "/assign", Map.of("person", List.of(UNIT + "2"), "reason", List.of("初立静外出"))).status()).isEqualTo(302);
        assertThat(task("userTask_submitSelfCheck", part).getAssignee()).isEqualTo(UNIT + "2");
        assertThat(cases.timeline(part)).filteredOn(event -> event.type().equals("reassigned")).extracting(CaseEvent::text)
                .containsExactly("“提交自查报告”由初立静（区财政局）改派周宏娟（区财政局）办理。理由：初立静外出");
        assertThat(visitAs(UNIT + "1", "/tasks/" + taskId).text()).contains("改派记录", "理由：初立静外出");
        assertThat(visitAs(UNIT + "2", "/notices").text()).contains("任务改派通知（" + part + "）");
        assertThat(visitAs(UNIT + "1", "/notices").text()).doesNotContain("任务改派通知（" + part + "）");
        String no = jdbc.sql("select notice_no from notice where addressee = ? and case_no = ?").params("person:" + UNIT + "2", part).query(String.class).single();
        assertThat(visitAs(UNIT + "2", "/notices/" + no).text()).contains("现改派您办理", "初立静外出", "已签收");
        assertThat(as(UNIT + "2", () -> tasks.createTaskQuery().taskAssignee(UNIT + "2").taskId(taskId).count())).isEqualTo(1);
        complete("userTask_submitSelfCheck", part, UNIT + "2", Map.of("problemsFound", "no", "report", "未发现问题"));
    }

    @Test
    void asDataWithTheSameRules() {
        String path = "/api/v1/tasks/" + taskId + "/assign";
        assertThat(callAs("supervisor1", path, "{\"person\":\"caizhengju2\",\"reason\":\"经办人休假\"}")).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).contains("\"toPerson\":\"caizhengju2\"", "\"decidedBy\":\"supervisor1\"");
        });
        assertThat(callAs("supervisor1", path, "{\"person\":\"caizhengju2\",\"reason\":\"再来一次\"}").status()).isEqualTo(409);
        assertThat(callAs("supervisor1", path, "{\"person\":\"caizhengju1\"}").text()).contains("请写明改派理由");
        assertThat(callAs("supervisor1", path, "{\"reason\":\"经办人休假\"}").text()).contains("请选择改派给谁");
        assertThat(callAs("supervisor1", path, "{\"person\":\"jiaotongju1\",\"reason\":\"经办人休假\"}")).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.text()).contains("不能改派给");
        });
        assertThat(callAs("supervisor1", path, "{\"person\":\"nobody1\",\"reason\":\"经办人休假\"}").status()).isEqualTo(404);
        assertThat(callAs(UNIT + "1", path, "{\"person\":\"caizhengju1\",\"reason\":\"我来\"}").status()).isEqualTo(403);
        assertThat(callAs(OTHER + "head", path, "{\"person\":\"caizhengju1\",\"reason\":\"我来\"}").status()).isEqualTo(404);
        absences.name(UNIT + "1", UNIT + "2", MONDAY, MONDAY, "休假", UNIT + "head");
        assertThat(callAs("supervisor1", path, "{\"person\":\"caizhengju1\",\"reason\":\"换人\"}").text()).contains("正缺席", "代办");
    }

    @Test
    void whoMustStandBackIsNotGivenTheTaskAndTheTeamsTaskStaysInTheTeam() {
        found(part, "三项承诺没有兑现");
        String fact = task("userTask_writeFactSheet", part).getId();
        assertThat(tasks.getIdentityLinksForTask(fact)).as("the team, no longer all inspectors").extracting(IdentityLink::getUserId, IdentityLink::getGroupId)
                .containsExactlyInAnyOrder(tuple("inspector1", null), tuple("inspector2", null));
        assertThat(visitAs("inspector3", "/tasks/" + fact).status()).isEqualTo(404);
        assertThat(callAs("supervisor1", "/api/v1/tasks/" + fact + "/assign", "{\"person\":\"inspector3\",\"reason\":\"换人\"}").status()).isEqualTo(422);
        assertThat(callAs("supervisor1", "/api/v1/tasks/" + fact + "/assign", "{\"person\":\"inspector2\",\"reason\":\"换人\"}").status()).isEqualTo(200);
        assertThat(cases.timeline(part)).filteredOn(event -> event.type().equals("internal-reassigned")).hasSize(1);
        complete("userTask_writeFactSheet", part, "inspector2", Map.of("facts", "三项承诺没有按期兑现"));
        complete("userTask_signFactSheet", part, UNIT + "head", Map.of("answer", "sign"));
        complete("userTask_draftConclusion", part, "inspector1", Map.of("conclusion", "没有兑现", "loss", "none", "impact", "none", "deliberate", false,
                "problems", List.of(), "obstruction", false));
        transaction.executeWithoutResult(s -> submissions.store("d" + part, "userTask_draftConclusion", part, null, "supervisor2", Map.of()));
        String review = task("userTask_reviewConclusion", part).getId();
        assertThat(visitAs("supervisor1", "/tasks/" + review).text()).contains("徐嘉琪（区政府办），政务诚信监督员").doesNotContain("李秀翔");
        Answer answer = callAs("supervisor1", "/api/v1/tasks/" + review + "/assign", "{\"person\":\"supervisor2\",\"reason\":\"换人\"}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("李秀翔", "应当回避");
        assertThat(cases.timeline(part)).filteredOn(event -> event.type().equals("internal-recusal")).hasSize(1);
        assertThat(visitAs(UNIT + "head", "/cases/" + part).text()).doesNotContain("应当回避");
    }

    @Test
    void theHeadNamesASubstituteOnThePageWhoTakesATaskFromThere() {
        found(part, "三项承诺没有兑现");
        complete("userTask_writeFactSheet", part, "inspector2", Map.of("facts", "三项承诺没有按期兑现"));
        String sign = task("userTask_signFactSheet", part).getId();
        Map<String, List<String>> form = Map.of("person", List.of(UNIT + "head"), "substitute", List.of(UNIT + "1"), "from", List.of("2026-03-02"),
                "to", List.of("2026-03-06"), "reason", List.of("外出培训"));
        assertThat(send(UNIT + "1", "/absences", form).status()).isEqualTo(403);
        assertThat(send(OTHER + "head", "/absences", form).text()).contains("请联系本单位负责人", "value=\"2026-03-06\"");
        assertThat(send(UNIT + "head", "/absences", form).status()).isEqualTo(302);
        assertThat(visitAs(UNIT + "1", "/").text()).contains("代姜建轩（区财政局）办理", "签署事实确认书", "代为领取");
        assertThat(visitAs(UNIT + "2", "/").text()).doesNotContain("代姜建轩");
        assertThat(visitAs(UNIT + "head", "/").text()).contains("由初立静（区财政局）代办");
        assertThat(visitAs(UNIT + "1", "/tasks/" + sign).text()).contains("姜建轩（区财政局）", "缺席，由您代办");
        assertThat(send(UNIT + "1", "/tasks/" + sign + "/take", Map.of()).location()).contains("/camunda/app/tasklist/default/#/?task=" + sign);
        assertThat(task("userTask_signFactSheet", part).getAssignee()).isEqualTo(UNIT + "1");
        complete("userTask_signFactSheet", part, UNIT + "1", Map.of("answer", "sign"));
        assertThat(visitAs(UNIT + "head", "/absences").text()).contains("代办中", "签署事实确认书", "已办结");
        assertThat(visitAs(OTHER + "head", "/absences").text()).doesNotContain("初立静");
        long id = jdbc.sql("select id from absence").query(Long.class).single();
        assertThat(send(OTHER + "head", "/absences/" + id + "/end", Map.of()).status()).isEqualTo(404);
        assertThat(send(UNIT + "1", "/absences/" + id + "/end", Map.of()).status()).isEqualTo(302);
        assertThat(absences.get(id).endedAt()).isNull();
        assertThat(send(UNIT + "head", "/absences/" + id + "/end", Map.of()).status()).isEqualTo(302);
        assertThat(visitAs(UNIT + "1", "/absences").text()).contains("提前结束");
    }
}
