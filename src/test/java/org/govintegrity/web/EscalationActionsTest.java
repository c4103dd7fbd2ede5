package org.govintegrity.web;

import org.junit.jupiter.api.Test;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class EscalationActionsTest extends PageTest {

    @Test
    void theHeadIsOfferedAnExtensionAndTheUnitAHandBack() {
        String task = selfCheck();
        assertThat(visitAs(UNIT + "head", "/tasks/" + task).text()).contains("提交延期申请", "最多5个工作日", "data-confirm=\"确定退回吗");
        assertThat(visitAs(UNIT + "1", "/tasks/" + task).text()).contains("data-confirm=\"确定退回吗").doesNotContain("提交延期申请");
        assertThat(visitAs("supervisor1", "/tasks/" + task).text()).doesNotContain("提交延期申请", "data-confirm=\"确定退回吗");
    }

    @Test
    void anExtensionIsAskedForOnce() {
        String task = selfCheck();
        assertThat(send(UNIT + "head", "/tasks/" + task + "/extension", Map.of("by", List.of("3"), "reason", List.of("台账在异地库房"))).location()).isEqualTo("/tasks/" + task);
        assertThat(jdbc.sql("select amount from escalation_extension where task_id = ?").param(task).query(Integer.class).single()).isEqualTo(3);
        assertThat(callAs(UNIT + "head", "/api/v1/tasks/" + task + "/extension", "{\"by\":2,\"reason\":\"再延两天\"}").status()).isEqualTo(409);
    }

    @Test
    void whatIsWrongIsSaidAndNothingIsLost() {
        String task = selfCheck();
        for (String by : List.of("", "许多", "-1", "99999")) {
            assertThat(send(UNIT + "head", "/tasks/" + task + "/extension", Map.of("by", List.of(by), "reason", List.of("理由"))).status()).isEqualTo(302);
        }
        assertThat(callAs(UNIT + "head", "/api/v1/tasks/" + task + "/extension", "{\"by\":6,\"reason\":\"理由\"}").text()).contains("最多延长5个工作日");
        assertThat(callAs(UNIT + "head", "/api/v1/tasks/" + task + "/extension", "{\"reason\":\"理由\"}").status()).isEqualTo(400);
        assertThat(callAs(UNIT + "head", "/api/v1/tasks/" + task + "/hand-back", "{\"reason\":\" \"}").text()).contains("退回理由");
        assertThat(jdbc.sql("select count(*) from escalation_extension where task_id = ?").param(task).query(Integer.class).single()).isZero();
    }

    @Test
    void othersAreRefused() {
        String task = selfCheck();
        assertThat(callAs(UNIT + "1", "/api/v1/tasks/" + task + "/extension", "{\"by\":2,\"reason\":\"理由\"}").status()).isEqualTo(403);
        assertThat(callAs("supervisor1", "/api/v1/tasks/" + task + "/hand-back", "{\"reason\":\"理由\"}").status()).isEqualTo(403);
        assertThat(callAs(OTHER + "head", "/api/v1/tasks/" + task + "/extension", "{\"by\":2,\"reason\":\"理由\"}").status()).isEqualTo(404);
        assertThat(callAs(OTHER + "1", "/api/v1/tasks/" + task + "/hand-back", "{\"reason\":\"理由\"}").status()).isEqualTo(404);
    }

    @Test
    void aHandBackOpensACaseForTheJointOffice() {
        String task = selfCheck();
        Answer answer = callAs(UNIT + "1", "/api/v1/tasks/" + task + "/hand-back", "{\"reason\":\"属于审批服务局职责\"}");
        assertThat(answer.status()).isEqualTo(201);
        String no = answer.text().replaceAll(".*(TH-[0-9-]+).*", "$1");
        assertThat(visitAs("joint1", "/cases/" + no).text()).contains("退回：");
        assertThat(visitAs(UNIT + "1", "/cases/" + no).status()).isEqualTo(200);
        assertThat(visitAs(OTHER + "1", "/cases/" + no).status()).isEqualTo(404);
    }

    @Test
    void afterTheLimitNoHandBackIsTaken() {
        String task = selfCheck();
        moveClockTo(LocalDateTime.of(2026, 3, 11, 9, 0));
        assertThat(callAs(UNIT + "1", "/api/v1/tasks/" + task + "/hand-back", "{\"reason\":\"属于审批服务局职责\"}").status()).isEqualTo(422);
    }

    private String selfCheck() {
        return task("userTask_submitSelfCheck", approved(UNIT) + "-01").getId();
    }
}
