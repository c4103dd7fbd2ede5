package org.govintegrity.web;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

class PagesTest extends PageTest {

    @Test
    void visitorsLearnWhatThisIsAndWhereToSignIn() {
        Answer page = visit("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("法定期限", "申辩", "修复", "href=\"/login\"").doesNotContain("Wendeng-2018");
    }

    @Test
    void everythingElseAsksForSignIn() {
        for (String path : List.of("/cases", "/cases/JC-2026-0001", "/plan", "/inspections/new", "/units/caizhengju", "/tasks/x")) {
            Answer page = visit(path);
            assertThat(page.status()).as(path).isEqualTo(302);
            assertThat(page.location()).as(path).endsWith("/login");
        }
    }

    @Test
    void theDemonstrationNamesItsAccounts() {
        assertThat(visit("/login").text()).contains("演示环境", "Wendeng-2018", "supervisor1", "inspector4", "authority1");
    }

    /** With an account that no other test signs in with: it stays locked, since the clock stands still. */
    @Test
    void aWrongPasswordIsAnsweredInPlainWords() {
        Answer refused = answer(post("/login").param("username", "jianchayuan1").param("password", "nonsense").with(csrf()));
        assertThat(refused.location()).isEqualTo("/login?error");
        assertThat(visit("/login?error").text()).contains("账号或密码不正确，连续输错会被暂时锁定");
    }

    @Test
    void theHomePageFollowsTheRole() {
        assertThat(visitAs("supervisor1", "/").text()).contains("徐嘉琪，您好", "发起检查", "谁超期了", "正在进行的检查").doesNotContain("流程监控");
        assertThat(visitAs(UNIT + "1", "/").text()).contains("与我和本单位有关的案件").doesNotContain("发起检查", "谁超期了", "流程监控", "工作日历");
        assertThat(visitAs("admin", "/").text()).contains("流程监控（Cockpit）", "账号管理（Admin）", "工作日历").doesNotContain("发起检查");
    }

    @Test
    void tasksStandUnderTheirUrgency() {
        String part = approved(UNIT) + "-01";
        String id = task("userTask_submitSelfCheck", part).getId();
        String calm = visitAs(UNIT + "1", "/").text();
        assertThat(calm).contains("提交自查报告", part, "/camunda/app/tasklist/default/#/?task=" + id, "2026年3月16日", "还有14天", "待领取");
        moveClockTo(java.time.LocalDateTime.of(2026, 3, 14, 9, 0));
        assertThat(visitAs(UNIT + "1", "/").text()).contains("三日内到期", "还有2天");
        moveClockTo(java.time.LocalDateTime.of(2026, 3, 18, 9, 0));
        assertThat(visitAs(UNIT + "1", "/").text()).contains("已超期2天");
        assertThat(visitAs("supervisor1", "/").text()).contains("/units/" + UNIT, "已超期2天", part);
    }

    @Test
    void onlySupervisorsReachTheLaunchForm() {
        Answer form = visitAs("supervisor1", "/inspections/new");
        assertThat(form.status()).isEqualTo(200);
        assertThat(form.text()).contains("三.16", "四.4", "双随机检查");
        for (String person : List.of(UNIT + "head", "leader1", "inspector1", "admin")) {
            Answer refused = visitAs(person, "/inspections/new");
            assertThat(refused.status()).as(person).isEqualTo(403);
            assertThat(refused.text()).contains("只有监督员可以发起监督检查", "E-");
        }
    }

    @Test
    void aLaunchOpensTheCase() {
        Answer sent = send("supervisor1", "/inspections/new", launchFields());
        assertThat(sent.status()).isEqualTo(302);
        assertThat(sent.location()).matches("/cases/JC-2026-\\d{4}");
        assertThat(visitAs("supervisor1", sent.location()).text()).contains("服务承诺兑现专项检查", "文政办字〔2026〕12号", "三.5 ", "制定检查方案", "办理中");
    }

    @Test
    void whatWasTypedStaysWhenALaunchIsRefused() {
        Map<String, List<String>> fields = launchFields();
        fields.put("title", List.of("<script>alert(1)</script>𠮷😀"));
        fields.put("authority", List.of(""));
        fields.put("periodFrom", List.of("2026-02-30"));
        Answer again = send("supervisor1", "/inspections/new", fields);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text()).contains("没有保存", "授权文件", "&lt;script&gt;alert(1)&lt;/script&gt;𠮷😀", "value=\"区长\"", "value=\"2026-02-30\"")
                .doesNotContain("<script>alert");
        assertThat(again.text()).containsPattern("value=\"三.5\" checked");
    }

    @Test
    void hugeInputIsRefusedAndNotLost() {
        for (int length : List.of(5_000, 100_000)) {
            Map<String, List<String>> fields = launchFields();
            fields.put("title", List.of("长".repeat(length)));
            Answer again = send("supervisor1", "/inspections/new", fields);
            assertThat(again.status()).isEqualTo(400);
            assertThat(again.text()).contains("最多100字，现有" + length + "字", "长".repeat(length));
        }
    }

    @Test
    void withoutItsTokenAFormIsRefused() {
        Answer refused = answer(post("/inspections/new").with(signedIn("supervisor1")).param("title", "x"));
        assertThat(refused.status()).isEqualTo(403);
    }

    @Test
    void thePlanShowsEveryClauseWithItsUnits() {
        assertThat(visitAs(UNIT + "1", "/plan").text()).contains("三.1 ", "三.16 ", "四.4 ", "牵头单位", "责任单位", "2018年12月31日", "监督检查");
    }

    @Test
    void aUnitSeesItsOwnPageOnly() {
        assertThat(visitAs(UNIT + "1", "/units/{id}", UNIT).text()).contains(UNIT + "head", "承担的方案任务");
        assertThat(visitAs(UNIT + "1", "/units/{id}", OTHER).status()).isEqualTo(403);
        assertThat(visitAs("joint1", "/units/{id}", OTHER).status()).isEqualTo(200);
        assertThat(visitAs("joint1", "/units/{id}", "nowhere").status()).isEqualTo(404);
    }

    @Test
    void failuresArePagesWithANumberAndNoStackTrace() {
        Answer failed = answer(get("/error").accept(org.springframework.http.MediaType.TEXT_HTML)
                .requestAttr("jakarta.servlet.error.status_code", 500).requestAttr("jakarta.servlet.error.exception", new IllegalStateException("secret words")));
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.text()).contains("系统内部出错").containsPattern("E-[0-9A-F]{8}").doesNotContain("secret words", "Exception");
        Answer missing = answer(get("/error").accept(org.springframework.http.MediaType.TEXT_HTML).requestAttr("jakarta.servlet.error.status_code", 404));
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.text()).contains("没有找到");
        Answer json = answer(get("/error").accept(org.springframework.http.MediaType.APPLICATION_JSON).requestAttr("jakarta.servlet.error.status_code", 400));
        assertThat(json.status()).isEqualTo(400);
        assertThat(json.text()).contains("\"message\":\"请求的内容不完整");
    }
}
