package org.govintegrity.scenario;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.govintegrity.escalation.LadderService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.LocalDateTime;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A unit that does nothing: the ladder climbs before everybody's eyes. */
class LateStoryBrowserTest extends BrowserTest {

    private static final String UNIT = "jiaotongju";
    private static final String TASK = "提交自查报告";

    @Autowired
    private LadderService ladder;

    @Test
    void theLadderClimbsUntilTheInterviewIsHeld() {
        String part = dispatched("承诺兑现检查", UNIT);   // the self-check is due on Monday 16 March
        Person head = person(UNIT + "head");

        sweepAt(LocalDateTime.of(2026, 3, 11, 8, 0));
        notified(head, "临期提醒");
        sweepAt(LocalDateTime.of(2026, 3, 14, 9, 0));
        head.open("/");
        assertThat(tasksUnder(head, "三日内到期")).containsText(TASK);

        sweepAt(LocalDateTime.of(2026, 3, 17, 8, 0));
        notified(head, "黄牌通知");
        head.open("/");
        assertThat(tasksUnder(head, "已超期")).containsText(TASK);
        head.wholePage("late-01-head-home");
        head.tasklist();
        head.filter("已超期");
        assertThat(head.listed(TASK)).hasCount(1);
        head.filter("三日内到期");
        assertThat(head.listed(TASK)).hasCount(0);
        head.filter("已超期");
        head.listed(TASK).click();
        head.formIsThere(TASK);
        head.screenshot("late-02-head-tasklist");

        sweepAt(LocalDateTime.of(2026, 3, 19, 8, 0));
        notified(head, "红牌通知");
        Person supervisor = person("supervisor1");
        supervisor.open("/");
        Locator late = supervisor.page().locator("section[aria-labelledby=late]");
        assertThat(late).containsText(registry.unit(UNIT).shortName());
        assertThat(late).containsText(TASK);
        supervisor.wholePage("late-03-supervisor-home");

        sweepAt(LocalDateTime.of(2026, 3, 24, 9, 0));
        holdInterview(person("joint1"), part);
        notified(head, "约谈要求告知书");
        supervisor.open("/cases/" + part);
        assertThat(supervisor.page().locator(".timeline")).containsText("红牌");
        supervisor.wholePage("late-05-case");
    }

    private void holdInterview(Person officer, String part) {
        String interview = jdbc.sql("select case_no from casefile_case where case_no like 'YT-%' and parent_no = ?").param(part).query(String.class).single();
        officer.goToTask(task("userTask_holdInterview", interview).getName());
        officer.claim();
        officer.fillDate("约谈日期", 0, "2026/3/30");
        officer.fill("参加人", "局长、联席办主任");
        officer.fill("约谈记录", "说明了迟延的原因。");
        officer.fill("要求", "三日内提交自查报告");
        officer.submitInVain("还没有到");
        officer.fillDate("约谈日期", 0, "2026/3/24");
        officer.screenshot("late-04-interview");
        officer.submit();
        assertThat(ended(interview)).isTrue();
    }

    private void sweepAt(LocalDateTime time) {
        moveClockTo(time);
        ladder.sweep();
    }

    private static void notified(Person person, String title) {
        person.open("/notices");
        Locator notice = person.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(title)).first();
        assertThat(notice).isVisible();
        notice.click();
        assertThat(person.page().locator("article.letter h1")).containsText(title);
        assertThat(person.page().locator("dl.facts")).containsText(person.page().locator("form.who span").innerText());
    }

    private static Locator tasksUnder(Person person, String heading) {
        return person.page().locator("section.tasks").filter(new Locator.FilterOptions().setHasText(heading));
    }
}
