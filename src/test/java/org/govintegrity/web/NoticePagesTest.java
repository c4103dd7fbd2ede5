package org.govintegrity.web;

import org.govintegrity.notice.NoticeService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class NoticePagesTest extends PageTest {

    /** Not the unit of other tests: of their notices so many wait there that the front page has no room for ours. */
    private static final String UNIT = "gonganju";

    @Autowired
    private NoticeService notices;

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
}
