package org.govintegrity.assessment;

import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.govintegrity.common.Refusal;
import org.govintegrity.escalation.LadderService;
import org.govintegrity.evaluation.ThirdPartyFile;
import org.govintegrity.evaluation.ThirdPartyScore;
import org.govintegrity.evaluation.ThirdPartyScores;
import org.govintegrity.evidence.Evidence;
import org.govintegrity.evidence.EvidenceService;
import org.govintegrity.publication.PublicDocuments;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A third-party assessment, one test for each way it can go. The clock begins on Monday 2026-03-02. */
class AssessmentProcessTest extends AssessmentTest {

    @Autowired
    private ThirdPartyScores taken;
    @Autowired
    private EvidenceService evidence;
    @Autowired
    private PublicDocuments documents;
    @Autowired
    private LadderService ladder;

    @Test
    void chosenHandedOverReceivedAcceptedPublishedAndDestroyed() {
        String no = planned();
        assertThat(no).startsWith("PG-2026-");
        assertThat(refusalOf(() -> as("joint2", () -> assessments.open()))).hasMessageContaining("正在进行").hasMessageContaining(no);
        long institution = applied(no);
        String named = institutions.get(institution).name();
        assertThat(String.valueOf(tasks.getVariable(task("userTask_proposeInstitution", no).getId(), "candidateOptions"))).as("who applied after the task had opened").contains(named);
        propose(no, institution);
        assertThat(refusalOf(() -> complete("userTask_approveInstitution", no, "joint1", Map.of("decision", "agree")))).as("two people").hasMessageContaining("应当回避");
        assertThat(refusalOf(() -> complete("userTask_approveInstitution", no, "joint2", Map.of("decision", "return")))).hasMessageContaining("退回的理由");
        complete("userTask_approveInstitution", no, "joint2", Map.of("decision", "return", "reason", "请比较三家"));
        assertThat(texts(no)).anyMatch(t -> t.contains("退回重新选择：请比较三家"));
        propose(no, institution);
        complete("userTask_approveInstitution", no, "joint2", Map.of("decision", "agree"));
        assertThat(openTasks("userTask_listData", no)).as("announced by a job of its own").isEmpty();
        runJobs(no);
        assertThat(notices(no)).contains("assessment-chosen:" + FIRST, "assessment-chosen:" + SECOND);
        throughTheGate(document(no, "assessment-institution"));
        assertThat(documents.get(document(no, "assessment-institution")).document().paragraphs()).anyMatch(p -> p.contains(named)).anyMatch(p -> p.contains("报价合理"));

        complete("userTask_listData", no, "joint1", Map.of("need", "some", "rows", List.of(set("承诺台账", "internal", "no"), set("公开目录", "public", "no"))));
        assertThat(refusalOf(() -> complete("userTask_approveData", no, "joint1", Map.of("decision", "approve")))).as("somebody else").hasMessageContaining("应当回避");
        assertThat(refusalOf(() -> complete("userTask_approveData", no, "joint2", Map.of("decision", "return")))).hasMessageContaining("退回的理由");
        complete("userTask_approveData", no, "joint2", Map.of("decision", "return", "reason", "用途没有写清"));
        complete("userTask_listData", no, "joint1", Map.of("need", "some", "rows", List.of(set("承诺台账", "internal", "no"), set("公开目录", "public", "no"))));
        assertThat(refusalOf(() -> complete("userTask_approveData", no, "joint2", Map.of("decision", "approve", "rows", List.of(Map.of("no", 3, "reason", "没有必要移交")))))).hasMessageContaining("第3项不在");
        complete("userTask_approveData", no, "joint2", Map.of("decision", "approve", "rows", List.of(Map.of("no", 2, "reason", "网上可以查到，没有必要"))));
        assertThat(data.of(no)).extracting(DataSet::state).containsExactly("approved", "refused");

        Upload ledger = sheet("承诺台账", List.of("事项", "结果"), List.of("三日办结", "已兑现"));
        assertThat(refusalOf(() -> as("joint1", () -> data.handOver(no, 1, ledger, "评估公司赵工", today(), pdf("接收单"))))).hasMessageContaining("没有保密协议");
        as("joint1", () -> files.add(no, AssessmentFile.AGREEMENT, pdf("保密协议")));
        assertThat(String.valueOf(tasks.getVariable(task("userTask_handOverData", no).getId(), "brief"))).contains("\"agreement\":\"已上传\"");
        assertThat(refusalOf(() -> complete("userTask_handOverData", no, "joint1", Map.of("complete", true)))).hasMessageContaining("还有1项没有移交").hasMessageContaining("承诺台账");
        as("joint1", () -> data.handOver(no, 1, ledger, "评估公司赵工", today(), pdf("接收单")));
        DataSet handed = data.of(no).get(0);
        assertThat(handed.sha256()).isEqualTo(evidence.get(handed.evidenceId()).sha256());
        assertThat(handed.recipient()).isEqualTo("评估公司赵工");
        assertThat(refusalOf(() -> as("joint1", () -> data.handOver(no, 1, ledger, "评估公司赵工", today(), pdf("接收单"))))).hasMessageContaining("已移交");
        moveClockTo(at(3, 3));
        complete("userTask_handOverData", no, "joint1", Map.of("complete", true));
        assertThat(due("userTask_receiveReport", no)).as("sixty days from the last hand-over to the second of May, a holiday until the fifth").isEqualTo(LocalDate.of(2026, 5, 6));

        assertThat(refusalOf(() -> complete("userTask_receiveReport", no, "joint1", Map.of("decision", "received")))).hasMessageContaining("还没有委托合同");
        as("joint1", () -> files.add(no, AssessmentFile.CONTRACT, pdf("合同")));
        assertThat(refusalOf(() -> complete("userTask_receiveReport", no, "joint1", Map.of("decision", "received")))).hasMessageContaining("还没有机构交来的");
        assertThat(refusalOf(() -> complete("userTask_receiveReport", no, "joint1", Map.of("decision", "missing", "facts", "催了三次")))).hasMessageContaining("没有期满");
        moveClockTo(at(4, 20));
        handedIn(no, scores(ours(FIRST, "0"), ours(SECOND, "0")));
        String scoresNo = scoresCase(no);
        runJobs(scoresNo);
        assertThat(ended(scoresNo)).isTrue();
        assertThat(taken.accepted(2026).values()).as("not before the report is accepted").noneMatch(s -> s.caseNo().equals(scoresNo));
        assertThat(taken.held(scoresNo)).isTrue();
        assertThat(refusalOf(() -> complete("userTask_reviewReport", no, "joint1", Map.of("decision", "accept", "words", "同意")))).as("not who received it").hasMessageContaining("应当回避");
        complete("userTask_reviewReport", no, "joint2", Map.of("decision", "accept", "words", "方法规范，结论可信"));
        assertThat(taken.accepted(2026).get(FIRST).caseNo()).isEqualTo(scoresNo);
        assertThat(refusalOf(() -> as("joint1", () -> assessments.withdraw(no, "不想要了")))).hasMessageContaining("报告已经采用");

        assertThat(refusalOf(() -> complete("userTask_draftSummary", no, "joint1", Map.of("decision", "keep", "reason", "不好看")))).hasMessageContaining("报告摘要应当公布");
        complete("userTask_draftSummary", no, "joint1", summary());
        runJobs(no);
        String documentNo = document(no, "assessment-report");
        throughTheGate(documentNo);
        assertThat(documents.get(documentNo).document().paragraphs()).contains("评估机构：" + named, "建议完善承诺台账。");
        assertThat(assessments.get(no).publishedOn()).isEqualTo(today());
        assertThat(due("userTask_confirmDestruction", no)).isEqualTo(LocalDate.of(2026, 5, 20));
        assertThat(refusalOf(() -> complete("userTask_confirmDestruction", no, "joint1", Map.of("way", "destroyed", "on", "2026-04-20", "words", "核对")))).hasMessageContaining("证明");
        as("joint1", () -> files.add(no, AssessmentFile.DESTRUCTION, pdf("证明")));
        assertThat(refusalOf(() -> complete("userTask_confirmDestruction", no, "joint1", Map.of("way", "destroyed", "on", "2026-03-01", "words", "核对")))).hasMessageContaining("不能早于移交日期");
        complete("userTask_confirmDestruction", no, "joint1", Map.of("way", "destroyed", "on", "2026-04-20", "words", "现场核对"));
        endsAs(no, AssessmentState.COMPLETED);
        assertThat(files.latest(no, AssessmentFile.CONTRACT)).as("kept with the case").isPresent();
        assertThat(refusalOf(() -> as("joint1", () -> assessments.open()))).as("one a year").hasMessageContaining("已经完成");
    }

