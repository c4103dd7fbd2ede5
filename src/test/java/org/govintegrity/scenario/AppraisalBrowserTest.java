package org.govintegrity.scenario;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.govintegrity.appraisal.AppraisalService;
import org.govintegrity.appraisal.NewCampaign;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.LocalDate;
import java.util.List;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** A clerk prints a window's QR code; a citizen votes on a phone, by keyboard too; the clerk calls back in Tasklist. */
class AppraisalBrowserTest extends BrowserTest {

    private static final int PHONE_WIDTH = 390;

    @Autowired
    private AppraisalService campaigns;

    @Test
    void aCitizenVotesOnAPhoneAndTheUnitCallsBack() {
        String no = as("joint1", () -> campaigns.open(new NewCampaign("2026年度政务服务群众评议", LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 31), List.of(UNIT))));
        runJobs(no);
        Person clerk = person(UNIT + "1");
        clerk.open("/appraisals/" + no);
        clerk.page().getByLabel("服务窗口，一行一个").fill("1号窗口");
        press(clerk.page(), "打印窗口二维码");
        assertThat(clerk.page().locator(".qr-sheet img")).isVisible();
        clerk.wholePage("appraisal-01-sheet");
        String address = clerk.page().locator(".qr-sheet code").textContent();

        Page phone = passerBy();
        phone.setViewportSize(PHONE_WIDTH, 844);
        phone.navigate(address() + address.substring(address.indexOf("/public/")));
        assertThat(phone.locator("main#main")).containsText("1号窗口");
        fitsTheScreen(phone);
        Browser.wholePage(phone, "appraisal-02-phone");
        phone.getByLabel("不满意", new Page.GetByLabelOptions().setExact(true)).focus();
        phone.keyboard().press("Space");
        press(phone, "提交评议");
        assertThat(phone.locator("[role=alert]")).containsText("至少勾选一项原因");
        assertThat(phone.getByLabel("不满意", new Page.GetByLabelOptions().setExact(true))).isChecked();
        fitsTheScreen(phone);
        phone.getByLabel("超过承诺的时间").check();
        phone.getByLabel("意见和建议（可不填）").fill("王科长让我等了两个小时，电话13812345678");
        phone.getByLabel("联系方式（可不填）").fill("13812345678");
        press(phone, "提交评议");
        assertThat(phone.locator("main#main")).containsText("已经收到");
        fitsTheScreen(phone);
        Browser.wholePage(phone, "appraisal-03-thanks");
        org.assertj.core.api.Assertions.assertThat(phone.context().cookies()).as("no cookie on a voter's phone").isEmpty();
        phone.navigate(address() + "/public/appraisals");
        assertThat(phone.locator("main#main")).containsText("评议还没有统计");
        fitsTheScreen(phone);
        phone.context().close();

        String bad = no + "-01";
        take(clerk, "userTask_callBack", bad);
        assertThat(clerk.form()).containsText("王某科长让我等了两个小时");
        clerk.choose("回访情况", "已联系上群众");
        clerk.fill("核实情况", "当日两个窗口停开，已说明并致歉");
        clerk.choose("核实结果", "属实或者部分属实，进行整改");
        clerk.wholePage("appraisal-04-call-back");
        clerk.submit();
        clerk.open("/appraisals/" + no);
        assertThat(clerk.page().locator("section[aria-labelledby=reviews]")).containsText("待整改");
        clerk.wholePage("appraisal-05-campaign");
        clerk.open("/cases/" + bad);
        assertThat(clerk.page().locator("[data-diagram][data-drawn]")).isVisible();
    }

    /** Nothing is cut off or has to be moved sideways. */
    private static void fitsTheScreen(Page phone) {
        org.assertj.core.api.Assertions.assertThat(((Number) phone.evaluate("document.documentElement.scrollWidth")).intValue()).isLessThanOrEqualTo(PHONE_WIDTH);
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).first().click();
    }
}
