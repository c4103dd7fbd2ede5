package org.govintegrity.scenario;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.govintegrity.notice.NoticeSender;
import org.govintegrity.notice.NoticeService;
import org.govintegrity.notice.channel.StandInServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import java.util.List;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A head chooses how the unit is told, a robot fails, and unit and administrator see what became of it. */
class NoticeSettingsBrowserTest extends BrowserTest {

    private static final String UNIT = "minzhengju";
    private static final StandInServer VENDOR = new StandInServer();

    @DynamicPropertySource
    static void channels(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> "jdbc:h2:mem:noticesettings;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000");
        registry.add("spring.mail.host", () -> "127.0.0.1");
        registry.add("spring.mail.port", () -> "1");
        registry.add("supervision.mail.from", () -> "supervision@wendeng.example");
        registry.add("supervision.notice.channels.loopback", () -> "true");
        String prefix = "supervision.notice.channels.endpoints.minzheng.";
        registry.add(prefix + "channel", () -> "DINGTALK");
        registry.add(prefix + "name", () -> "区民政局工作群");
        registry.add(prefix + "groups", () -> UNIT);
        registry.add(prefix + "url", () -> VENDOR.url("/robot/send"));
        registry.add(prefix + "token", () -> "0123456789abcdef");
        registry.add(prefix + "secret", () -> "SEC0123456789abcdef");
    }

    @Autowired
    private NoticeService notices;
    @Autowired
    private NoticeSender notifier;

    @AfterAll
    static void stop() {
        VENDOR.close();
    }

    @Test
    void aHeadChoosesAndEverybodySeesWhatBecameOfIt() {
        Person head = person(UNIT + "head");
        head.open("/notices");
        head.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("通知设置")).click();
        Locator page = head.page().locator("main#main");
        assertThat(page).containsText("站内通知不受这里的设置影响");
        head.page().getByLabel("电子邮件", new Page.GetByLabelOptions().setExact(true)).check();
        head.page().getByLabel("把电子邮件并成一封").check();
        head.page().getByLabel("从", new Page.GetByLabelOptions().setExact(true)).fill("21:30");
        head.page().getByLabel("到（早于起始时间的为次日）").fill("07:30");
        head.page().getByLabel("休息日").check();
        head.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("保存")).click();
        assertThat(head.page().getByRole(AriaRole.STATUS)).containsText("已保存");
        assertThat(page).containsText("21:30至07:30，休息日全天");
        head.wholePage("notice-settings-01");
        head.page().setViewportSize(390, 844);
        head.wholePage("notice-settings-02-phone");
        head.page().setViewportSize(1280, 900);

        String part = dispatched("承诺兑现检查", UNIT);
        String no = notices.ofCase(part).get(0).no();
        long robot = notices.deliveries(no).stream().filter(d -> d.channel().equals("DINGTALK")).findFirst().orElseThrow().id();
        VENDOR.answers(200, "{\"errcode\":130101,\"errmsg\":\"send too fast\"}");
        List.of(1, 2).forEach(time -> org.assertj.core.api.Assertions.assertThatThrownBy(() -> notifier.send(robot)).hasMessageContaining("限流"));
        Person admin = person("admin");
        admin.open("/admin/notice-deliveries");
        assertThat(admin.page().locator("main#main")).containsText("区民政局工作群");
        admin.wholePage("notice-settings-03-failed");
        VENDOR.answers(200, "{\"errcode\":0}");
        notifier.send(robot);
        head.open("/notices/" + no);
        Locator record = head.page().locator("section[aria-labelledby=channels]");
        assertThat(record).containsText("钉钉群机器人");
        assertThat(record).containsText("待并入每日汇总");
        record.locator("summary").click();
        assertThat(record).containsText("errcode 130101，钉钉限流");
        head.wholePage("notice-settings-04-notice");
        head.page().setViewportSize(390, 844);
        head.wholePage("notice-settings-05-notice-phone");
        assertThat(VENDOR.received()).hasSize(3);
    }
}
