package org.govintegrity.notice;

import org.govintegrity.casefile.NewCase;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The default configuration: no mail server. */
class NoticeWithoutMailTest extends ProcessTest {

    @Autowired
    private NoticeService notices;
    @Autowired
    private TransactionTemplate transaction;

    @Test
    void withoutAMailServerANoticeGoesByTheApplicationOnly() {
        String no = transaction.execute(status -> {
            String caseNo = cases.open(NewCase.numbered("JC", "unit-inspection", "承诺检查", "caizhengju", List.of("三.5"), null)).caseNo();
            return notices.issue("inspection-closed", caseNo, "caizhengju", Map.of("unit", "区财政局", "title", "承诺检查", "caseNo", caseNo, "result", "未发现问题"));
        });
        assertThat(notices.deliveries(no)).singleElement().satisfies(d -> assertThat(d.channel()).isEqualTo(Delivery.APP));
        String instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(no).singleResult().getId();
        assertThat(management.createJobQuery().processInstanceId(instance).messages().count()).isZero();

        as("caizhengju1", () -> notices.receive(no, "caizhengju1"));
        runJobs(no);
        assertThat(ended(no)).isTrue();
        assertThat(passed(no)).contains("endEvent_sent", "endEvent_received");
    }
}