    @Test
    void theYearlyTimerOpensOneUnlessThereIsOne() {
        moveClockTo(at(6, 1));
        runtime.startProcessInstanceById(repository.createProcessDefinitionQuery().processDefinitionKey(Assessments.KIND).latestVersion().singleResult().getId());
        var instance = runtime.createProcessInstanceQuery().processDefinitionKey(Assessments.KIND).singleResult();
        management.createJobQuery().processInstanceId(instance.getId()).list().forEach(job -> management.executeJob(job.getId()));
        String no = runtime.createProcessInstanceQuery().processInstanceId(instance.getId()).singleResult().getBusinessKey();
        assertThat(no).startsWith("PG-2026-");
        assertThat(due("userTask_planAssessment", no)).isEqualTo(LocalDate.of(2026, 6, 30));
        runtime.startProcessInstanceById(repository.createProcessDefinitionQuery().processDefinitionKey(Assessments.KIND).latestVersion().singleResult().getId());
        management.createJobQuery().messages().list().stream().filter(job -> job.getProcessDefinitionKey().equals(Assessments.KIND)).forEach(job -> management.executeJob(job.getId()));
        assertThat(runtime.createProcessInstanceQuery().processDefinitionKey(Assessments.KIND).count()).isEqualTo(1);
        assertThat(history.createHistoricActivityInstanceQuery().activityId("endEvent_alreadyOpen").count()).isPositive();
    }

