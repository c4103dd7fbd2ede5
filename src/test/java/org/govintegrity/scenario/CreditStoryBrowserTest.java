package org.govintegrity.scenario;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import org.govintegrity.check.CheckSamples;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.Standing;
import org.govintegrity.evidence.Samples;
import org.govintegrity.filing.Column;
import org.govintegrity.filing.FilingSamples;
import org.govintegrity.objection.ObjectionService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The life of a record as people see it: filed, objected to and corrected; found, published and repaired; printed and verified. */
class CreditStoryBrowserTest extends BrowserTest {

    private static final String OTHER = "jiaotongju";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final Pattern VERIFY = Pattern.compile("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}");

    @Autowired private CreditArchive archive;
    @Autowired private CreditSubjects subjects;
    @Autowired private ObjectionService objections;

    @Test
    void aSpreadsheetIsFiledAndItsRecordObjectedToAndCorrected() {
        String code = registry.unit(OTHER).creditCode().text();
        Map<Column, String> good = FilingSamples.penalty(code, registry.unit(OTHER).fullName(), "文财罚〔2026〕7号");
        Map<Column, String> bad = FilingSamples.penalty(code, registry.unit(OTHER).fullName(), "文财罚〔2026〕8号");
        bad.put(Column.DOCUMENT_DATE, "昨天");

        Person clerk = person(UNIT + "1");
        clerk.open("/credit/filings");
        clerk.page().locator("#file").setInputFiles(new FilePayload("处罚.xlsx", XLSX, FilingSamples.xlsx(List.of(good, bad))));
        clerk.wholePage("credit-01-filings");
        press(clerk, "上传并归集");
        assertThat(clerk.page()).hasURL(Pattern.compile("/credit/filings/GJ-"));
        String filing = lastPart(clerk.page());
        runJobs(filing);
        clerk.page().reload();
        assertThat(clerk.page().locator("main#main")).containsText("记入信用档案：1条");
        assertThat(clerk.page().locator("main#main")).containsText("退回：1行");
        clerk.wholePage("credit-02-filed");
        Download returned = clerk.page().waitForDownload(() -> clerk.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("下载"))).first().click());
        assertThat(returned.suggestedFilename()).endsWith(".xlsx");

        Person accused = person(OTHER + "1");
        accused.open("/units/" + OTHER);
        assertThat(accused.page().locator("section[aria-labelledby=records]")).containsText("文财罚〔2026〕7号");
        accused.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("提出异议")).first().click();
        accused.page().getByLabel("异议理由").fill("罚款数额写错，应为三千元，决定书在此");
        accused.wholePage("credit-03-objection");
        press(accused, "提出异议");
        assertThat(accused.page()).hasURL(Pattern.compile("/cases/YY-"));
        String objection = lastPart(accused.page());
        accused.open("/units/" + OTHER);
        assertThat(accused.page().locator("section[aria-labelledby=records]")).containsText("异议" + objection + "正在办理");

        Person centre = person("credit1");
        take(centre, "userTask_acceptObjection", objection);
        centre.choose("怎样核实", "由本单位核实");
        centre.submit();
        take(centre, "userTask_decideObjection", objection);
        assertThat(centre.form()).containsText("应为三千元");
        centre.choose("处理结果", "更正（以新记录取代原记录）");
        centre.fill("理由（送达异议人）", "经核对决定书，罚款数额为三千元");
        centre.submitInVain("至少填写一项");
        centre.fill("更正后的决定内容", "罚款三千元");
        centre.screenshot("credit-04-decide");
        centre.submit();
        runJobs(objection);

        accused.open("/cases/" + objection);
        assertThat(accused.page().locator("main#main")).containsText("罚款数额为三千元");
        accused.wholePage("credit-05-told");
        CreditRecord right = archive.get(objections.get(objection).correctedNo());
        assertThat(right.decision()).isEqualTo("罚款三千元");
        accused.open("/units/" + OTHER);
        assertThat(accused.page().locator("section[aria-labelledby=records]")).containsText("罚款三千元");
        centre.open("/credit/subjects/unit/" + OTHER);
        assertThat(centre.page().locator("[data-credit-picture][data-drawn]")).isVisible();
        centre.wholePage("credit-06-subject");
    }

    @Test
    void aFindingIsPublishedRepairedAndGoneFromThePublicPage() {
        String finding = suspect(someUnitCase(), "rectification-failed", "general");
        complete("userTask_verifyClue", finding, "credit1", with(verification("general", "none"), "documentNo", "文诚检〔2026〕31号"));
        proposeFinding(finding, "general", null);
        defend(finding);
        decide(finding, "general");
        CreditRecord record = archive.read("where r.case_no = :no", Map.of("no", finding)).get(0);
        String gate = child(finding, "publication");
        Person centre = person("credit1");
        take(centre, "userTask_reviewSecrecy", gate);
        centre.choose("审查意见", "全部可以公示");
        centre.screenshot("credit-11-secrecy");
        centre.submit();
        Person second = person("credit2");
        take(second, "userTask_reviewPrivacy", gate);
        second.choose("审查意见", "全部可以公示");
        second.submit();
        runJobs(gate);

        Page anybody = passerBy();
        anybody.navigate(address() + "/public/records");
        anybody.locator("#q").fill("文诚检〔2026〕31号");
        anybody.keyboard().press("Enter");
        assertThat(anybody.locator("main#main")).containsText("共1条");
        assertThat(anybody.locator("main#main")).containsText("威海市文登区财政局");
        Browser.wholePage(anybody, "credit-12-public");

        moveClockTo(record.terms().repairFrom().atTime(9, 0));
        Person head = person(UNIT + "head");
        head.open("/units/" + UNIT);
        head.page().locator("a[href$='/credit/records/" + record.recordNo() + "/repair']").click();
        head.page().getByLabel("失信行为怎样纠正").fill("三项承诺已经全部兑现");
        head.page().getByLabel("相关义务怎样履行").fill("赔偿了企业损失");
        head.page().getByLabel("信用承诺", new Page.GetByLabelOptions().setExact(true)).fill("今后按期兑现承诺，接受监督");
        head.page().getByLabel("同意向社会公开上述信用承诺").check();
        head.wholePage("credit-13-repair");
        press(head, "提交申请");
        assertThat(head.page()).hasURL(Pattern.compile("/cases/XF-"));
        String repair = lastPart(head.page());
        head.page().locator("input[type=file]").setInputFiles(new FilePayload("兑现凭证.pdf", "application/pdf", Samples.pdf("兑现")));
        press(head, "上传");
        assertThat(head.page().locator("section[aria-labelledby=evidence]")).containsText("兑现凭证.pdf");
        head.wholePage("credit-14-repair-case");

        take(centre, "userTask_decideRepair", repair);
        assertThat(centre.form()).containsText("赔偿了企业损失");
        centre.choose("失信行为已纠正", "符合");
        centre.choose("相关义务已履行", "符合");
        centre.choose("已公开作出信用承诺", "符合");
        centre.screenshot("credit-15-decide");
        centre.submit();
        runJobs(repair);
        assertThat(archive.get(record.recordNo()).standing()).isEqualTo(Standing.REPAIRED);
        anybody.reload();
        assertThat(anybody.locator("main#main")).containsText("共0条");
        Browser.wholePage(anybody, "credit-16-gone");
        head.open("/credit/subjects/unit/" + UNIT);
        assertThat(head.page().locator("main#main")).containsText("修复");
        head.wholePage("credit-17-subject");
    }

    @Test
    void aCheckLeadsToAReportThatAnybodyVerifies() throws IOException {
        String enterprise = CheckSamples.code();
        CheckSamples.ofEnterprise(enterprise, BreachClass.GENERAL, archive, subjects, transaction);
        Person clerk = person(OTHER + "1");
        clerk.open("/credit/checks/new");
        clerk.page().getByLabel("评先选优").check();
        clerk.page().getByLabel("办件编号").fill("评〔2026〕1号");
        clerk.page().getByLabel("办理依据").fill("年度评先选优办法第三条");
        clerk.page().getByLabel("统一社会信用代码（单位、企业和社会组织）").fill(enterprise);
        press(clerk, "核查");
        assertThat(clerk.page()).hasURL(Pattern.compile("/credit/checks/HC-"));
        String check = lastPart(clerk.page());
        clerk.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("签发信用报告")).click();
        assertThat(clerk.page().getByLabel("相关编号")).hasValue(check);
        press(clerk, "签发报告");
        assertThat(clerk.page()).hasURL(Pattern.compile("/credit/reports/BG-"));
        String report = lastPart(clerk.page());
        clerk.wholePage("credit-21-report");
        Matcher code = VERIFY.matcher(clerk.page().locator("main#main").innerText());
        assertThat(code.find()).isTrue();
        Download pdf = clerk.page().waitForDownload(() -> clerk.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("PDF"))).first().click());
        byte[] paper = Files.readAllBytes(pdf.path());
        assertThat(new String(paper, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
        Files.write(Path.of("target", "screenshots", "credit-22-report.pdf"), paper);

        Page anybody = passerBy();
        verify(anybody, report, code.group(), paper);
        assertThat(anybody.locator("section[aria-labelledby=result]")).containsText("真实");
        assertThat(anybody.locator("section[aria-labelledby=result]")).containsText("文件没有改动");
        Browser.wholePage(anybody, "credit-23-genuine");
        paper[paper.length / 2] ^= 1;
        verify(anybody, report, code.group(), paper);
        assertThat(anybody.locator("section[aria-labelledby=result]")).containsText("文件与签发的不一致");
        verify(anybody, report, "AAAA-AAAA-AAAA-AAAA", null);
        assertThat(anybody.locator("section[aria-labelledby=result]")).containsText("核验不通过");
        Browser.wholePage(anybody, "credit-24-false");
    }

    private void verify(Page anybody, String report, String code, byte[] paper) {
        anybody.navigate(address() + "/verify");
        anybody.getByLabel("报告编号").fill(report);
        anybody.getByLabel("核验码").fill(code);
        if (paper != null) {
            anybody.locator("#file").setInputFiles(new FilePayload("报告.pdf", "application/pdf", paper));
        }
        anybody.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("核验").setExact(true)).click();
    }

    private static String lastPart(Page page) {
        return page.url().replaceAll(".*/", "").replaceAll("[?#].*", "");
    }

    private static void press(Person person, String button) {
        person.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).first().click();
    }
}
