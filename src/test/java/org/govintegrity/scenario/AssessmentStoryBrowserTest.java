package org.govintegrity.scenario;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.common.table.TableSheet;
import org.govintegrity.evidence.Samples;
import org.govintegrity.registry.CreditCode;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The joint office runs a third-party assessment, from choosing the institution to the summary that everybody can read. */
class AssessmentStoryBrowserTest extends BrowserTest {

    private static final int PHONE_WIDTH = 390;
    private static final int DESK_WIDTH = 1280;
    private static final String NAME = "威海诚信调查评估有限公司";

    @Test
    void fromChoosingToThePublishedSummary() throws IOException {
        Person office = person("joint1");
        office.page().setViewportSize(DESK_WIDTH, 900);
        office.page().onDialog(dialog -> dialog.accept());
        office.open("/assessments");
        press(office.page(), "开展2026年度评估");
        assertThat(office.page().locator("[role=status]").first()).containsText("已立案");
        String no = office.page().locator(".crumbs .no").textContent();
        complete("userTask_planAssessment", no, "joint1", Map.of("scope", "some", "units", List.of("caizhengju", "jiaotongju", "shenjiju"), "aspects", "承诺兑现、政务公开、办事效率", "budget", "2026年部门预算，文财预〔2026〕3号"));

        String first = "91371003MA3C00001";
        office.open("/assessments/institutions");
        office.page().getByLabel("机构名称").fill(NAME);
        office.page().getByLabel("统一社会信用代码").fill(first + "I");
        office.page().getByLabel("联系人和电话").fill("王经理 0631-8451000");
        office.page().getByLabel("资质和业绩").fill("社会调查甲级，近三年承担五个区的政务诚信评估");
        press(office.page(), "登记");
        assertThat(office.page().locator("[role=alert]")).containsText("18位");
        assertThat(office.page().getByLabel("机构名称")).hasValue(NAME);
        office.page().getByLabel("统一社会信用代码").fill(first + CreditCode.of(first + "0").expectedCheck().orElseThrow());
        press(office.page(), "登记");
        assertThat(office.page().locator("main#main table")).containsText(NAME);
        both(office, "assessment-01-institutions");

        office.open("/assessments/" + no);
        office.page().getByLabel("机构", new Page.GetByLabelOptions().setExact(true)).selectOption(new com.microsoft.playwright.options.SelectOption().setLabel(NAME));
        office.page().getByLabel("承诺日期").fill("2026-03-01");
        office.page().getByLabel("机构承诺").fill("如实申报利害关系，对数据保密，独立评价并对结果负责。");
        office.page().getByLabel("有（近三年的合同、投资、任职、诉讼等，填写下面一项，其余登记后补充）").check();
        office.page().locator("#candidate-unit").selectOption("shenjiju");
        office.page().locator("#candidate-kind").selectOption("contract");
        office.page().locator("#candidate-words").fill("2025年承接绩效评价项目");
        office.page().locator("#candidate-ended").fill("2025-12-31");
        office.page().getByLabel("签字盖章的承诺书").setInputFiles(pdf("承诺书"));
        office.page().getByLabel("资质证明").setInputFiles(pdf("资质证书"));
        press(office.page(), "登记报名");
        assertThat(office.page().locator("[role=status]").first()).containsText("已登记报名");
        assertThat(office.page().locator("main#main")).containsText("不得评估该单位");
        both(office, "assessment-02-applied");

        take(office, "userTask_proposeInstitution", no);
        office.choose("意见", "选定一家");
        office.select("机构", NAME);
        office.choose("与被评单位有利害关系时", "把有利害关系的单位排除在本次评估之外");
        office.fill("理由", "资质和业绩最好，报价合理");
        office.wholePage("assessment-03-propose");
        office.submit();
        complete("userTask_approveInstitution", no, "joint2", Map.of("decision", "agree"));
        runJobs(no);

        take(office, "userTask_listData", no);
        office.choose("需要移交数据吗", "需要");
        office.fill("名称", "信访人名单");
        office.fill("内容和用途", "回访满意度");
        office.fill("数据来源单位", "区财政局");
        office.choose("密级", 0, "内部资料");
        office.choose("是否含个人信息", 0, "含");
        office.addRow();
        office.fill("名称", 1, "承诺台账");
        office.fill("内容和用途", 1, "核对承诺兑现情况");
        office.fill("数据来源单位", 1, "区财政局");
        office.choose("密级", 1, "内部资料");
        office.choose("是否含个人信息", 1, "不含");
        office.wholePage("assessment-04-data-list");
        office.submit();
        complete("userTask_approveData", no, "joint2", Map.of("decision", "approve"));

        office.open("/assessments/" + no);
        upload(office.page(), "保密协议");
        upload(office.page(), "委托合同");
        office.page().locator("#data-file-2").setInputFiles(sheet("台账.xlsx", List.of("承诺", "联系电话"), List.of("三日办结", "13806310001")));
        hand(office.page());
        assertThat(office.page().locator("[role=alert]")).containsText("有个人信息，不得移交");
        assertThat(office.page().locator("#recipient-2")).hasValue("威海诚信公司赵工");
        office.page().locator("#data-file-2").setInputFiles(sheet("台账.xlsx", List.of("承诺", "结果"), List.of("三日办结", "已兑现")));
        hand(office.page());
        assertThat(office.page().locator("[role=status]").first()).containsText("已登记移交");
        both(office, "assessment-05-handed-over");
        complete("userTask_handOverData", no, "joint1", Map.of("complete", true));

        office.open("/assessments/" + no);
        office.page().locator("#reportFile").setInputFiles(pdf("评估报告"));
        office.page().locator("#scoresFile").setInputFiles(sheet("评分.xlsx", List.of("单位", "得分"), List.of("区财政局", "3"), List.of("区交通运输局", "97.5")));
        press(office.page(), "上传", 1);
        assertThat(office.page().locator("[role=status]").first()).containsText("已上传");
        take(office, "userTask_receiveReport", no);
        office.choose("情况", "已经交来并上传");
        office.submit();
        String scoresNo = cases.children(no).stream().filter(c -> c.kind().equals("third-party-score")).map(CaseFile::caseNo).findFirst().orElseThrow();
        runJobs(scoresNo);
        if (!ended(scoresNo)) {
            complete("userTask_reviewDifferences", scoresNo, "joint1", Map.of("decision", "all", "reasons", "差异来自问卷，已核对样本"));
        }
        Person second = person("joint2");
        second.page().setViewportSize(DESK_WIDTH, 900);
        take(second, "userTask_reviewReport", no);
        second.choose("审核意见", "采用");
        second.fill("审核意见的理由", "方法规范，结论可信");
        second.wholePage("assessment-06-review");
        second.submit();
        take(office, "userTask_draftSummary", no);
        office.choose("意见", "送公开审查");
        office.fill("标题", "2026年度政务诚信第三方评估报告摘要");
        office.fill("摘要", "采用问卷和实地核查的方法。\n总体情况较好，承诺兑现有待加强。");
        office.submit();
        runJobs(no);
        String document = jdbc.sql("select max(case_no) from publication_document where origin_no = ? and kind = 'assessment-report'").param(no).query(String.class).single();
        complete("userTask_reviewSecrecy", document, "credit1", Map.of("decision", "all"));
        complete("userTask_reviewPrivacy", document, "credit1", Map.of("decision", "all"));
        runJobs(document);
        office.open("/assessments/" + no);
        assertThat(office.page().locator("main#main")).containsText("公开中");
        both(office, "assessment-07-published");
        Page anybody = passerBy();
        anybody.setViewportSize(PHONE_WIDTH, 844);
        anybody.navigate(address() + "/public/documents");
        anybody.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("2026年度政务诚信第三方评估报告摘要")).first().click();
        assertThat(anybody.locator("main#main")).containsText("承诺兑现有待加强");
        assertThat(anybody.locator("main#main")).containsText(NAME);
        fits(anybody, PHONE_WIDTH);
        Browser.wholePage(anybody, "assessment-08-public");
        anybody.context().close();
        office.open("/cases/" + no);
        assertThat(office.page().locator("[data-diagram][data-drawn]")).isVisible();
        office.wholePage("assessment-09-case");
        office.open("/assessments");
        assertThat(office.page().locator("main#main")).containsText("确认数据销毁");
        both(office, "assessment-10-list");
    }

    /** At both widths, with nothing cut off. */
    private static void both(Person person, String name) {
        fits(person.page(), DESK_WIDTH);
        person.wholePage(name + "-1280");
        person.page().setViewportSize(PHONE_WIDTH, 844);
        fits(person.page(), PHONE_WIDTH);
        person.wholePage(name + "-390");
        person.page().setViewportSize(DESK_WIDTH, 900);
    }

    private static void fits(Page page, int width) {
        org.assertj.core.api.Assertions.assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue()).isLessThanOrEqualTo(width);
    }

    private static void hand(Page page) {
        page.locator("#receipt-2").setInputFiles(pdf("接收单" + System.nanoTime()));
        page.locator("#recipient-2").fill("威海诚信公司赵工");
        page.locator("#handed-2").fill("2026-03-02");
        press(page, "登记移交");
    }

    private static void upload(Page page, String kind) {
        page.getByLabel("种类", new Page.GetByLabelOptions().setExact(true)).selectOption(new com.microsoft.playwright.options.SelectOption().setLabel(kind));
        page.getByLabel("文件", new Page.GetByLabelOptions().setExact(true)).setInputFiles(pdf(kind));
        press(page, "上传");
        assertThat(page.locator("main#main table").filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(kind + ".pdf"))).isVisible();
    }

    private static FilePayload pdf(String name) {
        return new FilePayload(name + ".pdf", "application/pdf", Samples.pdf(name));
    }

    @SafeVarargs
    private static FilePayload sheet(String name, List<String> headings, List<String>... rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TableSheet.xlsx(out, new TableSheet.Sheet("表", headings, List.of(rows)));
        return new FilePayload(name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", out.toByteArray());
    }

    private static void press(Page page, String button) {
        press(page, button, 0);
    }

    private static void press(Page page, String button, int which) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).nth(which).click();
    }
}
