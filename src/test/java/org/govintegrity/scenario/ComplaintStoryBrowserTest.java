package org.govintegrity.scenario;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import org.govintegrity.evidence.Samples;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Somebody complains on a phone with a picture, keeps the receipt, follows it, writes and is answered; the office works with the copy that names nobody. */
class ComplaintStoryBrowserTest extends BrowserTest {

    private static final int PHONE_WIDTH = 390;
    private static final String HANDLER = "fagaiju";

    @Test
    void complainedOnAPhoneFollowedByCodeAndAnswered() {
        Page phone = passerBy();
        phone.setViewportSize(PHONE_WIDTH, 844);
        phone.navigate(address() + "/public/complain");
        assertThat(phone.locator("h1")).hasText("失信投诉举报");
        fitsTheScreen(phone);
        Browser.wholePage(phone, "complaint-01-form");
        phone.getByLabel("实名并要求保密").focus();
        phone.keyboard().press("Space");
        phone.getByLabel("投诉哪个单位").fill("界石镇");
        phone.getByLabel("哪一类事项").selectOption("investment");
        phone.getByLabel("事实经过").fill("太短");
        phone.getByLabel("姓名或者单位名称").fill("欧阳手机");
        press(phone, "提交投诉");
        assertThat(phone.locator("[role=alert]")).containsText("至少10个字");
        assertThat(phone.getByLabel("姓名或者单位名称")).hasValue("欧阳手机");
        fitsTheScreen(phone);
        phone.getByLabel("事实经过").fill("我是欧阳手机。镇里2024年招商时书面承诺厂房租金补贴三年，第二年起没有兑现，多次催办没有结果。");
        phone.getByLabel("电话", new Page.GetByLabelOptions().setExact(true)).fill("13806319999");
        phone.getByLabel("证明材料（可不选）").setInputFiles(new FilePayload("欧阳手机拍的协议.png", "image/png", Samples.picture("png")));
        press(phone, "提交投诉");
        assertThat(phone.locator("h1")).hasText("投诉回执");
        String no = phone.locator("#receipt-no").textContent();
        String code = phone.locator("#receipt-code").textContent();
        fitsTheScreen(phone);
        Browser.wholePage(phone, "complaint-02-receipt");
        org.assertj.core.api.Assertions.assertThat(phone.context().cookies()).as("no cookie on a complainant's phone").isEmpty();

        Person clerk = person("credit1");
        take(clerk, "userTask_precheckComplaint", no);
        clerk.choose("处理意见", "受理，转送办理");
        clerk.wholePage("complaint-03-precheck");
        complete("userTask_precheckComplaint", no, "credit1", Map.of("decision", "accept", "handler", HANDLER));
        runJobs(no);
        complete("userTask_acceptComplaint", no, HANDLER + "1", Map.of("contact", "张科长 8451000"));
        Person unit = person(HANDLER + "1");
        unit.open("/cases/" + no);
        assertThat(unit.page().locator("main#main")).containsText("〔投诉人〕");
        assertThat(unit.page().locator("main#main")).not().containsText("欧阳手机");
        unit.page().getByLabel("给投诉人留言").fill("请问承诺写在哪份文件里？");
        press(unit.page(), "留言");
        assertThat(unit.page().locator("[data-diagram][data-drawn]")).isVisible();
        unit.wholePage("complaint-04-case");

        phone.navigate(address() + "/public/complaint");
        phone.getByLabel("受理编号").fill(no);
        phone.getByLabel("查询码").fill("AAAA-AAAA-AAAA");
        press(phone, "查询");
        assertThat(phone.locator("[role=alert]")).containsText("编号或者查询码不正确");
        phone.getByLabel("查询码").fill(code.toLowerCase());
        press(phone, "查询");
        assertThat(phone.locator("main#main")).containsText("请问承诺写在哪份文件里？");
        phone.getByLabel("给办理人员留言、补充材料").fill("写在招商协议第八条");
        press(phone, "发送");
        assertThat(phone.locator("[role=status]").first()).containsText("留言已经送达");
        fitsTheScreen(phone);
        Browser.wholePage(phone, "complaint-05-followed");

        complete("userTask_verifyComplaint", no, HANDLER + "1", Map.of("facts", "查阅招商协议和付款凭证", "finding", "upheld", "reasons", "协议第八条约定明确", "gravity", "general",
                "problems", List.of(Map.of("text", "第二年起的租金补贴没有兑现")), "answer", "经核实属实，已责成界石镇整改，补贴在三十日内拨付。"));
        complete("userTask_confirmFinding", no, HANDLER + "2", Map.of("decision", "agree"));
        runJobs(no);
        phone.navigate(address() + "/public/complaint");
        phone.getByLabel("受理编号").fill(no);
        phone.getByLabel("查询码").fill(code);
        press(phone, "查询");
        assertThat(phone.locator("main#main")).containsText("补贴在三十日内拨付");
        assertThat(phone.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("申请复查"))).isVisible();
        fitsTheScreen(phone);
        Browser.wholePage(phone, "complaint-06-answered");
        org.assertj.core.api.Assertions.assertThat(phone.context().cookies()).isEmpty();
        phone.context().close();
        runJobs(no + "-01");
        Person supervisor = person("supervisor1");
        supervisor.open("/cases/" + no + "-01");
        assertThat(supervisor.page().locator("[data-diagram][data-drawn]")).isVisible();
        supervisor.wholePage("complaint-07-consequence");
        supervisor.open("/complaints");
        assertThat(supervisor.page().locator("main#main")).containsText(no);
        supervisor.wholePage("complaint-08-list");
    }

    /** Nothing is cut off or has to be moved sideways. */
    private static void fitsTheScreen(Page phone) {
        org.assertj.core.api.Assertions.assertThat(((Number) phone.evaluate("document.documentElement.scrollWidth")).intValue()).isLessThanOrEqualTo(PHONE_WIDTH);
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).first().click();
    }
}
