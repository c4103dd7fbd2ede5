package org.govintegrity.web;

import org.govintegrity.notice.NoticeService;
import org.govintegrity.notice.Preferences;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class NoticePagesTest extends PageTest {

    /** Not the unit of other tests: of their notices so many wait there that the front page has no room for ours. */
    private static final String UNIT = "gonganju";

    @Autowired
    private NoticeService notices;
    @Autowired
    private Preferences preferences;

    @Test
    void openingANoticeReceivesIt() {
        // the home page lists the newest only, and other tests' clocks stood later
        jdbc.sql("update notice_delivery set received_at = timestamp '2026-03-01 09:00:00', received_by = 'system' where channel = 'APP' and received_at is null").update();
        String part = approved(UNIT) + "-01";
        String no = notices.ofCase(part).get(0).no();
        assertThat(visitAs(UNIT + "1", "/").text()).contains("未签收的通知", no);
        assertThat(visitAs(UNIT + "1", "/notices").text()).contains(no, "未签收");

        Answer opened = visitAs(UNIT + "1", "/notices/" + no);
        assertThat(opened.text()).contains("检查", "2026年3月2日 09:00", "已签收", "/cases/" + part);
        assertThat(notices.get(no).receivedBy()).isEqualTo(UNIT + "1");
        visitAs(UNIT + "2", "/notices/" + no);
        assertThat(notices.get(no).receivedBy()).isEqualTo(UNIT + "1");
        assertThat(visitAs("supervisor1", "/cases/" + part).text()).contains(no, "签收《");
    }

    @Test
    void whoIsNotAddressedReadsWithoutReceivingOrNotAtAll() {
        String no = notices.ofCase(approved(UNIT) + "-01").get(0).no();
        assertThat(visitAs("supervisor1", "/notices/" + no).status()).isEqualTo(200);
        assertThat(notices.get(no).received()).isFalse();
        for (String person : List.of(OTHER + "head", "inspector3", "authority1")) {
            assertThat(visitAs(person, "/notices/" + no).status()).as(person).isEqualTo(404);
        }
        assertThat(notices.get(no).received()).isFalse();
        assertThat(visitAs("supervisor1", "/notices/TZ-1999-000001").status()).isEqualTo(404);
    }

    @Test
    void theNoticeShowsEveryAttemptAndTheAdminWhatFailed() {
        String no = notices.ofCase(approved(UNIT) + "-01").get(0).no();
        assertThat(visitAs("admin", "/admin/notice-deliveries").text()).doesNotContain(no);
        jdbc.sql("insert into notice_delivery (notice_no, channel, recipient, state, attempts, note) values (?, 'MAIL', 'gonganju@wendeng.example', 'PENDING', 2, '邮件服务器拒收，答复代码 451')")
                .param(no).update();
        long id = jdbc.sql("select max(id) from notice_delivery").query(Long.class).single();
        for (int hour : List.of(9, 10)) {
            jdbc.sql("insert into notice_attempt (delivery_id, channel, recipient, attempted_at, result, code, words) values (?, 'MAIL', 'gonganju@wendeng.example', ?, 'NOT_TAKEN', '451', '邮件服务器拒收，答复代码 451')")
                    .params(id, LocalDateTime.of(2026, 3, 2, hour, 30)).update();
        }
        Answer page = visitAs("supervisor1", "/notices/" + no);
        assertThat(page.text()).contains("电子邮件", "待发送", "发送记录2次", "2026年3月2日 09:30，没有发出，451，邮件服务器拒收，答复代码 451", "2026年3月2日 10:30", "站内", "版本 ");
        assertThat(visitAs("admin", "/admin/notice-deliveries").text()).contains(no, "2次", "2026年3月2日 10:30，没有发出", "流程监控");
        jdbc.sql("update notice_delivery set state = 'SENT' where id = ?").param(id).update();
        assertThat(visitAs("admin", "/admin/notice-deliveries").text()).doesNotContain(no);
    }

    @Test
    void theHeadSetsWhatTheUnitWants() {
        jdbc.sql("delete from notice_preference").update();
        assertThat(visitAs(UNIT + "head", "/notices").text()).contains("/notices/preferences");
        assertThat(visitAs(UNIT + "1", "/notices").text()).doesNotContain("/notices/preferences");
        assertThat(visitAs(UNIT + "1", "/notices/preferences").status()).isEqualTo(403);
        Answer empty = visitAs(UNIT + "head", "/notices/preferences");
        assertThat(empty.text()).contains("区公安分局的通知设置", "站内通知不受这里的设置影响", "送达时间以站内为准", "期限不因免打扰或者汇总而推迟").doesNotContain("修改记录").doesNotContain("换单位");

        Answer saved = send(UNIT + "head", "/notices/preferences", Map.of("quietFrom", List.of("21:30"), "quietTo", List.of("07:30"), "quietDaysOff", List.of("yes"), "digestHour", List.of("9")));
        assertThat(saved.status()).isEqualTo(302);
        assertThat(saved.location()).isEqualTo("/notices/preferences?holder=" + UNIT);
        assertThat(visitAs(UNIT + "head", "/notices/preferences").text()).contains("value=\"21:30\"", "value=\"07:30\"", "修改记录", "21:30至07:30，休息日全天", "不要");
        assertThat(preferences.of(UNIT).setBy()).isEqualTo(UNIT + "head");

        Answer wrong = send(UNIT + "head", "/notices/preferences", Map.of("quietFrom", List.of("22:00"), "quietTo", List.of("")));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("没有保存", "起止都填", "value=\"22:00\"");
        assertThat(send(UNIT + "head", "/notices/preferences", Map.of("quietFrom", List.of("25:00"), "quietTo", List.of("07:30"))).text()).contains("21:30 这样", "value=\"25:00\"");
        assertThat(send(UNIT + "head", "/notices/preferences", Map.of("digest", List.of("yes"), "digestHour", List.of("8"))).text()).contains("每日汇总用电子邮件发送", "checked");
        assertThat(send(UNIT + "head", "/notices/preferences", Map.of("holder", List.of(OTHER))).status()).isEqualTo(403);
        assertThat(send(UNIT + "1", "/notices/preferences", Map.of("holder", List.of(UNIT))).status()).isEqualTo(403);
        assertThat(preferences.history(UNIT, 10)).hasSize(1);

        assertThat(visitAs("admin", "/notices/preferences?holder=" + UNIT).text()).contains("换单位", "区公安分局的通知设置", "监督员", "value=\"21:30\"");
        assertThat(send("admin", "/notices/preferences", Map.of("holder", List.of("supervisor"))).status()).isEqualTo(302);
        assertThat(visitAs("admin", "/notices/preferences?holder=nosuch").status()).isEqualTo(403);
        jdbc.sql("delete from notice_preference").update();
    }
}
