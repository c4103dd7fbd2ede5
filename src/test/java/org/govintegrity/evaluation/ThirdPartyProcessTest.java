package org.govintegrity.evaluation;

import org.govintegrity.common.table.TableSheet;
import org.govintegrity.evidence.EvidenceService;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** Scores of an institution outside: taken, looked at where they differ, refused where the file is wrong. */
class ThirdPartyProcessTest extends ProcessTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String COMMITMENT = "与被评单位没有利害关系，对数据保密，独立评价并对结果负责。";

    @Autowired
    private ThirdPartyScores scores;
    @Autowired
    private OwnScores own;
    @Autowired
    private EvidenceService evidence;

    private BigDecimal caizhengju;
    private BigDecimal jiaotongju;
    private int year;

    @BeforeEach
    void ourOwn() {
        moveClockTo(LocalDateTime.of(2026, 11, 20, 9, 0));
        year = 2026;
        caizhengju = own.totals(year).get("caizhengju");
        jiaotongju = own.totals(year).get("jiaotongju");
    }

    @Test
    void scoresCloseToOursAreTakenWithoutAnybody() {
        String no = received(List.of("区财政局", caizhengju.toPlainString()), List.of("区交通运输局", near(jiaotongju, "10.00").toPlainString()));
        runJobs(no);
        assertThat(ended(no)).isTrue();
        assertThat(passed(no)).doesNotContain("userTask_reviewDifferences");
        assertThat(cases.get(no).outcome()).isEqualTo("taken");
        assertThat(scores.ofCase(no)).hasSize(2).allSatisfy(s -> assertThat(s.verdict()).isEqualTo("accepted"));
        assertThat(scores.accepted(year).get("caizhengju").score()).isEqualByComparingTo(caizhengju);
        assertThat(evidence.ofCase(no)).extracting(e -> e.description()).containsExactly("评分文件", "机构承诺书");
        assertThat(cases.timeline(no)).anySatisfy(e -> assertThat(e.text()).contains(COMMITMENT));
    }

    @Test
    void oneTooFarFromOursIsLookedAt() {
        String far = near(caizhengju, "10.01").toPlainString();
        String no = received(List.of("区财政局", far), List.of("区交通运输局", jiaotongju.toPlainString()));
        runJobs(no);
        assertThat(String.valueOf(tasks.getVariable(task("userTask_reviewDifferences", no).getId(), "brief"))).contains("区财政局", far, "相差10.01分").doesNotContain("区交通运输局");
        assertThat(refusalOf(() -> complete("userTask_reviewDifferences", no, "joint1", Map.of("decision", "some", "reasons", "核实", "rows",
                List.of(Map.of("unit", "区交通运输局", "reasons", "不在其中的单位")))))).hasMessageContaining("不在待复核的单位之中");
        assertThat(refusalOf(() -> complete("userTask_reviewDifferences", no, "joint1", Map.of("decision", "some", "reasons", "核实", "rows", List.of())))).hasMessageContaining("逐个填写");
        complete("userTask_reviewDifferences", no, "joint1", Map.of("decision", "some", "reasons", "已核对问卷样本", "rows", List.of(Map.of("unit", "区财政局", "reasons", "样本只有五份，不能代表"))));
        assertThat(ended(no)).isTrue();
        assertThat(scores.ofCase(no)).extracting(ThirdPartyScore::unitId, ThirdPartyScore::verdict, ThirdPartyScore::reasons)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("caizhengju", "rejected", "样本只有五份，不能代表"), org.assertj.core.groups.Tuple.tuple("jiaotongju", "accepted", null));
    }

    @Test
    void aReviewMayTakeAllOrNone() {
        String all = received(List.of("区财政局", near(caizhengju, "15").toPlainString()));
        runJobs(all);
        complete("userTask_reviewDifferences", all, "joint1", Map.of("decision", "all", "reasons", "差异来自问卷，属实"));
        assertThat(scores.ofCase(all).get(0).verdict()).isEqualTo("accepted");
        String none = received(List.of("区财政局", near(caizhengju, "20").toPlainString()));
        runJobs(none);
        complete("userTask_reviewDifferences", none, "joint1", Map.of("decision", "none", "reasons", "评价方法不一致"));
        assertThat(scores.ofCase(none).get(0)).satisfies(s -> {
            assertThat(s.verdict()).isEqualTo("rejected");
            assertThat(s.reasons()).isEqualTo("评价方法不一致");
        });
    }

    @Test
    void whatIsNotDecidedWhenTheProcessIsEndedFromOutsideIsNotUsed() {
        String no = received(List.of("区财政局", near(caizhengju, "30").toPlainString()));
        runJobs(no);
        runtime.deleteProcessInstance(runtime.createProcessInstanceQuery().processInstanceBusinessKey(no).singleResult().getId(), "test");
        assertThat(cases.get(no).outcome()).isEqualTo("cancelled");
        assertThat(scores.accepted(year).values()).noneSatisfy(s -> assertThat(s.caseNo()).isEqualTo(no));
    }

    @Test
    void aFileWithAnythingWrongIsRefusedWholeAndEveryLineNamed() {
        long before = jdbc.sql("select count(*) from evaluation_third_party").query(Long.class).single();
        assertThat(refusalOf(() -> received(List.of("区财政局", "90"), List.of("没有的局", "80"), List.of("区财政局", "70"), List.of("区交通运输局", "100.5"), List.of("区审计局", "优秀"))))
                .hasMessageContaining("4处问题").hasMessageContaining("第3行：没有名称或者代码为“没有的局”").hasMessageContaining("第4行：区财政局与第2行重复")
                .hasMessageContaining("第5行：得分应为0到100").hasMessageContaining("第6行：得分应为0到100");
        assertThat(refusalOf(() -> as("joint1", () -> scores.receive(file(2026, "机构", "短", new byte[]{1}))))).hasMessageContaining("机构承诺");
        assertThat(refusalOf(() -> as("joint1", () -> scores.receive(file(2027, "机构", COMMITMENT, new byte[]{1}))))).hasMessageContaining("评价年度");
        assertThat(jdbc.sql("select count(*) from evaluation_third_party").query(Long.class).single()).isEqualTo(before);
    }

    @SafeVarargs
    private String received(List<String>... rows) {
        return as("joint1", () -> scores.receive(file(year, "测试评估公司" + NUMBER.incrementAndGet(), COMMITMENT, xlsx(rows))));
    }

    private static ThirdPartyFile file(int year, String institution, String commitment, byte[] content) {
        return new ThirdPartyFile(year, institution, commitment, "评分" + NUMBER.get() + ".xlsx", content, "承诺书.pdf",
                new ByteArrayResource(("%PDF-1.4\n% " + NUMBER.incrementAndGet() + "\n%%EOF\n").getBytes()));
    }

    @SafeVarargs
    private static byte[] xlsx(List<String>... rows) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            TableSheet.xlsx(out, new TableSheet.Sheet("评分", List.of("单位", "得分"), Arrays.asList(rows)));
            return out.toByteArray();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** That far from ours, on whichever side there is room. */
    private static BigDecimal near(BigDecimal ours, String by) {
        BigDecimal lower = ours.subtract(new BigDecimal(by));
        return lower.signum() >= 0 ? lower : ours.add(new BigDecimal(by));
    }
}
