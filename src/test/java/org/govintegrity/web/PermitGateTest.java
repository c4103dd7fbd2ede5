package org.govintegrity.web;

import org.govintegrity.common.Refusal;
import org.govintegrity.disclosure.Batch;
import org.govintegrity.disclosure.DisclosureKind;
import org.govintegrity.disclosure.DisclosureService;
import org.govintegrity.publication.PublicationLog;
import org.govintegrity.publication.PublicationService;
import org.govintegrity.publication.RowGate;
import org.govintegrity.publication.RowItem;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Permits of 双公示 on their way to the portal: each row by itself, nobody's name, no day too long. */
class PermitGateTest extends PageTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String UNIT = "caizhengju";

    @Autowired private DisclosureService disclosures;
    @Autowired private PublicationService publications;
    @Autowired private RowGate gate;
    @Autowired private PublicationLog log;

    @Test
    void eachRowIsReviewedByItselfAndThenFoundByNameCodeAndNumber() {
        Map<String, String> shown = permit();
        shown.put("XK_NR", "准予经营，联系人赵小兰，电话13812345678");
        shown.put("XK_FRDB", "赵小兰");
        Map<String, String> secret = permit();
        Map<String, String> person = permit();
        person.put("XK_XDR_LB", "自然人");
        person.remove("XK_XDR_SHXYM");
        person.put("XK_XDR_MC", "钱大有");
        person.put("XK_XDR_ZJLX", "身份证");
        person.put("XK_XDR_ZJHM", "11010519491231002X");
        person.remove("XK_FRDB");
        Map<String, String> revoked = permit();
        revoked.put("XK_ZT", "1");
        Batch batch = file(shown, secret, person, revoked);
        assertThat(batch.accepted()).isEqualTo(4);
        String no = caseOf(batch);
        assertThat(gate.ofCase(no)).as("neither a person's nor one that is not in force").extracting(RowItem::documentNo).containsExactly(shown.get("XK_WSH"), secret.get("XK_WSH"));
        assertThat(String.valueOf(tasks.getVariable(task("userTask_reviewSecrecy", no).getId(), "brief"))).contains(shown.get("XK_WSH"), "联系人赵某").doesNotContain("赵小兰", "13812345678", "钱大有");
        assertThat(visit("/public/disclosures?q={q}", shown.get("XK_WSH")).text()).contains("共0条", "没有符合条件");
        Refusal unknown = refusalOf(() -> complete("userTask_reviewSecrecy", no, "credit1", Map.of("decision", "some", "rows", List.of(Map.of("recordNo", "SG-0", "reason", "含有工作秘密")))));
        assertThat(unknown).hasMessageContaining("没有正在审查");
        complete("userTask_reviewSecrecy", no, "credit1", Map.of("decision", "some", "rows", List.of(Map.of("recordNo", batch.batchNo() + "-00002", "reason", "含有工作秘密"))));
        complete("userTask_reviewPrivacy", no, "credit1", Map.of("decision", "all"));
        runJobs(no);
        assertThat(cases.get(no).outcome()).isEqualTo("published");
        for (String asked : List.of(shown.get("XK_WSH"), shown.get("XK_XDR_MC"), shown.get("XK_XDR_SHXYM").toLowerCase())) {
            assertThat(visit("/public/disclosures?q={q}", asked).text()).as(asked).contains(shown.get("XK_WSH"), "138******78", "政府信息公开条例第二十条")
                    .doesNotContain("13812345678").doesNotContain("赵小兰").doesNotContain(secret.get("XK_WSH"));
        }
        assertThat(visit("/public/disclosures?q={q}", secret.get("XK_WSH")).text()).contains("共0条");
        assertThat(visit("/public/disclosures?q={q}", person.get("XK_WSH")).text()).contains("共0条");
        assertThat(visit("/public/disclosures.json?q={q}", shown.get("XK_WSH")).text()).contains("\"total\":1", log.of(batch.batchNo() + "-00001").get(0).contentHash()).doesNotContain("赵小兰");
        assertThat(visit("/public/disclosures?q=%&kind=penalty&page=99999").status()).isEqualTo(200);
        assertThat(visit("/public/disclosures?kind=tax").status()).isEqualTo(400);
        assertThat(visit("/public/disclosures.json?size=0").status()).isEqualTo(400);
        assertThat(log.walk().intact()).isTrue();
        assertThat(visitAs("credit1", "/cases/" + no).text()).contains(batch.batchNo() + "-00001", "公示中", "不予公示", "含有工作秘密");
        assertThat(visitAs("credit1", "/publication").text()).contains("/publication/" + batch.batchNo() + "-00001/take-down");
    }

    @Test
    void comesDownWhenRevokedAtTheEndOfItsTermAndByHand() {
        Map<String, String> shortLived = permit();
        shortLived.put("XK_YXQZI", "2026-06-30");
        Batch batch = file(permit(), shortLived, permit(), permit());
        String no = caseOf(batch);
        as("caizhengju1", () -> disclosures.withdraw(batch.batchNo() + "-00004", UNIT, LocalDate.of(2026, 3, 2), "审查期间原许可被撤销", "caizhengju1"));
        assertThat(state(batch, 4)).as("not waiting for the review").isEqualTo("withheld");
        complete("userTask_reviewSecrecy", no, "credit1", Map.of("decision", "all"));
        complete("userTask_reviewPrivacy", no, "credit1", Map.of("decision", "all"));
        runJobs(no);
        disclosures.withdraw(batch.batchNo() + "-00001", UNIT, LocalDate.of(2026, 3, 2), "复议撤销了原许可", "caizhengju1");
        assertThat(state(batch, 1)).isEqualTo("taken-down");
        assertThat(refusalOf(() -> as("credit1", () -> gate.takeDownByHand(batch.batchNo() + "-00001", "再撤一次也没有用")))).hasMessageContaining("没有公示");
        as("credit1", () -> gate.takeDownByHand(batch.batchNo() + "-00003", "发现内容有误，先行撤下"));
        moveClockTo(LocalDateTime.of(2026, 6, 30, 23, 0));
        publications.sweep();
        assertThat(state(batch, 2)).as("the last day").isEqualTo("published");
        moveClockTo(LocalDateTime.of(2026, 7, 1, 0, 30));
        assertThat(visit("/public/disclosures?q={q}", shortLived.get("XK_WSH")).text()).as("by date, the job may be late").contains("共0条");
        publications.sweep();
        publications.sweep();
        assertThat(log.of(batch.batchNo() + "-00002")).extracting(PublicationLog.Act::act).containsExactly("publish", "take-down");
    }

    @Test
    void aPermitIsNotShownLongerThanTheTableSaysAndAnEndedCaseShowsNothing() {
        Map<String, String> longLived = permit();
        longLived.put("XK_YXQZI", "2099-12-31");
        Batch batch = file(longLived);
        String no = caseOf(batch);
        complete("userTask_reviewSecrecy", no, "credit1", Map.of("decision", "all"));
        complete("userTask_reviewPrivacy", no, "credit1", Map.of("decision", "all"));
        runJobs(no);
        assertThat(gate.find(batch.batchNo() + "-00001").orElseThrow().shownUntil()).isEqualTo(LocalDate.of(2029, 3, 2));
        Batch other = file(permit());
        String otherNo = caseOf(other);
        runtime.deleteProcessInstance(runtime.createProcessInstanceQuery().processInstanceBusinessKey(otherNo).singleResult().getId(), "test");
        assertThat(state(other, 1)).isEqualTo("withheld");
        assertThat(cases.get(otherNo).open()).isFalse();
        Batch all = file(permit());
        complete("userTask_reviewSecrecy", caseOf(all), "credit1", Map.of("decision", "none", "reason", "整批含有工作秘密"));
        assertThat(cases.get(caseOf(all)).outcome()).isEqualTo("withheld");
    }

    private String state(Batch batch, int line) {
        return gate.find(batch.batchNo() + "-" + String.format("%05d", line)).orElseThrow().state();
    }

    private String caseOf(Batch batch) {
        return jdbc.sql("select distinct case_no from publication_row where row_no like ?").param(batch.batchNo() + "%").query(String.class).single();
    }

    /** Lines are numbered as people see them, without the heading. */
    @SafeVarargs
    private Batch file(Map<String, String>... rows) {
        List<String> objects = new ArrayList<>();
        for (Map<String, String> row : rows) {
            objects.add("{" + row.entrySet().stream().map(e -> "\"" + e.getKey() + "\":\"" + e.getValue() + "\"").collect(Collectors.joining(",")) + "}");
        }
        return disclosures.file(UNIT, DisclosureKind.PERMIT, "许可.json", ("[" + String.join(",", objects) + "]").getBytes(StandardCharsets.UTF_8), "caizhengju1");
    }

    private static Map<String, String> permit() {
        int n = NUMBER.incrementAndGet();
        Map<String, String> row = new LinkedHashMap<>();
        row.put("XK_XDR_MC", "公开测试公司" + n);
        row.put("XK_XDR_LB", "法人及非法人组织");
        row.put("XK_XDR_SHXYM", "91350200776049653A");
        row.put("XK_FRDB", "孙有财");
        row.put("XK_XKWS", "准予行政许可决定书");
        row.put("XK_WSH", "文财许公〔2026〕" + n + "号");
        row.put("XK_XKLB", "普通");
        row.put("XK_NR", "准予从事代理记账业务");
        row.put("XK_JDRQ", "2026-02-27");
        row.put("XK_YXQZ", "2026-02-27");
        row.put("XK_YXQZI", "2028-02-26");
        row.put("XK_XKJG", "威海市文登区财政局");
        row.put("XK_XKJGDM", "11371003991802695H");
        row.put("XK_ZT", "0");
        row.put("XK_LYDW", "威海市文登区财政局");
        row.put("XK_LYDWDM", "11371003991802695H");
        return row;
    }
}