    @Test
    void nobodyIsSuitableTriedAgainAndThenGivenUp() {
        String no = planned();
        assertThat(refusalOf(() -> complete("userTask_proposeInstitution", no, "joint1", Map.of("decision", "choose", "reasons", "好")))).hasMessageContaining("请选择机构");
        complete("userTask_proposeInstitution", no, "joint1", Map.of("decision", "none", "reasons", "没有机构报名"));
        complete("userTask_considerAgain", no, "joint1", Map.of("decision", "again", "reasons", "延长报名"));
        assertThat(task("userTask_proposeInstitution", no)).isNotNull();
        complete("userTask_proposeInstitution", no, "joint1", Map.of("decision", "none", "reasons", "报名的都不合格"));
        complete("userTask_considerAgain", no, "joint1", Map.of("decision", "end", "reasons", "今年来不及"));
        endsAs(no, AssessmentState.NOBODY);
        assertThat(opened()).as("another one of the year may be opened").isNotEqualTo(no);
    }

    @Test
    void anInstitutionWithAnInterestIsRefusedOrTheUnitLeftOut() {
        String no = planned();
        long tied = applied(no, registered("有关联评估公司"), new NewTie(FIRST, "contract", "2025年承接该单位信息系统", LocalDate.of(2025, 12, 31)));
        assertThat(refusalOf(() -> propose(no, tied))).hasMessageContaining("有利害关系").hasMessageContaining("区财政局").hasMessageContaining("2025年承接").hasMessageContaining("排除");
        complete("userTask_proposeInstitution", no, "joint1", proposal(tied, "exclude"));
        assertThat(assessments.assessed(no)).containsExactly(SECOND);
        assertThat(refusalOf(() -> as("joint1", () -> institutions.apply(no, tied, COMMITMENT, today(), false, List.of(), pdf("承诺书"), pdf("资质"))))).hasMessageContaining("如实填写");
        as("joint1", () -> institutions.addTie(no, tied, new NewTie(SECOND, "staff", "法定代表人的配偶在该局任职", null)));
        assertThat(refusalOf(() -> complete("userTask_approveInstitution", no, "joint2", Map.of("decision", "agree")))).hasMessageContaining("补充了与区交通运输局的利害关系");
        complete("userTask_approveInstitution", no, "joint2", Map.of("decision", "return", "reason", "与两个单位都有关系"));
        assertThat(refusalOf(() -> complete("userTask_proposeInstitution", no, "joint1", proposal(tied, "exclude")))).hasMessageContaining("全部被评单位");
        long old = applied(no, registered("三年前有合同的公司"), new NewTie(FIRST, "contract", "2022年合同", LocalDate.of(2023, 3, 2)));
        propose(no, old);
        assertThat(assessments.assessed(no)).as("thirty-six months ago counts no more, and the earlier exclusion is lifted").containsExactly(FIRST, SECOND);
        complete("userTask_approveInstitution", no, "joint2", Map.of("decision", "agree"));
        runJobs(no);
        assertThat(assessments.get(no).institutionId()).isEqualTo(old);
    }

