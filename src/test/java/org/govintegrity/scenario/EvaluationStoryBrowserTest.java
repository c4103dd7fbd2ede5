package org.govintegrity.scenario;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.govintegrity.common.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.LocalDateTime;
import java.util.regex.Pattern;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A year's evaluation as people see it: opened, reported, scored, objected to, decided, approved, published and handed over. */
class EvaluationStoryBrowserTest extends BrowserTest {

    private static final String HEALTH = "weijianju";
    private static final String RULES = """
            versions:
              - version: B-1
                title: 测试指标
                basis: 测试
                effectiveFrom: 2018-01-01
                period: {from: 12-01, to: 11-30}
                commonShare: 70
                bonusCap: 3
                lateReport: 0.5
                sampleShare: 0
                differenceLimit: 10
                cohort: [weijianju]
                indicators:
                  - {id: claims, name: 答复失实, group: common, clause: 三.1, weight: 40, source: automatic, figure: proposals.false-claims, formula: {deduct: 10}, basis: 测试}
                  - {id: institutions, name: 制度建设, group: common, clause: 四.2, weight: 40, source: self-report, basis: 测试}
                  - {id: law, name: 依法行政, group: common, clause: 三.3, weight: 20, source: reviewer, lead: sifaju, basis: 测试}
            """;

    private long loadNo;

    @BeforeEach
    void oneUnitOnly() {
        jdbc.sql("update evaluation set state = 'cancelled'").update();
        loadNo = jdbc.sql("select coalesce(max(load_no), 0) from evaluation_rules").query(Long.class).single();
        jdbc.sql("insert into evaluation_rules (load_no, version, sha256, text, effective_from, loaded_at) values (?, 'B-1', ?, ?, cast('2018-01-01' as date), ?)")
                .params(loadNo + 1, Sha256.hex(RULES), RULES, LocalDateTime.of(2026, 1, 1, 0, 0)).update();
    }

    @AfterEach
    void theDistrictsRulesAgain() {
        jdbc.sql("update evaluation set state = 'cancelled'").update();
        jdbc.sql("delete from evaluation_rules where load_no > ?").param(loadNo).update();
    }

    @Test
    void aUnitReportsAndObjectsAndTheOfficeApprovesAndPublishes() {
        Person office = person("joint1");
        office.open("/evaluations");
        office.page().onceDialog(dialog -> dialog.accept());
        office.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("启动2026年度评价")).click();
        assertThat(office.page()).hasURL(Pattern.compile("/evaluations/KP-2026-"));
        String no = office.page().url().replaceFirst(".*/", "");
        runJobs(no);
        take(office, "userTask_confirmStart", no);
        office.choose("是否开展", "确认开展");
        office.submit();
        runJobs(no);
        String part = no + "-01";

        Person clerk = person(HEALTH + "1");
        take(clerk, "userTask_selfReport", part);
        assertThat(clerk.form()).containsText("计零分");
        clerk.fill("完成程度", 0, "150");
        clerk.fill("完成情况和证据", 0, "制度建立，证据一册");
        clerk.pressSubmit();
        assertThat(clerk.form().locator(".fjs-form-field-error").first()).containsText("100");
        assertThat(clerk.field("完成情况和证据", 0)).hasValue("制度建立，证据一册");
        clerk.fill("完成程度", 0, "90");
        clerk.screenshot("evaluation-11-self-report");
        clerk.submit();
        runJobs(part);

        Person law = person("sifaju1");
        take(law, "userTask_scoreClause", part);
        law.fill("评分", 0, "60");
        law.fill("评分理由", 0, "四件文件未备案");
        law.screenshot("evaluation-12-score");
        law.submit();
        runJobs(part);

        Person head = person(HEALTH + "head");
        head.open("/evaluations/" + no + "/units/" + HEALTH);
        assertThat(head.page().locator("main#main")).containsText("88.00");   // 40 + 40 · 90% + 20 · 60%
        head.wholePage("evaluation-13-draft");
        take(head, "userTask_respond", part);
        head.choose("答复", "提出申诉");
        head.addRow();
        head.select("有异议的指标", 0, "依法行政");
        head.fill("理由和证据", 0, "四件均已在期限内备案，回执在此");
        head.screenshot("evaluation-14-objection");
        head.submit();

        Person other = person("joint2");
        take(other, "userTask_decideObjection", part);
        assertThat(other.form()).containsText("均已在期限内备案");
        other.choose("决定", 0, "支持，重新认定");
        other.fill("重新认定的值", 0, "100");
        other.fill("理由", 0, "核对回执，均按期备案");
        other.screenshot("evaluation-15-decision");
        other.submit();
        runJobs(part);
        runJobs(no);
        head.open("/evaluations/" + no + "/units/" + HEALTH);
        assertThat(head.page().locator("main#main")).containsText("96.00");

        take(other, "userTask_panelReview", no);
        other.choose("评审意见", "提请审定");
        other.submit();
        Person leader = person("leader1");
        take(leader, "userTask_approve", no);
        assertThat(leader.form()).containsText("优秀1个");
        leader.choose("审定意见", "审定");
        leader.screenshot("evaluation-16-approve");
        leader.submit();
        runJobs(no);

        String gate = child(no, "publication");
        for (String[] review : new String[][]{{"credit1", "userTask_reviewSecrecy"}, {"credit2", "userTask_reviewPrivacy"}}) {
            Person reviewer = person(review[0]);
            take(reviewer, review[1], gate);
            reviewer.choose("审查意见", "全部可以公示");
            reviewer.submit();
        }
        runJobs(gate);
        Page citizen = passerBy();
        citizen.setViewportSize(390, 844);
        citizen.navigate(address() + "/public/documents");
        citizen.locator("main a", new Page.LocatorOptions().setHasText("2026年度")).first().click();
        assertThat(citizen.locator("main#main")).containsText(registry.unit(HEALTH).fullName());
        assertThat(citizen.locator("main#main")).containsText("96");
        assertThat(((Number) citizen.evaluate("document.documentElement.scrollWidth")).intValue()).as("nothing to be moved sideways on a phone").isLessThanOrEqualTo(390);
        Browser.wholePage(citizen, "evaluation-17-public");

        take(office, "userTask_confirmHandOver", no);
        office.fill("接收单位和接收人", "区委组织部绩效考核科");
        office.fillDate("接收日期", 0, "2026/03/02");
        office.submit();
        assertThat(ended(no)).isTrue();
        office.open("/evaluations/" + no);
        assertThat(office.page().locator("[data-heat][data-drawn]")).isVisible();
        assertThat(office.page().locator("[data-heat] svg path[fill='#2166ac']")).hasCount(4);   // 100, 90 and 100 of a hundred, and the key
        office.wholePage("evaluation-18-handed-over");
    }
}
