package org.govintegrity.scenario;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.govintegrity.check.CheckSamples;
import org.govintegrity.check.Matters;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditSubjects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.util.List;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** A clerk checks an enterprise, decides in Tasklist, and the share shows what was left out; the administrator gives a key. */
class CreditCheckBrowserTest extends BrowserTest {

    @Autowired
    private CreditArchive archive;
    @Autowired
    private CreditSubjects subjects;
    @Autowired
    private Matters matters;

    @Test
    void fromThePageToTheDecisionAndTheShare() {
        String code = CheckSamples.code();
        CheckSamples.ofEnterprise(code, BreachClass.SERIOUS, archive, subjects, transaction);
        Person clerk = person(UNIT + "1");
        clerk.open("/credit/checks/new");
        clerk.page().getByLabel("财政补助").check();
        clerk.page().getByLabel("办件编号").fill("财补〔2026〕15号");
        clerk.page().getByLabel("办理依据").fill("文登区财政专项资金管理办法第八条");
        clerk.page().getByLabel("统一社会信用代码（单位、企业和社会组织）").fill(code);
        clerk.page().getByLabel("名称或姓名（可不填）").fill("文登示例机械有限公司");
        clerk.wholePage("check-01-new");
        press(clerk, "核查");
        assertThat(clerk.page().locator("main#main")).containsText("重点关注名单");
        clerk.wholePage("check-02-answer");
        String no = clerk.page().url().replaceAll(".*/", "");

        take(clerk, "userTask_decideMatter", no);
        assertThat(clerk.form()).containsText("限制申请财政性资金项目");
        clerk.choose("处理决定", "照常办理");
        clerk.submitInVain("不一致");
        clerk.choose("处理决定", "因信用原因不予办理");
        clerk.form().locator(".fjs-form-field-checklist").getByLabel("限制申请财政性资金项目").check();
        clerk.wholePage("check-03-decide");
        clerk.submit();
        clerk.open("/credit/checks/" + no);
        assertThat(clerk.page().locator("section[aria-labelledby=use]")).containsText("因信用原因不予办理");
        clerk.wholePage("check-04-used");
        clerk.open("/cases/" + no);
        assertThat(clerk.page().locator("[data-diagram][data-drawn]")).isVisible();
        assertThat(clerk.page().locator("[data-diagram][data-drawn] .djs-connection.is-done").first()).isAttached();
        clerk.wholePage("check-05-case");

        matters.report(UNIT, List.of(new Matters.Entry("2026-03", "subsidy", "财补〔2026〕15号"), new Matters.Entry("2026-03", "subsidy", "财补〔2026〕16号"),
                new Matters.Entry("2026-03", "award", null)), UNIT + "1");
        clerk.open("/credit/matters");
        clerk.wholePage("check-06-matters");
        Person centre = person("credit1");
        centre.open("/credit/checks/share?month=2026-03");
        assertThat(centre.page().locator("section[aria-labelledby=shares]")).containsText("50%");
        assertThat(centre.page().locator("section[aria-labelledby=missing]")).containsText("财补〔2026〕16号");
        centre.wholePage("check-07-share");
        clerk.open("/credit/checks");
        clerk.wholePage("check-08-list");
    }

    @Test
    void theAdministratorGivesAKeyThatIsShownOnce() {
        Person admin = person("admin");
        admin.open("/admin/api-keys");
        admin.page().getByLabel("系统名称").fill("行政审批系统");
        admin.page().getByLabel("使用单位").selectOption(UNIT);
        admin.page().getByLabel("到期日").fill("2026-12-31");
        admin.page().getByLabel("行政许可").check();
        press(admin, "发放");
        assertThat(admin.page().locator("#secret")).containsText("hc_");
        admin.wholePage("check-09-key");
        admin.open("/admin/api-keys");
        assertThat(admin.page().locator("#secret")).hasCount(0);
        admin.page().getByPlaceholder("停用理由").first().fill("示例停用");
        press(admin, "停用");
        assertThat(admin.page().locator("main#main")).containsText("立即生效");
    }

    private static void press(Person person, String button) {
        person.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).first().click();
    }
}
