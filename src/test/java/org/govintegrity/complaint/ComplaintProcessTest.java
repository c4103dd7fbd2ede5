package org.govintegrity.complaint;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.common.Refusal;
import org.govintegrity.escalation.LadderService;
import org.govintegrity.evidence.Samples;
import org.govintegrity.inspection.InspectionLauncher;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;

/** A complaint, one test for each way it can go. The clock begins on Monday 2026-03-02. */
class ComplaintProcessTest extends ComplaintTest {

    @Autowired
    private CaseAccess access;
    @Autowired
    private LadderService ladder;
    @Autowired
    private InspectionLauncher inspections;

    @Test
    void upheldMendedAndClosed() {
        Receipt receipt = received();
        String no = receipt.caseNo();
        assertThat(no).startsWith("TS-2026-");
        assertThat(receipt.code()).matches("[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}");
        assertThat(due("userTask_precheckComplaint", no)).isEqualTo(LocalDate.of(2026, 3, 3));
        assertThat(access.find(no, HANDLER + "1")).as("not before it is dispatched").isEmpty();
        assertThat(refusalOf(() -> complete("userTask_precheckComplaint", no, "credit1", Map.of("decision", "accept", "handler", ACCUSED)))).hasMessageContaining("不能转给被投诉单位自己办理");
        assertThat(refusalOf(() -> complete("userTask_precheckComplaint", no, "credit1", Map.of("decision", "accept")))).hasMessageContaining("请选择办理单位");
        complete("userTask_precheckComplaint", no, "credit1", Map.of("decision", "accept", "handler", HANDLER));
        assertThat(complaints.get(no).dispatchedOn()).isNull();
        moveClockTo(LocalDateTime.of(2026, 3, 3, 9, 0));
        runJobs(no);
        assertThat(complaints.get(no).dispatchedOn()).isEqualTo(LocalDate.of(2026, 3, 3));
        assertThat(notices(no)).contains("complaint-dispatched:" + HANDLER);
        assertThat(told(no)).singleElement().asString().contains("已经受理", "2026年5月6日前答复", "身份不会告诉办理单位");
        assertThat(access.find(no, HANDLER + "1")).isPresent();
        assertThat(access.find(no, ACCUSED + "1")).as("never the body complained of").isEmpty();
        moveClockTo(LocalDateTime.of(2026, 3, 9, 9, 0));
        complete("userTask_acceptComplaint", no, HANDLER + "1", Map.of("contact", "李主任"));
        assertThat(due("userTask_verifyComplaint", no)).as("sixty days from dispatch to the second of May, a holiday until the fifth").isEqualTo(LocalDate.of(2026, 5, 6));
        Map<String, Object> nothing = finding("upheld");
        nothing.remove("problems");
        assertThat(refusalOf(() -> complete("userTask_verifyComplaint", no, HANDLER + "1", nothing))).hasMessageContaining("至少列出一项需要整改的问题");
        complete("userTask_verifyComplaint", no, HANDLER + "1", finding("upheld"));
        assertThat(refusalOf(() -> complete("userTask_confirmFinding", no, HANDLER + "1", Map.of("decision", "agree")))).as("two people").hasMessageContaining("应当回避");
        assertThat(refusalOf(() -> complete("userTask_confirmFinding", no, HANDLER + "2", Map.of("decision", "return")))).hasMessageContaining("退回的理由");
        complete("userTask_confirmFinding", no, HANDLER + "2", Map.of("decision", "return", "reason", "金额没有核清"));
        answered(no, "upheld");
        assertThat(get(receipt).findingWords()).isEqualTo("属实");
        assertThat(told(no)).anyMatch(t -> t.contains("核实结果：属实。经核实，补贴应当兑现"));
        assertThat(service.findings(no)).singleElement().satisfies(f -> {
            assertThat(f.foundBy()).isEqualTo(HANDLER + "1");
            assertThat(f.confirmedBy()).isEqualTo(HANDLER + "2");
        });
        String consequence = complaints.get(no).consequenceNo();
        assertThat(consequence).isEqualTo(no + "-01");
        assertThat(cases.get(consequence).unitId()).isEqualTo(ACCUSED);
        runJobs(consequence);
        String mending = rectification(consequence);
        assertThat(access.find(mending, ACCUSED + "1")).isPresent();
        assertThat(access.find(no, ACCUSED + "1")).isEmpty();
        followUp.rate(get(receipt), "satisfied", null, false);
        runJobs(no);
        endsAs(no, "upheld", "closed");
        String gate = publication(no, "complaint-upheld");
        assertThat(gate).contains("查明的事实", "整改要求1").doesNotContain("核实结果：不属实");
        assertThat(publicity.counts(2026)).filteredOn(c -> c.unitId().equals(ACCUSED)).singleElement().satisfies(c -> {
            assertThat(c.received()).isPositive();
            assertThat(c.upheld()).isPositive();
            assertThat(c.onTime()).isPositive();
        });
        complete("userTask_submitPlan", mending, ACCUSED + "1", Map.of("rows", List.of(Map.of("no", 1, "owner", "王镇长", "measure", "拨付补贴", "by", "2026-03-20"))));
        complete("userTask_submitReport", mending, ACCUSED + "1", Map.of("rows", List.of(Map.of("no", 1, "result", "已拨付"))));
        complete("userTask_verifyRectification", mending, "inspector1", Map.of("rows", List.of(Map.of("no", 1, "passed", "yes"))));
        runJobs(mending);
        runJobs(consequence);
        assertThat(ended(consequence)).isTrue();
        assertThat(cases.get(consequence).outcome()).isEqualTo("rectified");
        assertThat(figureRow("complaints.upheld", consequence, LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31))).hasValueSatisfying(row -> assertThat(row.unitId()).isEqualTo(ACCUSED));
    }

    @Test
    void partlyUpheldAndMendingRefusedGoesToABreachFinding() {
        Receipt receipt = received();
        accepted(receipt.caseNo());
        answered(receipt.caseNo(), "partly");
        String consequence = complaints.get(receipt.caseNo()).consequenceNo();
        runJobs(consequence);
        String mending = rectification(consequence);
        moveClockTo(LocalDateTime.of(2026, 4, 20, 9, 0));
        fireTimer("boundaryEvent_planOverdue", mending);
        runJobs(mending);
        runJobs(consequence);
        assertThat(cases.get(consequence).outcome()).isEqualTo("overdue");
        assertThat(child(consequence, "breach-finding")).isNotNull();
        assertThat(jdbc.sql("select source from breach_finding where origin_no = ?").param(consequence).query(String.class).list()).containsExactly("rectification-overdue");
        fireTimer("event_responseLapsed", receipt.caseNo());
        runJobs(receipt.caseNo());
        endsAs(receipt.caseNo(), "partly", "closed");
    }

    @Test
    void whoCannotBeToldIsAnsweredInPublic() {
        Receipt letter = complaints.register(new NewComplaint(Channel.LETTER, Naming.ANONYMOUS, Category.SERVICE, "界石镇", "承诺一次办好，跑了五趟也没有办成", null, null,
                new Informer(null, null, null, null), List.of(), null, null, false));
        accepted(letter.caseNo());
        answered(letter.caseNo(), "unfounded");
        assertThat(publication(letter.caseNo(), "complaint-answer")).contains(letter.caseNo(), "不属实");
        assertThat(jdbc.sql("select count(*) from publication_document where origin_no = ? and kind = 'complaint-upheld'").param(letter.caseNo()).query(Integer.class).single()).isZero();
        Receipt portal = received();
        accepted(portal.caseNo());
        answered(portal.caseNo(), "unfounded");
        assertThat(jdbc.sql("select count(*) from publication_document where origin_no = ?").param(portal.caseNo()).query(Integer.class).single()).as("reads it with the code").isZero();
    }

    /** What was handed to the publication gate, as it came. */
    private String publication(String caseNo, String kind) {
        return jdbc.sql("select body from publication_document where origin_no = ? and kind = ?").params(caseNo, kind).query(String.class).single();
    }

    @Test
    void notUpheldHasNoConsequence() {
        Receipt receipt = received();
        accepted(receipt.caseNo());
        Map<String, Object> wrong = finding("unfounded");
        wrong.put("problems", List.of(Map.of("text", "问题")));
        assertThat(refusalOf(() -> complete("userTask_verifyComplaint", receipt.caseNo(), HANDLER + "1", wrong))).hasMessageContaining("认定不属实的没有需要整改的问题");
        answered(receipt.caseNo(), "unfounded");
        assertThat(complaints.get(receipt.caseNo()).consequenceNo()).isNull();
        followUp.rate(get(receipt), "basically", "解释清楚了", false);
        runJobs(receipt.caseNo());
        endsAs(receipt.caseNo(), "unfounded", "closed");
        assertThat(figure("complaints.upheld", LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31))).noneMatch(r -> r.ref().startsWith(receipt.caseNo()));
    }

    @Test
    void refusedWithACodeAndToldWhereToGo() {
        Receipt receipt = received();
        assertThat(refusalOf(() -> complete("userTask_precheckComplaint", receipt.caseNo(), "credit1", Map.of("decision", "refuse")))).hasMessageContaining("请选择不予受理的原因");
        complete("userTask_precheckComplaint", receipt.caseNo(), "credit1", Map.of("decision", "refuse", "refusalCode", "discipline", "reason", "反映的是收受礼金"));
        runJobs(receipt.caseNo());
        endsAs(receipt.caseNo(), "refused", "refused");
        assertThat(told(receipt.caseNo())).singleElement().asString().contains("不予受理", "反映的是收受礼金", "12388");
        assertThat(get(receipt).toldOn()).isEqualTo(LocalDate.of(2026, 3, 2));
        assertThat(refusalOf(() -> followUp.write(get(receipt), "请再看看", List.of()))).hasMessageContaining("不能再留言");
    }

    @Test
    void askedOnceAndThenDecidedWithinFifteenDays() {
        Receipt receipt = complaints.register(new NewComplaint(Channel.PORTAL, Naming.ANONYMOUS, Category.OTHER, "某个开发区", "他们答应过的事情都没有办成", null, null, Informer.UNKNOWN,
                List.of(), null, null, true));
        String no = receipt.caseNo();
        assertThat(refusalOf(() -> complete("userTask_precheckComplaint", no, "credit1", Map.of("decision", "accept", "handler", HANDLER)))).hasMessageContaining("核对并选择被投诉单位");
        complete("userTask_precheckComplaint", no, "credit1", Map.of("decision", "ask", "question", "是哪个单位、答应过什么事"));
        assertThat(due("userTask_decideComplaint", no)).as("fifteen days from receipt").isEqualTo(LocalDate.of(2026, 3, 17));
        assertThat(told(no)).singleElement().asString().contains("还需要补充：是哪个单位");
        followUp.write(get(receipt), "是界石镇，答应修路", List.of());
        assertThat(notices(no)).contains("complaint-message:creditcentre");
        assertThat(refusalOf(() -> complete("userTask_decideComplaint", no, "credit2", Map.of("decision", "ask", "question", "还有呢")))).hasMessageContaining("已经请投诉人补充过一次");
        complete("userTask_decideComplaint", no, "credit2", Map.of("decision", "accept", "accused", ACCUSED, "handler", HANDLER));
        runJobs(no);
        assertThat(complaints.get(no).unitId()).isEqualTo(ACCUSED);
        assertThat(task("userTask_acceptComplaint", no)).isNotNull();
    }

    @Test
    void aDoubleIsProposedJoinedAndAnsweredTogether() {
        String facts = "招商时承诺的厂房租金补贴一直没有兑现，已经两年，村里还有好几家企业" + System.nanoTime();
        Receipt first = received(Category.INVESTMENT, facts);
        accepted(first.caseNo());
        Receipt second = complaints.register(new NewComplaint(Channel.PORTAL, Naming.NAMED, Category.INVESTMENT, ACCUSED, facts + "，请尽快处理", null, null,
                new Informer("赵小满", "13806310099", null, null), List.of(), null, null, true));
        Receipt other = received(Category.SERVICE, "办理营业执照变更等了四十天，承诺是三天");
        assertThat(complaints.doubles(second.caseNo())).extracting(d -> d.complaint().caseNo()).startsWith(first.caseNo()).doesNotContain(other.caseNo());
        assertThat(complaints.doubles(other.caseNo())).as("the same complainant, told by a hash").anyMatch(d -> d.complaint().caseNo().equals(first.caseNo()) && d.sameInformer());
        assertThat(refusalOf(() -> complete("userTask_precheckComplaint", second.caseNo(), "credit1", Map.of("decision", "join")))).hasMessageContaining("并入哪一件");
        complete("userTask_precheckComplaint", second.caseNo(), "credit1", Map.of("decision", "join", "joinTo", first.caseNo()));
        runJobs(second.caseNo());
        endsAs(second.caseNo(), "joined", "joined");
        assertThat(texts(first.caseNo())).anyMatch(t -> t.contains(second.caseNo() + "反映同一事项"));
        answered(first.caseNo(), "upheld");
        assertThat(told(second.caseNo())).anyMatch(t -> t.contains("核实结果：属实"));
        Receipt third = complaints.register(wanted(Category.INVESTMENT, Naming.ANONYMOUS, facts));
        complete("userTask_precheckComplaint", third.caseNo(), "credit1", Map.of("decision", "join", "joinTo", first.caseNo()));
        runJobs(third.caseNo());
        assertThat(told(third.caseNo())).as("answered before").anyMatch(t -> t.contains("核实结果：属实"));
    }

    @Test
    void handedBackOnceThenTheDesignationIsFinalAndNeverToTheAccused() {
        Receipt receipt = received();
        String no = receipt.caseNo();
        complete("userTask_precheckComplaint", no, "credit1", Map.of("decision", "accept", "handler", HANDLER));
        runJobs(no);
        moveClockTo(LocalDateTime.of(2026, 3, 5, 9, 0));
        String handBack = as(HANDLER + "1", () -> escalations.requestHandBack(task("userTask_acceptComplaint", no).getId(), "属于商务部门职责", HANDLER + "1"));
        runJobs(handBack);
        assertThat(refusalOf(() -> complete("userTask_designateUnit", handBack, "joint1", Map.of("unit", ACCUSED, "reason", "由镇里自己办")))).hasMessageContaining("不能指定由被投诉单位自己办理");
        complete("userTask_designateUnit", handBack, "joint1", Map.of("unit", "caizhengju", "reason", "补贴由财政兑付"));
        runJobs(handBack);
        assertThat(complaints.get(no).handler()).isEqualTo("caizhengju");
        assertThat(complaints.get(no).dispatchedOn()).isEqualTo(LocalDate.of(2026, 3, 5));
        assertThat(access.find(no, HANDLER + "1")).isEmpty();
        assertThat(access.find(no, "caizhengju1")).isPresent();
        assertThat(refusalOf(() -> escalations.requestHandBack(task("userTask_acceptComplaint", no).getId(), "也不归我们", "caizhengju1"))).hasMessageContaining("不能再次退回");
        complete("userTask_acceptComplaint", no, "caizhengju1", Map.of("contact", "张科长"));
        assertThat(due("userTask_verifyComplaint", no)).as("anew from designation").isEqualTo(LocalDate.of(2026, 5, 6));
    }

    @Test
    void extendedByTheHeadWithinTheCapAndTheComplainantSeesIt() {
        Receipt receipt = received();
        String no = accepted(receipt.caseNo());
        String task = task("userTask_verifyComplaint", no).getId();
        assertThat(refusalOf(() -> escalations.requestExtension(task, 31, "涉及面广", HANDLER + "head"))).hasMessageContaining("最多延长30日");
        String request = as(HANDLER + "head", () -> escalations.requestExtension(task, 30, "需要审计", HANDLER + "head"));
        runJobs(request);
        complete("userTask_decideExtension", request, "supervisor1", Map.of("decision", "grant"));
        assertThat(due("userTask_verifyComplaint", no)).isEqualTo(LocalDate.of(2026, 6, 5));
        assertThat(told(no)).anyMatch(t -> t.contains("延长") && t.contains("2026年6月5日") && t.contains("需要审计"));
        complete("userTask_verifyComplaint", no, HANDLER + "1", finding("upheld"));
        assertThat(due("userTask_confirmFinding", no)).as("the extension holds for the second person").isEqualTo(LocalDate.of(2026, 6, 5));
        assertThat(service.running(no)).hasValueSatisfying(t -> assertThat(t.extendedBy()).isEqualTo(30));
    }

    @Test
    void fromTheHotlineItIsFiveWorkingDaysAndLatenessStays() {
        NewComplaint wanted = new NewComplaint(Channel.HOTLINE, Naming.NAMED, Category.SERVICE, ACCUSED, "承诺三日办结的事项办了一个月还没有结果", null, null, WANG, List.of(), null,
                "RX" + System.nanoTime(), false);
        Receipt receipt = complaints.register(wanted);
        assertThat(receipt.code()).isNull();
        assertThat(refusalOf(() -> complaints.register(wanted))).hasMessageContaining("已经登记").extracting(Refusal::kind).isEqualTo(Refusal.Kind.CONFLICT);
        String no = accepted(receipt.caseNo());
        assertThat(due("userTask_verifyComplaint", no)).isEqualTo(LocalDate.of(2026, 3, 9));
        moveClockTo(LocalDateTime.of(2026, 3, 10, 0, 5));
        ladder.sweep();
        assertThat(notices(no)).contains("escalation-yellow:" + HANDLER + "head");
        answered(no, "unfounded");
        assertThat(complaints.get(no).lateOn()).isEqualTo(LocalDate.of(2026, 3, 10));
        assertThat(texts(no)).anyMatch(t -> t.contains("应当在2026年3月9日前答复，逾期1日"));
        assertThat(refusalOf(() -> followUp.review(complaints.get(no), "不服"))).hasMessageContaining("不适用信访复查");
        fireTimer("event_responseLapsed", no);
        endsAs(no, "unfounded", "closed");
    }

    @Test
    void reopenedOnceAndNotTwice() {
        Receipt receipt = received();
        String no = accepted(receipt.caseNo());
        answered(no, "unfounded");
        assertThat(refusalOf(() -> followUp.rate(get(receipt), "unsatisfied", " ", true))).hasMessageContaining("不满意的理由");
        assertThat(refusalOf(() -> followUp.rate(get(receipt), "satisfied", "好", true))).hasMessageContaining("请选择不满意");
        moveClockTo(LocalDateTime.of(2026, 3, 4, 9, 0));
        followUp.rate(get(receipt), "unsatisfied", "没有看我提供的合同", true);
        assertThat(get(receipt).stateWords()).isEqualTo("重新办理");
        assertThat(notices(no)).contains("complaint-message:" + HANDLER);
        assertThat(due("userTask_verifyComplaint", no)).isEqualTo(LocalDate.of(2026, 4, 3));
        answered(no, "upheld");
        assertThat(get(receipt).findingWords()).isEqualTo("属实");
        assertThat(service.findings(no)).extracting(FindingEntry::stage).containsExactly("first", "again");
        assertThat(complaints.get(no).consequenceNo()).isNotNull();
        assertThat(refusalOf(() -> followUp.rate(get(receipt), "unsatisfied", "还是不行", true))).hasMessageContaining("已经重新办理过一次");
        followUp.rate(get(receipt), "unsatisfied", "还是不行", false);
        assertThat(ended(no)).as("the window stays open for a review").isFalse();
    }

    @Test
    void reviewAndSecondReviewEachByOthersAndInTime() {
        Receipt receipt = received();
        String no = accepted(receipt.caseNo());
        answered(no, "upheld");
        String consequence = complaints.get(no).consequenceNo();
        runJobs(consequence);
        String mending = rectification(consequence);
        moveClockTo(LocalDateTime.of(2026, 4, 1, 9, 0));
        followUp.review(get(receipt), "对整改期限不服");
        assertThat(due("userTask_decideReview", no)).isEqualTo(LocalDate.of(2026, 5, 6));
        assertThat(refusalOf(() -> complete("userTask_decideReview", no, "joint1", Map.of("decision", "change", "finding", "upheld", "reasons", "同意", "answer", "维持")))).hasMessageContaining("与原认定相同");
        complete("userTask_decideReview", no, "joint1", Map.of("decision", "change", "finding", "unfounded", "reasons", "补贴条件没有成就", "answer", "经复查，条件没有成就"));
        assertThat(told(no)).anyMatch(t -> t.contains("复查结果：不属实"));
        runJobs(consequence);
        assertThat(ended(consequence)).isTrue();
        assertThat(cases.get(consequence).outcome()).isEqualTo("revoked");
        assertThat(ended(mending)).isTrue();
        assertThat(figureRow("complaints.upheld", consequence, LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 30))).isEmpty();
        assertThat(figureRow("complaints.upheld", consequence, LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31))).as("as it was known in March").isPresent();
        assertThat(access.find(no, "leader1")).isEmpty();
        followUp.review(get(receipt), "条件已经成就");
        assertThat(access.find(no, "leader1")).isPresent();
        assertThat(refusalOf(() -> complete("userTask_decideRecheck", no, "joint1", Map.of("decision", "keep", "reasons", "r", "answer", "a")))).isNotNull();
        assertThat(refusalOf(() -> complete("userTask_decideRecheck", no, "leader1", Map.of("decision", "change", "finding", "partly", "reasons", "部分条件成就", "answer", "部分兑现"))))
                .hasMessageContaining("需要整改的问题");
        complete("userTask_decideRecheck", no, "leader1", Map.of("decision", "change", "finding", "partly", "problem", "第一年补贴没有兑现", "reasons", "部分条件成就", "answer", "第一年补贴应当兑现"));
        runJobs(no);
        endsAs(no, "partly", "closed");
        assertThat(told(no)).anyMatch(t -> t.contains("信访终结意见"));
        assertThat(complaints.get(no).consequenceNo()).as("begun anew").isEqualTo(no + "-02");
        assertThat(refusalOf(() -> followUp.review(get(receipt), "还是不服"))).hasMessageContaining("已办结");
    }

    @Test
    void keptByTheReviewAndNotTakenFurther() {
        Receipt receipt = received();
        String no = accepted(receipt.caseNo());
        answered(no, "unfounded");
        moveClockTo(LocalDateTime.of(2026, 4, 2, 9, 0));
        assertThat(refusalOf(() -> followUp.review(get(receipt), "不服"))).as("the thirty-first day").hasMessageContaining("2026年4月1日");
        moveClockTo(LocalDateTime.of(2026, 4, 1, 9, 0));
        followUp.review(get(receipt), "不服");
        complete("userTask_decideReview", no, "joint1", Map.of("decision", "keep", "reasons", "事实清楚", "answer", "维持"));
        fireTimer("event_recheckLapsed", no);
        endsAs(no, "unfounded", "closed");
    }

    @Test
    void arrearsHaveTheirOwnLimitsAndInterestIsShown() {
        Receipt receipt = received(Category.ARREARS, "工程款验收两年没有支付，多次催要没有结果");
        String no = receipt.caseNo();
        complete("userTask_precheckComplaint", no, "credit1", Map.of("decision", "ask", "question", "请提供验收单"));
        assertThat(due("userTask_decideComplaint", no)).as("ten working days").isEqualTo(LocalDate.of(2026, 3, 16));
        complete("userTask_decideComplaint", no, "credit1", Map.of("decision", "accept", "handler", HANDLER));
        runJobs(no);
        assertThat(told(no)).as("100000 × 0.05% × 120 days").anyMatch(t -> t.contains("欠款100000.00元") && t.contains("逾期120日") && t.contains("利息6000.00元"));
        complete("userTask_acceptComplaint", no, HANDLER + "1", Map.of("contact", "李主任"));
        assertThat(due("userTask_verifyComplaint", no)).isEqualTo(LocalDate.of(2026, 4, 1));
        String task = task("userTask_verifyComplaint", no).getId();
        assertThat(refusalOf(() -> escalations.requestExtension(task, 61, "复杂", HANDLER + "head"))).as("ninety days at most").hasMessageContaining("最多延长60日");
        assertThat(refusalOf(() -> complete("userTask_verifyComplaint", no, HANDLER + "1", finding("upheld")))).hasMessageContaining("核定的拖欠金额");
        Map<String, Object> form = finding("upheld");
        form.put("owed", 80000);
        answered(no, form);
        assertThat(service.arrears(complaints.get(no))).hasValueSatisfying(a -> assertThat(a.interest()).isEqualByComparingTo("4800.00"));
        assertThat(refusalOf(() -> followUp.review(get(receipt), "不服"))).hasMessageContaining("提起诉讼或者申请仲裁");
        assertThat(refusalOf(() -> complaints.register(new NewComplaint(Channel.PORTAL, Naming.ANONYMOUS, Category.ARREARS, ACCUSED, "拖欠工程款两年没有支付", null, null, Informer.UNKNOWN,
                List.of(), null, null, true)))).hasMessageContaining("欠款金额").hasMessageContaining("从哪一天起逾期");
    }

    @Test
    void retaliationGoesToAccountabilityAtOnceWhileHandlingGoesOn() {
        Receipt receipt = received();
        String no = accepted(receipt.caseNo());
        followUp.retaliation(get(receipt), "投诉后镇里停了我的水电，电话13806310001");
        assertThat(complaints.get(no).retaliation()).doesNotContain("13806310001").contains(Informers.MASK);
        assertThat(refusalOf(() -> followUp.retaliation(get(receipt), "又来了"))).hasMessageContaining("正在核实");
        assertThat(due("userTask_checkRetaliation", no)).isEqualTo(LocalDate.of(2026, 3, 3));
        complete("userTask_checkRetaliation", no, "supervisor1", Map.of("confirmed", "yes", "facts", "停水停电属实"));
        String part = cases.children(no).stream().map(CaseFile::caseNo).findFirst().orElseThrow();
        assertThat(cases.get(child(part, "accountability")).unitId()).isEqualTo(ACCUSED);
        assertThat(access.find(part, ACCUSED + "1")).as("not before it is served").isEmpty();
        assertThat(told(no)).anyMatch(t -> t.contains("打击报复已经查实"));
        assertThat(task("userTask_verifyComplaint", no)).as("handling goes on").isNotNull();
        followUp.retaliation(get(receipt), "又停了一次电");
        complete("userTask_checkRetaliation", no, "supervisor1", Map.of("confirmed", "no", "facts", "全镇检修停电"));
        assertThat(told(no)).anyMatch(t -> t.contains("经核实不属实"));
        answered(no, "unfounded");
    }

    @Test
    void theThirdUpheldInTwelveMonthsProposesAnInspectionWithTheCases() {
        String first = upheld(Category.PROCUREMENT);
        assertThat(cases.children(first)).extracting(CaseFile::kind).doesNotContain("breach-finding");
        moveClockTo(LocalDateTime.of(2026, 6, 1, 9, 0));
        String second = upheld(Category.SERVICE);
        assertThat(openTasks("userTask_considerInspection", second)).isEmpty();
        moveClockTo(LocalDateTime.of(2026, 9, 1, 9, 0));
        String third = upheld(Category.SERVICE);
        assertThat(jdbc.sql("select source from breach_finding where origin_no = ?").param(third).query(String.class).list()).as("the same kind again").containsExactly("complaint-repeated");
        assertThat(notices(third)).contains("complaint-cluster:supervisor");
        assertThat(String.valueOf(tasks.getVariable(task("userTask_considerInspection", third).getId(), "brief"))).contains(first.substring(0, 12), second.substring(0, 12), third.substring(0, 12));
        assertThat(refusalOf(() -> complete("userTask_considerInspection", third, "supervisor1", Map.of("decision", "start", "inspectionNo", "JC-1999-0001")))).hasMessageContaining("没有编号为");
        assertThat(refusalOf(() -> complete("userTask_considerInspection", third, "supervisor1", Map.of("decision", "no")))).hasMessageContaining("不发起监督检查的理由");
        String inspection = as("supervisor1", () -> inspections.launch(Map.of("kind", "special", "title", "界石镇承诺兑现专项检查", "authority", "文政办字〔2026〕30号", "approver", "区长",
                "clauses", "三.2", "periodFrom", "2026-09-01", "periodTo", "2026-10-30")));
        complete("userTask_considerInspection", third, "supervisor1", Map.of("decision", "start", "inspectionNo", inspection));
        assertThat(consequences.get(third).inspectionNo()).isEqualTo(inspection);
        moveClockTo(LocalDateTime.of(2027, 3, 2, 9, 0));
        String fourth = upheld(Category.PPP);
        assertThat(consequences.get(fourth).clusterNos()).as("the first is twelve months old").hasSize(3).noneMatch(first::startsWith);
        complete("userTask_considerInspection", fourth, "supervisor1", Map.of("decision", "no", "reason", "九月刚刚检查过"));
        assertThat(texts(fourth)).anyMatch(t -> t.contains("九月刚刚检查过"));
    }

    @Test
    void theAnonymousAndTheOfficeWriteToEachOther() {
        Receipt receipt = complaints.register(wanted(Category.SERVICE, Naming.ANONYMOUS, "承诺一窗受理，实际跑了五个窗口还没有办成"));
        String no = accepted(receipt.caseNo());
        assertThat(jdbc.sql("select count(*) from complaint_identity where case_no = ?").param(no).query(Integer.class).single()).isZero();
        as(HANDLER + "1", () -> service.write(no, "请问是哪一天、哪个大厅？"));
        assertThat(letters.of(no)).last().satisfies(m -> assertThat(m.side()).isEqualTo("office"));
        followUp.write(get(receipt), "二月十日，镇便民服务中心", List.of());
        assertThat(refusalOf(() -> followUp.write(get(receipt), "二月十日，镇便民服务中心", List.of()))).hasMessageContaining("已经收到");
        assertThat(notices(no)).contains("complaint-message:" + HANDLER);
        assertThat(jdbc.sql("select body from notice where case_no = ? and template = 'complaint-message'").param(no).query(String.class).list()).allSatisfy(b -> assertThat(b).doesNotContain("二月十日"));
        assertThat(told(no)).contains("请问是哪一天、哪个大厅？", "二月十日，镇便民服务中心");
        assertThat(refusalOf(() -> followUp.find(no, "AAAA-AAAA-AAAA"))).hasMessage(FollowUp.WRONG);
        assertThat(refusalOf(() -> followUp.find("TS-1999-0001", receipt.code()))).hasMessage(FollowUp.WRONG);
        assertThat(followUp.find(" " + no.toLowerCase() + " ", receipt.code().toLowerCase().replace("-", " ")).caseNo()).as("however it is typed").isEqualTo(no);
    }

    @Test
    void whoSendsTheSameTwiceAtOnceIsHeardOnce() throws Exception {
        Receipt receipt = received();
        Complaint c = followUp.find(receipt.caseNo(), receipt.code());
        NewComplaint.Upload picture = new NewComplaint.Upload("照片.png", Samples.picture("png"));
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                answers.add(pool.submit(() -> {
                    go.await();
                    try {
                        followUp.write(c, "补充合同照片", List.of(picture));
                        return "stored";
                    } catch (Refusal refused) {
                        return refused.getMessage();
                    }
                }));
            }
            go.countDown();
            List<String> words = new ArrayList<>();
            for (Future<String> answer : answers) {
                words.add(answer.get());
            }
            assertThat(words).containsOnlyOnce("stored").filteredOn(w -> !w.equals("stored")).containsOnly("这条留言已经收到，不用重复发送。");
        } finally {
            pool.shutdownNow();
        }
        assertThat(files.of(c.caseNo())).hasSize(1);
    }

    @Test
    void withdrawnBeforeTheAnswerButNotAfter() {
        Receipt receipt = received();
        String no = accepted(receipt.caseNo());
        followUp.withdraw(get(receipt));
        runJobs(no);
        endsAs(no, "withdrawn", "withdrawn");
        assertThat(notices(no)).contains("complaint-withdrawn:" + HANDLER);
        assertThat(book.ofCase(no)).noneMatch(t -> t.open());
        Receipt answered = received();
        accepted(answered.caseNo());
        answered(answered.caseNo(), "unfounded");
        assertThat(refusalOf(() -> followUp.withdraw(get(answered)))).hasMessageContaining("不能撤回");
        Receipt early = received();
        followUp.withdraw(get(early));
        assertThat(notices(early.caseNo())).as("nobody handles it yet").isEmpty();
    }

    @Test
    void nobodyOfTheBodyComplainedOfTakesPart() {
        Receipt receipt = complaints.register(new NewComplaint(Channel.PORTAL, Naming.ANONYMOUS, Category.DISCLOSURE, "xinyongzhongxin", "信用中心承诺公开的目录一直没有公开", null, null,
                Informer.UNKNOWN, List.of(), null, null, true));
        assertThat(refusalOf(() -> complete("userTask_precheckComplaint", receipt.caseNo(), "credit1", Map.of("decision", "accept", "handler", HANDLER)))).hasMessageContaining("应当回避");
        assertThat(informers.mayOpen("credit1", receipt.caseNo())).isFalse();
        assertThat(informers.mayOpen("joint1", receipt.caseNo())).isTrue();
    }
}
