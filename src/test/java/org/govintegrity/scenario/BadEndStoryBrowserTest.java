package org.govintegrity.scenario;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The bad end: review refused, mending failed, breach found in spite of a defence, accountability, record; and what each role reads of it. */
class BadEndStoryBrowserTest extends BrowserTest {

    private static final String PERSON = UNIT + "2";

    @Test
    void fromAFindingToTheRecord() {
        String part = inspectedToConclusion();
        conclude(part, "some", "none", true, null);

        Person head = person(UNIT + "head");
        take(head, "userTask_applyReview", part);
        assertThat(head.form()).containsText("2026年4月1日");
        head.choose("意见", "申请复核");
        head.fill("申请理由", "第一项承诺已经兑现");
        head.screenshot("bad-01-apply-review");
        head.submit();
        Person office = person("joint1");
        take(office, "userTask_decideReview", part);
        assertThat(office.form()).containsText("第一项承诺已经兑现");
        office.choose("复核决定", "维持");
        office.fill("理由", "经查第一项仍未兑现，维持原结论");
        office.screenshot("bad-02-decide-review");
        office.submit();

        mend(child(part, "rectification"), false);
        runJobs(part);
        String finding = child(part, "breach-finding");
        complete("userTask_verifyClue", finding, "credit1", with(verification("general", "none"), "documentNo", part));
        proposeFinding(finding, "general", PERSON);

        take(head, "userTask_defend", finding);
        assertThat(head.form()).containsText("陈述申辩不会加重认定");
        head.choose("意见", "陈述申辩");
        head.fill("陈述申辩的内容", "系上级政策调整所致，请从轻");
        head.screenshot("bad-03-defence");
        head.submit();

        Person reviewer = person("supervisor2");
        take(reviewer, "userTask_reviewFinding", finding);
        assertThat(reviewer.form()).containsText("系上级政策调整所致");
        reviewer.choose("决定", "认定为严重");
        reviewer.fill("理由", "情节严重");
        reviewer.fill("对陈述申辩的答复", "不采纳，政策调整发生在承诺到期以后");
        reviewer.submitInVain("重于事先告知");
        reviewer.choose("决定", "认定为一般");
        reviewer.screenshot("bad-04-review");
        reviewer.submit();
        runJobs(finding);

        String accountability = child(finding, "accountability");
        handOver(accountability, PERSON, "文诚移〔2026〕3号");
        complete("userTask_registerOutcome", accountability, "authority1", outcome("warning", PERSON, 6));
        runJobs(accountability);

        eachReadsWhatIsTheirs(part, finding, accountability);
    }

    private void eachReadsWhatIsTheirs(String part, String finding, String accountability) {
        String name = registry.person(PERSON).name();
        Person supervisor = person("supervisor1");
        supervisor.open("/cases/" + part);
        assertThat(supervisor.page().locator("[data-diagram][data-drawn]")).isVisible();
        assertThat(supervisor.page().locator("[data-diagram] .is-done").first()).isAttached();
        assertThat(supervisor.page().locator(".timeline")).containsText("维持");
        supervisor.wholePage("bad-05-case-supervisor");
        supervisor.open("/cases/" + finding);
        assertThat(supervisor.page().locator("#finding + dl")).containsText(name);
        supervisor.wholePage("bad-06-finding-supervisor");
        supervisor.open("/cases/" + accountability);
        assertThat(supervisor.page().locator("[data-diagram][data-drawn] .is-now").first()).isAttached();
        assertThat(supervisor.page().locator("[data-diagram] .token")).isVisible();
        assertThat(supervisor.page().locator("[data-diagram] .token")).hasText("1");
        supervisor.wholePage("bad-07-accountability-supervisor");

        Person clerk = person(UNIT + "1");
        clerk.open("/cases/" + finding);
        assertThat(clerk.page().locator("#finding + dl")).containsText("一般");
        assertThat(clerk.page().locator("main#main")).not().containsText(name);
        clerk.open("/units/" + UNIT);
        assertThat(clerk.page().locator("section[aria-labelledby=records]")).containsText("违约失信");
        clerk.wholePage("bad-08-unit-clerk");

        Person head = person(UNIT + "head");
        head.open("/credit/people/" + PERSON);
        head.page().selectOption("#purpose", "办理案件");
        head.page().locator("main button[type=submit]").click();
        assertThat(head.page().locator("main#main")).containsText("警告");
        head.open("/cases/" + accountability);
        assertThat(head.page().locator("#accountability ~ dl")).containsText("警告");
        assertThat(head.page().locator("main#main")).not().containsText("建议对责任人员依规依纪处理");

        Person accused = person(PERSON);
        accused.open("/credit/people/" + PERSON);
        Locator records = accused.page().locator("section[aria-labelledby=records] tbody tr");
        assertThat(records).hasCount(2);
        assertThat(accused.page().locator("section[aria-labelledby=readings] tbody tr")).containsText("办理案件");
        assertThat(accused.page().locator("[data-credit-picture][data-drawn]")).isVisible();
        accused.wholePage("bad-09-own-records");

        Person centre = person("credit1");
        centre.open("/credit/chain");
        assertThat(centre.page().locator("main#main")).containsText("链完整");
        centre.wholePage("bad-10-chain");
        assertThat(jdbc.sql("select count(*) from credit_record where case_no in (?, ?)").params(finding, accountability).query(Integer.class).single()).isEqualTo(3);
    }
}