    @Test
    void aUnitLeftOutIsNotScoredAndNotTold() {
        String no = planned();
        long tied = applied(no, registered("只评一个单位的公司"), new NewTie(FIRST, "dispute", "正在诉讼", null));
        complete("userTask_proposeInstitution", no, "joint1", proposal(tied, "exclude"));
        complete("userTask_approveInstitution", no, "joint2", Map.of("decision", "agree"));
        runJobs(no);
        assertThat(notices(no)).contains("assessment-chosen:" + SECOND).doesNotContain("assessment-chosen:" + FIRST);
        as("joint1", () -> files.add(no, AssessmentFile.CONTRACT, pdf("合同")));
        complete("userTask_listData", no, "joint1", Map.of("need", "none"));
        complete("userTask_approveData", no, "joint2", Map.of("decision", "approve"));
        handedIn(no, scores("80", "80"));
        assertThat(task("userTask_receiveReport", no)).as("a unit that must not be scored sends the file back").isNotNull();
        assertThat(texts(no)).anyMatch(t -> t.contains("区财政局不在本次评估范围内"));
    }

    @Test
    void theRegisterTakesOnlyRightCodesOnceAndNoPublicBody() {
        String code = code();
        String wrong = code.substring(0, 17) + (code.endsWith("0") ? "1" : "0");
        assertThat(refusalOf(() -> as("joint1", () -> institutions.register("公司", wrong, "王经理 138", "资质和业绩")))).hasMessageContaining("校验码不对").hasMessageContaining("应为" + code.charAt(17));
        assertThat(refusalOf(() -> as("joint1", () -> institutions.register("公司", "91371003", "王经理 138", "资质和业绩")))).hasMessageContaining("18位");
        assertThat(refusalOf(() -> as("joint1", () -> institutions.register("某局", "11230500001755309F", "王科长 138", "资质和业绩")))).hasMessageContaining("不能作为第三方机构");
        assertThat(refusalOf(() -> as("joint1", () -> institutions.register("公", code, "王经理 138", "资质和业绩")))).hasMessageContaining("机构名称");
        as("joint1", () -> institutions.register("公司", code.toLowerCase(), "王经理 138", "资质和业绩"));
        assertThat(refusalOf(() -> as("joint2", () -> institutions.register("公司", code, "王经理 138", "资质和业绩")))).hasMessageContaining("已经登记");
    }

