package org.govintegrity.web;

import org.govintegrity.calendar.CalendarService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;

import java.nio.charset.StandardCharsets;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.TEXT_HTML;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

class CalendarPageTest extends PageTest {

    @Autowired
    private CalendarService calendar;

    @Test
    void onlyTheAdminMaintainsTheCalendar() {
        assertThat(visitAs("admin", "/admin/calendar").text()).contains("2026年", "放假通知", "暂定");
        assertThat(visitAs("supervisor1", "/admin/calendar").status()).isEqualTo(403);
        assertThat(upload("supervisor1", "2027.csv", "x").status()).isEqualTo(403);
    }

    @Test
    void aBrokenFileIsRefusedWholeAndSaysWhere() {
        List<?> before = calendar.years();
        Answer refused = upload("admin", "2027.csv", "date,kind,name,basis\n2027-01-01,休,元旦,通知\n2027-02-31,休,春节,通知\n");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("没有载入，原有日历没有变化", "2027.csv");
        assertThat(calendar.years()).isEqualTo(before);
    }

    @Test
    void anEmptyOrMissingFileIsRefused() {
        assertThat(upload("admin", "2027.csv", "").text()).contains("请先选择一个文件");
        assertThat(answer(multipart("/admin/calendar").accept(TEXT_HTML).with(signedIn("admin")).with(csrf())).status()).isEqualTo(400);
    }

    @Test
    void theCalculatorShowsTheSum() {
        String sum = visitAs(UNIT + "1", "/deadlines?rule=inspection.self-check&start=2026-03-02").text();
        assertThat(sum).contains("2026年3月16日", "依据", "不计入的日子", "2026年3月7日");
        assertThat(visitAs(UNIT + "1", "/deadlines").text()).contains("请选择");
        assertThat(visitAs(UNIT + "1", "/deadlines?rule=inspection.self-check&start=soon").status()).isEqualTo(400);
        assertThat(visitAs(UNIT + "1", "/deadlines?rule=no.such&start=2026-03-02").status()).isEqualTo(404);
    }

    private Answer upload(String person, String name, String content) {
        return answer(multipart("/admin/calendar").file(new MockMultipartFile("file", name, "text/csv", content.getBytes(StandardCharsets.UTF_8)))
                .accept(TEXT_HTML).with(signedIn(person)).with(csrf()));
    }
}
