package org.govintegrity.assessment;

import org.govintegrity.casefile.CaseFile;
import org.govintegrity.common.table.TableSheet;
import org.govintegrity.evidence.Samples;
import org.govintegrity.registry.CreditCode;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** Base of tests of assessments: two units, joint1 does, joint2 approves. The clock begins on Monday 2026-03-02. */
abstract class AssessmentTest extends ProcessTest {

    static final String FIRST = "caizhengju";
    static final String SECOND = "jiaotongju";
    static final String COMMITMENT = "与被评单位没有利害关系，对数据保密，独立评价并对结果负责。";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired Assessments assessments;
    @Autowired AssessmentService service;
    @Autowired Institutions institutions;
    @Autowired DataSets data;
    @Autowired AssessmentFiles files;

    /** What other tests have opened does not stand against this one. */
    @BeforeEach
    void noneOfThisYear() {
        jdbc.sql("update assessment set state = 'withdrawn'").update();
    }

    String opened() {
        return as("joint1", () -> assessments.open());
    }

    String planned() {
        String no = opened();
        complete("userTask_planAssessment", no, "joint1", Map.of("scope", "some", "units", List.of(FIRST, SECOND), "aspects", "承诺兑现、政务公开", "budget", "2026年部门预算"));
        return no;
    }

    static String code() {
        String first = "91371003MA" + String.format("%07d", NUMBER.incrementAndGet() + System.nanoTime() % 100_000 * 50);
        return first + CreditCode.of(first + "0").expectedCheck().orElseThrow();
    }

    long registered(String name) {
        return as("joint1", () -> institutions.register(name, code(), "王经理 13806310001", "社会调查和评估资质，三年业绩"));
    }

    long applied(String no, long institution, NewTie... ties) {
        as("joint1", () -> institutions.apply(no, institution, COMMITMENT, LocalDate.of(2026, 3, 1), ties.length == 0, Arrays.asList(ties), pdf("承诺书"), pdf("资质")));
        return institution;
    }

    long applied(String no) {
        return applied(no, registered("评估公司" + NUMBER.incrementAndGet()));
    }

    static Upload pdf(String name) {
        return new Upload(name + ".pdf", Samples.pdf(name + NUMBER.incrementAndGet()));
    }

    void propose(String no, long institution) {
        complete("userTask_proposeInstitution", no, "joint1", proposal(institution, "refuse"));
    }

    static Map<String, Object> proposal(long institution, String interest) {
        return Map.of("decision", "choose", "institution", String.valueOf(institution), "interest", interest, "reasons", "资质齐全，方案可行，报价合理");
    }

    /** Chosen and announced. @return number of the case */
    String chosen() {
        String no = planned();
        propose(no, applied(no));
        complete("userTask_approveInstitution", no, "joint2", Map.of("decision", "agree"));
        runJobs(no);
        return no;
    }

    static Map<String, Object> set(String title, String secrecy, String personal) {
        return Map.of("title", title, "contents", "承诺事项和办理结果，用于核对兑现情况", "source", "区财政局", "secrecy", secrecy, "personal", personal);
    }

    /** With one set handed over, or none; contract and agreement are there. */
    String working(boolean withData) {
        String no = chosen();
        as("joint1", () -> files.add(no, AssessmentFile.CONTRACT, pdf("合同")));
        as("joint1", () -> files.add(no, AssessmentFile.AGREEMENT, pdf("保密协议")));
        complete("userTask_listData", no, "joint1", withData ? Map.of("need", "some", "rows", List.of(set("承诺台账", "internal", "no"))) : Map.of("need", "none"));
        complete("userTask_approveData", no, "joint2", Map.of("decision", "approve"));
        if (withData) {
            as("joint1", () -> data.handOver(no, 1, sheet("承诺台账", List.of("事项", "结果"), List.of("三日办结", "已兑现")), "评估公司赵工", today(), pdf("接收单")));
            complete("userTask_handOverData", no, "joint1", Map.of("complete", true));
        }
        return no;
    }

    @SafeVarargs
    static Upload sheet(String name, List<String> headings, List<String>... rows) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            TableSheet.xlsx(out, new TableSheet.Sheet("表", headings, new ArrayList<>(Arrays.asList(rows))), new TableSheet.Sheet("说明", List.of("第" + NUMBER.incrementAndGet() + "份"), List.of()));
            return new Upload(name + ".xlsx", out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Upload scores(String first, String second) {
        return sheet("评分", List.of("单位", "得分"), List.of("区财政局", first), List.of("区交通运输局", second));
    }

    void handedIn(String no, Upload scores) {
        as("joint1", () -> files.handIn(no, pdf("评估报告"), scores));
        complete("userTask_receiveReport", no, "joint1", Map.of("decision", "received"));
    }

    String scoresCase(String no) {
        return cases.children(no).stream().filter(c -> c.kind().equals("third-party-score")).map(CaseFile::caseNo).reduce((a, b) -> b).orElseThrow();
    }

    /** Handed in and compared, whoever has to look having taken all. */
    void compared(String no, Upload scores) {
        handedIn(no, scores);
        String scoresNo = scoresCase(no);
        runJobs(scoresNo);
        if (!ended(scoresNo)) {
            complete("userTask_reviewDifferences", scoresNo, "joint1", Map.of("decision", "all", "reasons", "差异来自问卷，属实"));
        }
        assertThat(ended(scoresNo)).isTrue();
    }

    static Map<String, Object> summary() {
        return new LinkedHashMap<>(Map.of("decision", "publish", "title", "2026年度政务诚信第三方评估报告摘要", "summary", "采用问卷和实地核查的方法。\n总体情况较好，承诺兑现有待加强。\n建议完善承诺台账。"));
    }

    /** The newest text of a kind that came from the case. */
    String document(String no, String kind) {
        return jdbc.sql("select max(case_no) from publication_document where origin_no = ? and kind = ?").params(no, kind).query(String.class).single();
    }

    void throughTheGate(String documentNo) {
        complete("userTask_reviewSecrecy", documentNo, "credit1", Map.of("decision", "all"));
        complete("userTask_reviewPrivacy", documentNo, "credit1", Map.of("decision", "all"));
        runJobs(documentNo);
    }

    void destroyed(String task, String no) {
        as("joint1", () -> files.add(no, AssessmentFile.DESTRUCTION, pdf("销毁证明")));
        complete(task, no, "joint1", Map.of("way", "destroyed", "on", today().toString(), "words", "现场核对，两人在场"));
    }

    LocalDate due(String taskKey, String no) {
        return book.get(task(taskKey, no).getId()).dueOn();
    }

    List<String> notices(String no) {
        return jdbc.sql("select template || ':' || addressee from notice where case_no = ?").param(no).query(String.class).list();
    }

    List<String> texts(String no) {
        return cases.timeline(no).stream().map(e -> e.text()).toList();
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    void on(LocalDate day) {
        moveClockTo(day.atTime(9, 0));
    }

    void endsAs(String no, AssessmentState state) {
        assertThat(ended(no)).isTrue();
        assertThat(assessments.get(no).state()).isEqualTo(state.code);
        assertThat(cases.get(no).outcome()).isEqualTo(state.code);
        assertThat(book.ofCase(no)).noneMatch(t -> t.open());
    }

    static LocalDateTime at(int month, int day) {
        return LocalDateTime.of(2026, month, day, 9, 0);
    }
}
