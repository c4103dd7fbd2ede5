package org.govintegrity.scenario;

import com.microsoft.playwright.Page;
import org.govintegrity.complaint.Category;
import org.govintegrity.complaint.Channel;
import org.govintegrity.complaint.Complaints;
import org.govintegrity.complaint.Informer;
import org.govintegrity.complaint.Naming;
import org.govintegrity.complaint.NewComplaint;
import org.govintegrity.warning.WarningSweep;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** A supervisor opens a warning, reads where it comes from and sends a letter; the head reads that on a phone. */
class WarningBrowserTest extends BrowserTest {

    private static final String UNIT = "gaocun";

    @Autowired
    private Complaints complaints;
    @Autowired
    private WarningSweep sweep;

    @Test
    void readAndAnsweredWithALetter() {
        for (int i = 0; i < 7; i++) {
            moveClockTo(LocalDate.of(2026, 3, 2).minusDays(4L * i).atTime(9, 0));
            complaints.register(new NewComplaint(Channel.PORTAL, Naming.ANONYMOUS, Category.INVESTMENT, UNIT, "招商承诺的补贴没有兑现，第" + i + "次反映", null, null,
                    new Informer(null, null, null, null), List.of(), null, null, true));
        }
        moveClockTo(LocalDateTime.of(2026, 3, 2, 9, 0));
        sweep.all();
        String no = jdbc.sql("select case_no from warning where unit_id = ? and rule_id = 'complaints-rising'").param(UNIT).query(String.class).single();

        Person supervisor = person("supervisor1");
        supervisor.open("/warnings");
        assertThat(supervisor.page().locator("main#main")).containsText("投诉明显上升");
        supervisor.wholePage("warning-01-list");
        supervisor.page().getByText(no).click();
        assertThat(supervisor.page().locator("main#main")).containsText("30日内7件");
        supervisor.wholePage("warning-02-rows");
        supervisor.page().setViewportSize(390, 844);
        fitsTheScreen(supervisor.page());
        supervisor.wholePage("warning-03-rows-390");
        supervisor.page().setViewportSize(1280, 900);
        supervisor.open("/warnings/rules");
        supervisor.wholePage("warning-04-rules");
        take(supervisor, "userTask_triageWarning", no);
        supervisor.choose("处理意见", "排除");
        supervisor.select("排除的原因", "有正当原因");
        supervisor.choose("处理意见", "发提醒函");
        supervisor.fill("理由", "请查明招商补贴没有兑现的原因，月底前改正");
        supervisor.wholePage("warning-05-form");
        supervisor.submit();
        runJobs(no);
        supervisor.open("/cases/" + no);
        assertThat(supervisor.page().locator("[data-diagram][data-drawn]")).isVisible();
        supervisor.wholePage("warning-06-case");

        Person head = person(UNIT + "head");
        head.page().setViewportSize(390, 844);
        head.open("/warnings/" + no);
        assertThat(head.page().locator("main#main")).containsText("月底前改正");
        assertThat(head.page().locator("main#main")).containsText("7条来源依法保护");
        fitsTheScreen(head.page());
        head.wholePage("warning-07-head-390");
    }

    /** Nothing is cut off or has to be moved sideways. */
    private static void fitsTheScreen(Page page) {
        org.assertj.core.api.Assertions.assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue()).isLessThanOrEqualTo(390);
    }
}