    @Test
    void whoTookTheApplicationInDoesNotApproveIt() {
        String no = planned();
        long institution = as("joint2", () -> institutions.register("第二人登记的公司", code(), "王经理 138", "资质和业绩"));
        applied(no, institution);
        propose(no, institution);
        assertThat(refusalOf(() -> complete("userTask_approveInstitution", no, "joint2", Map.of("decision", "agree")))).satisfies(r -> {
            assertThat(r.kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
            assertThat(r).hasMessageContaining("您登记了");
        });
    }

    @Test
    void secretsAndPersonalDataAreNeverHandedOver() {
        String no = chosen();
        as("joint1", () -> files.add(no, AssessmentFile.AGREEMENT, pdf("保密协议")));
        as("joint1", () -> files.add(no, AssessmentFile.CONTRACT, pdf("合同")));
        complete("userTask_listData", no, "joint1", Map.of("need", "some", "rows", List.of(set("机密文件目录", "secret", "no"), set("会议纪要", "work-secret", "no"), set("信访人名单", "internal", "yes"),
                set("承诺台账", "internal", "no"))));
        assertThat(data.of(no)).extracting(DataSet::state).containsExactly("refused", "refused", "refused", "listed");
        assertThat(data.of(no).get(0).refusal()).contains("国家秘密", "保守国家秘密法");
        assertThat(data.of(no).get(2).refusal()).contains("个人信息保护法");
        assertThat(String.valueOf(tasks.getVariable(task("userTask_approveData", no).getId(), "brief"))).contains("机密文件目录", "不得移交");
        complete("userTask_approveData", no, "joint2", Map.of("decision", "approve"));
        assertThat(refusalOf(() -> as("joint1", () -> data.handOver(no, 1, sheet("目录", List.of("文件"), List.of("一")), "赵工来取", today(), pdf("接收单"))))).hasMessageContaining("不得移交");
        assertThat(refusalOf(() -> as("joint1", () -> data.handOver(no, 4, sheet("台账", List.of("事项", "说明"), List.of("补贴", "联系人13806310001")), "赵工来取", today(), pdf("接收单")))))
                .hasMessageContaining("B2").hasMessageContaining("电话号码");
        assertThat(refusalOf(() -> as("joint1", () -> data.handOver(no, 4, sheet("台账", List.of("事项", "办理人姓名"), List.of("补贴", "甲")), "赵工来取", today(), pdf("接收单")))))
                .hasMessageContaining("列名“办理人姓名”");
        String official = registry.people().get(0).name();
        assertThat(refusalOf(() -> as("joint1", () -> data.handOver(no, 4, sheet("台账", List.of("事项", "经办"), List.of("补贴", official)), "赵工来取", today(), pdf("接收单")))))
                .hasMessageContaining("姓名").hasMessageNotContaining(official);
        assertThat(refusalOf(() -> as("joint1", () -> data.handOver(no, 4, pdf("台账"), "赵工来取", today(), pdf("接收单"))))).hasMessageContaining(".xlsx");
        as("joint1", () -> data.handOver(no, 4, sheet("台账", List.of("事项"), List.of("补贴")), "赵工来取", today(), pdf("接收单")));
        complete("userTask_handOverData", no, "joint1", Map.of("complete", true));
        assertThat(assessments.get(no).workFrom()).isEqualTo(today());
    }

    @Test
    void withEverySetRefusedNothingIsHandedOverAndNothingHasToBeDestroyed() {
        String no = chosen();
        as("joint1", () -> files.add(no, AssessmentFile.CONTRACT, pdf("合同")));
        complete("userTask_listData", no, "joint1", Map.of("need", "some", "rows", List.of(set("机密文件目录", "secret", "no"))));
        complete("userTask_approveData", no, "joint2", Map.of("decision", "approve"));
        assertThat(passed(no)).doesNotContain("userTask_handOverData");
        compared(no, scores(ours(FIRST, "0"), ours(SECOND, "0")));
        complete("userTask_reviewReport", no, "joint2", Map.of("decision", "accept", "words", "可信"));
        complete("userTask_draftSummary", no, "joint1", summary());
        runJobs(no);
        throughTheGate(document(no, "assessment-report"));
        endsAs(no, AssessmentState.COMPLETED);
        assertThat(passed(no)).doesNotContain("userTask_confirmDestruction");
    }

    @Test
    void aLateReportClimbsTheLadderAndStaysMarked() {
        String no = working(false);
        LocalDate due = due("userTask_receiveReport", no);
        assertThat(due).isEqualTo(LocalDate.of(2026, 5, 6));
        on(due.plusDays(4));
        ladder.sweep();
        assertThat(notices(no)).anyMatch(n -> n.startsWith("escalation-yellow:"));
        compared(no, scores(ours(FIRST, "0"), ours(SECOND, "0")));
        assertThat(assessments.get(no).lateOn()).isEqualTo(due.plusDays(4));
        assertThat(texts(no)).anyMatch(t -> t.contains("逾期4日"));
        assertThat(String.valueOf(tasks.getVariable(task("userTask_reviewReport", no).getId(), "brief"))).contains("逾期提交");
    }

    @Test
    void aFaultyFileComesBackWithAColumnAndTheLimitStays() throws Exception {
        String no = working(false);
        assertThat(refusalOf(() -> as("joint1", () -> files.handIn(no, pdf("报告"), new Upload("评分.xlsx", new byte[]{1, 2, 3}))))).hasMessageContaining("不能作为 Excel 工作簿");
        LocalDate due = due("userTask_receiveReport", no);
        moveClockTo(at(3, 20));
        handedIn(no, sheet("评分", List.of("单位", "得分", "备注"), List.of("区财政局", "一百", "样本50份"), List.of("没有的局", "90", "")));
        assertThat(due("userTask_receiveReport", no)).isEqualTo(due);
        assertThat(cases.children(no)).noneMatch(c -> c.kind().equals("third-party-score"));
        assertThat(notices(no)).contains("assessment-scores-returned:jointoffice");
        Evidence returned = evidence.ofCase(no).stream().filter(e -> e.name().equals("评分文件（错误）.xlsx")).findFirst().orElseThrow();
        List<String> cells = new ArrayList<>();
        try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(evidence.file(returned)))) {
            book.getSheetAt(0).forEach(row -> row.forEach(cell -> cells.add(cell.getStringCellValue())));
        }
        assertThat(cells).contains("错误", "样本50份", "得分应为0到100的数字，最多两位小数", "区交通运输局", "缺少该单位的评分").anyMatch(c -> c.contains("没有名称或者代码为“没有的局”"));
        assertThat(String.valueOf(tasks.getVariable(task("userTask_receiveReport", no).getId(), "brief"))).contains("评分文件有误，已退回");
        assertThat(refusalOf(() -> complete("userTask_receiveReport", no, "joint1", Map.of("decision", "received")))).as("the same file is not read twice").hasMessageContaining("还没有机构交来的");
        as("joint1", () -> files.handIn(no, null, scores(ours(FIRST, "0"), ours(SECOND, "0"))));
        complete("userTask_receiveReport", no, "joint1", Map.of("decision", "received"));
        runJobs(scoresCase(no));
        assertThat(task("userTask_reviewReport", no)).isNotNull();
    }

    @Test
    void differencesAreReviewedAndComeBackIntoTheAssessment() {
        String no = working(false);
        handedIn(no, scores(ours(FIRST, "15"), ours(SECOND, "0")));
        String scoresNo = scoresCase(no);
        runJobs(scoresNo);
        assertThat(assessments.get(no).state()).isEqualTo("comparing");
        assertThat(openTasks("userTask_reviewReport", no)).isEmpty();
        complete("userTask_reviewDifferences", scoresNo, "joint1", Map.of("decision", "some", "reasons", "已核对样本", "rows", List.of(Map.of("unit", "区财政局", "reasons", "样本只有五份，不能代表"))));
        assertThat(service.scores(assessments.get(no))).extracting(ScoreLine::unitId, ScoreLine::differs, ScoreLine::verdict, ScoreLine::reasons)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(FIRST, true, "rejected", "样本只有五份，不能代表"), org.assertj.core.groups.Tuple.tuple(SECOND, false, "accepted", null));
        assertThat(service.scores(assessments.get(no)).get(0).difference()).isEqualByComparingTo("15");
        assertThat(String.valueOf(tasks.getVariable(task("userTask_reviewReport", no).getId(), "brief"))).contains("区财政局：第三方", "不采用，样本只有五份");
        complete("userTask_reviewReport", no, "joint2", Map.of("decision", "accept", "words", "可信"));
        assertThat(taken.accepted(2026).values()).filteredOn(s -> s.caseNo().equals(scoresNo)).extracting(s -> s.unitId()).as("what the review rejected stays rejected").containsExactly(SECOND);
    }

    @Test
    void returnedOnceCorrectedAndThenAccepted() {
        String no = working(false);
        compared(no, scores(ours(FIRST, "0"), ours(SECOND, "0")));
        String before = assessments.get(no).scoresNo();
        assertThat(refusalOf(() -> complete("userTask_reviewReport", no, "joint2", Map.of("decision", "reject", "fault", "again", "words", "不合格")))).hasMessageContaining("没有退回过");
        assertThat(refusalOf(() -> complete("userTask_reviewReport", no, "joint2", Map.of("decision", "reject", "words", "不合格")))).hasMessageContaining("请选择机构的情形");
        moveClockTo(at(3, 9));
        complete("userTask_reviewReport", no, "joint2", Map.of("decision", "return", "words", "样本量没有说明"));
        assertThat(taken.ofCase(before)).allSatisfy(s -> assertThat(s.verdict()).isEqualTo("rejected"));
        assertThat(due("userTask_receiveReport", no)).as("fifteen working days").isEqualTo(LocalDate.of(2026, 3, 30));
        assertThat(refusalOf(() -> as("joint1", () -> files.handIn(no, null, scores("80", "80"))))).as("the report has to be corrected too").hasMessageContaining("请选择评估报告");
        compared(no, scores(ours(FIRST, "1"), ours(SECOND, "0")));
        assertThat(refusalOf(() -> complete("userTask_reviewReport", no, "joint2", Map.of("decision", "return", "words", "还是没有说明")))).hasMessageContaining("不能再次退回");
        complete("userTask_reviewReport", no, "joint2", Map.of("decision", "accept", "words", "已说明"));
        assertThat(taken.accepted(2026).get(FIRST).caseNo()).isEqualTo(assessments.get(no).scoresNo()).isNotEqualTo(before);
        complete("userTask_draftSummary", no, "joint1", summary());
        runJobs(no);
        throughTheGate(document(no, "assessment-report"));
        endsAs(no, AssessmentState.COMPLETED);
    }

    @Test
    void withheldAtTheGateRewrittenAndInTheEndNotPublished() {
        String no = working(false);
        compared(no, scores(ours(FIRST, "0"), ours(SECOND, "0")));
        complete("userTask_reviewReport", no, "joint2", Map.of("decision", "accept", "words", "可信"));
        complete("userTask_draftSummary", no, "joint1", summary());
        runJobs(no);
        complete("userTask_reviewSecrecy", document(no, "assessment-report"), "credit1", Map.of("decision", "none", "reason", "含有尚未公开的工作安排"));
        runJobs(document(no, "assessment-report"));
        assertThat(assessments.get(no).unpublishedWhy()).contains("尚未公开的工作安排");
        assertThat(String.valueOf(tasks.getVariable(task("userTask_draftSummary", no).getId(), "brief"))).contains("没有通过公开审查");
        assertThat(refusalOf(() -> complete("userTask_draftSummary", no, "joint1", Map.of("decision", "keep")))).hasMessageContaining("不公布的理由");
        complete("userTask_draftSummary", no, "joint1", Map.of("decision", "keep", "reason", "主要内容属于工作秘密"));
        endsAs(no, AssessmentState.COMPLETED);
        assertThat(assessments.get(no).publishedOn()).isNull();
    }

    @Test
    void rejectedHeardAndDisqualifiedUntilTheTermIsOver() {
        String no = working(true);
        compared(no, scores(ours(FIRST, "0"), ours(SECOND, "0")));
        String scoresNo = assessments.get(no).scoresNo();
        complete("userTask_reviewReport", no, "joint2", Map.of("decision", "reject", "fault", "fabricated", "words", "问卷编造"));
        assertThat(taken.ofCase(scoresNo)).allSatisfy(s -> assertThat(s.verdict()).isEqualTo("rejected"));
        runJobs(no);
        assertThat(notices(no)).contains("assessment-beforehand:jointoffice");
        assertThat(refusalOf(() -> as("joint1", () -> assessments.withdraw(no, "算了")))).hasMessageContaining("不能撤回");
        assertThat(refusalOf(() -> complete("userTask_registerStatement", no, "joint1", Map.of("decision", "stated")))).hasMessageContaining("机构陈述的意见");
        complete("userTask_registerStatement", no, "joint1", Map.of("decision", "stated", "statement", "部分问卷由兼职人员代填"));
        assertThat(refusalOf(() -> complete("userTask_decideSanction", no, "joint2", Map.of("decision", "disqualify", "reasons", "属实")))).as("decided by somebody else").isNotNull();
        assertThat(refusalOf(() -> complete("userTask_decideSanction", no, "leader1", Map.of("decision", "disqualify")))).hasMessageContaining("理由");
        complete("userTask_decideSanction", no, "leader1", Map.of("decision", "disqualify", "reasons", "代填属实，管理失职不能免责"));
        runJobs(no);
        assertThat(notices(no)).contains("assessment-sanction:supervisor", "assessment-sanction:creditcentre");
        destroyed("userTask_confirmDestruction", no);
        endsAs(no, AssessmentState.REJECTED);
        long institution = assessments.get(no).institutionId();
        assertThat(institutions.get(institution).disqualifiedUntil()).isEqualTo(LocalDate.of(2029, 3, 1));
        String next = planned();
        assertThat(refusalOf(() -> applied(next, institution))).hasMessageContaining("取消第三方评估资格，至2029年3月1日");
        moveClockTo(LocalDate.of(2029, 3, 2).atTime(9, 0));
        assertThat(institutions.get(institution).disqualifiedUntil()).isNull();
        applied(next, institution);
    }

    @Test
    void disqualifiedBetweenProposalAndApprovalIsNotChosen() {
        String no = planned();
        long institution = applied(no);
        propose(no, institution);
        jdbc.sql("insert into assessment_sanction (case_no, institution_id, fault, facts, measure, months, decided, until_on) values (?, ?, 'leaked', '泄露', 'disqualify', 36, 'disqualify', ?)")
                .params(no, institution, today().plusYears(3)).update();
        assertThat(refusalOf(() -> complete("userTask_approveInstitution", no, "joint2", Map.of("decision", "agree")))).hasMessageContaining("取消第三方评估资格");
        jdbc.sql("delete from assessment_sanction where case_no = ?").param(no).update();
    }

    @Test
    void rejectedNotHeardAndOnlyCircularAtMost() {
        String no = working(false);
        compared(no, scores(ours(FIRST, "0"), ours(SECOND, "0")));
        complete("userTask_reviewReport", no, "joint2", Map.of("decision", "reject", "fault", "careless", "words", "方法与合同不符"));
        runJobs(no);
        moveClockTo(at(3, 10));
        fireTimer("boundaryEvent_statementLapsed", no);
        assertThat(service.sanction(no).orElseThrow().heard()).isFalse();
        assertThat(String.valueOf(tasks.getVariable(task("userTask_decideSanction", no).getId(), "brief"))).contains("期限内没有陈述意见");
        assertThat(refusalOf(() -> complete("userTask_decideSanction", no, "leader1", Map.of("decision", "disqualify", "reasons", "从重")))).hasMessageContaining("决定不得更重");
        complete("userTask_decideSanction", no, "leader1", Map.of("decision", "circular", "reasons", "方法与合同约定不符"));
        runJobs(no);
        endsAs(no, AssessmentState.REJECTED);
        assertThat(notices(no)).contains("assessment-sanction:jointoffice");
        assertThat(institutions.get(assessments.get(no).institutionId()).disqualifiedUntil()).isNull();
    }

    @Test
    void nothingHandedInAfterTheLimitAndNoMeasureInTheEnd() {
        String no = working(false);
        on(due("userTask_receiveReport", no).plusDays(1));
        complete("userTask_receiveReport", no, "joint1", Map.of("decision", "missing", "facts", "催告两次，没有回复"));
        runJobs(no);
        complete("userTask_registerStatement", no, "joint1", Map.of("decision", "waived"));
        complete("userTask_decideSanction", no, "leader1", Map.of("decision", "none", "reasons", "机构已经注销，没有必要"));
        runJobs(no);
        endsAs(no, AssessmentState.REJECTED);
        assertThat(notices(no)).noneMatch(n -> n.startsWith("assessment-sanction:"));
        assertThat(assessments.get(no).lateOn()).isEqualTo(today());
    }

    @Test
    void withdrawnByTheOfficeWithDataOutAndWithout() {
        String no = working(true);
        handedIn(no, scores(ours(FIRST, "15"), ours(SECOND, "0")));
        String scoresNo = scoresCase(no);
        runJobs(scoresNo);
        assertThat(refusalOf(() -> as("joint1", () -> assessments.withdraw(no, " ")))).hasMessageContaining("撤回的理由");
        as("joint1", () -> assessments.withdraw(no, "合同解除"));
        assertThat(ended(scoresNo)).isTrue();
        assertThat(cases.get(scoresNo).outcome()).isEqualTo("cancelled");
        assertThat(taken.accepted(2026).values()).noneMatch(s -> s.caseNo().equals(scoresNo));
        assertThat(notices(no)).contains("assessment-withdrawn:" + FIRST);
        destroyed("userTask_returnData", no);
        endsAs(no, AssessmentState.WITHDRAWN);
        assertThat(refusalOf(() -> as("joint1", () -> assessments.withdraw(no, "再撤一次")))).hasMessageContaining("已经结束");
        String other = planned();
        as("joint1", () -> assessments.withdraw(other, "预算没有批准"));
        endsAs(other, AssessmentState.WITHDRAWN);
        assertThat(notices(other)).as("nobody was told of it").isEmpty();
    }

    @Test
    void endedFromOutsideLeavesNoOpenCase() {
        String no = working(false);
        runtime.deleteProcessInstance(runtime.createProcessInstanceQuery().processInstanceBusinessKey(no).singleResult().getId(), "test");
        assertThat(cases.get(no).outcome()).isEqualTo("cancelled");
        assertThat(assessments.get(no).state()).isEqualTo("withdrawn");
    }

    @Test
    void scoresEndedFromOutsideEndTheAssessmentToo() {
        String no = working(false);
        handedIn(no, scores(ours(FIRST, "15"), ours(SECOND, "0")));
        String scoresNo = scoresCase(no);
        runJobs(scoresNo);
        runtime.deleteProcessInstance(runtime.createProcessInstanceQuery().processInstanceBusinessKey(scoresNo).singleResult().getId(), "test");
        assertThat(ended(no)).as("the engine ends the caller with it").isTrue();
        assertThat(cases.get(scoresNo).outcome()).isEqualTo("cancelled");
        assertThat(cases.get(no).outcome()).isEqualTo("cancelled");
        assertThat(assessments.get(no).state()).isEqualTo("withdrawn");
    }

    /** That far from our own score, on whichever side there is room. Ours are found out by what scores of an institution are compared with. */
    private String ours(String unit, String by) {
        String probe = as("joint1", () -> taken.receive(new ThirdPartyFile(2026, "对照机构", COMMITMENT, "评分.xlsx", scores("50", "50").content(), "承诺书.pdf",
                new ByteArrayResource(pdf("承诺书").content()))));
        runJobs(probe);
        BigDecimal mine = taken.ofCase(probe).stream().filter(s -> s.unitId().equals(unit)).map(ThirdPartyScore::ownScore).findFirst().orElseThrow();
        BigDecimal lower = mine.subtract(new BigDecimal(by));
        return (lower.signum() >= 0 ? lower : mine.add(new BigDecimal(by))).toPlainString();
    }
}
