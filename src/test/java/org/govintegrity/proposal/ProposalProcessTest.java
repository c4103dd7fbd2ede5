package org.govintegrity.proposal;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.escalation.LadderService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** A proposal, one test for each way it can go. The clock begins on Monday 2026-03-02. */
class ProposalProcessTest extends ProposalTest {

    @Autowired
    private CaseAccess access;
    @Autowired
    private LadderService ladder;

    @Test
    void answeredToEachSignerAndSatisfied() {
        String no = registered("张芳");
        assertThat(no).startsWith("JY-2026-");
        assertThat(due("userTask_designateUnits", no)).isEqualTo(LocalDate.of(2026, 3, 9));
        assertThat(refusalOf(() -> complete("userTask_designateUnits", no, "supervisor1", Map.of("how", "whole")))).hasMessageContaining("主办单位");
        moveClockTo(LocalDateTime.of(2026, 3, 3, 9, 0));
        complete("userTask_designateUnits", no, "supervisor1", Map.of("how", "whole", "lead", UNIT, "keyItem", true));
        runJobs(no);
        assertThat(notices(no)).contains("proposal-dispatched:" + UNIT);
        assertThat(due("userTask_acceptProposal", no)).isEqualTo(LocalDate.of(2026, 3, 9));
        assertThat(openTasks("userTask_draftAnswer", no)).isEmpty();
        moveClockTo(LocalDateTime.of(2026, 3, 10, 9, 0));
        acceptAndContact(no, UNIT);
        assertThat(due("userTask_draftAnswer", no)).as("three months from dispatch, not from this step").isEqualTo(LocalDate.of(2026, 6, 3));
        assertThat(refusalOf(() -> complete("userTask_draftAnswer", no, UNIT + "1", answer("B")))).hasMessageContaining("承诺事项");
        complete("userTask_draftAnswer", no, UNIT + "1", answer("A"));
        assertThat(refusalOf(() -> complete("userTask_signAnswer", no, UNIT + "head", Map.of("decision", "return")))).hasMessageContaining("退回修改的理由");
        complete("userTask_signAnswer", no, UNIT + "head", Map.of("decision", "return", "reason", "数字不准"));
        complete("userTask_draftAnswer", no, UNIT + "1", answer("A"));
        complete("userTask_signAnswer", no, UNIT + "head", Map.of("decision", "sign"));
        runJobs(no);
        assertThat(openTasks("userTask_deliverAnswer", no)).hasSize(2).extracting(t -> t.getName()).containsExactlyInAnyOrder("送达（于海）", "送达（张芳）");
        assertThat(refusalOf(() -> delivered(no, "", "paper"))).hasMessageContaining("当面答复");
        delivered(no, "", "face");
        opinions(no, "", "satisfied");
        endsAs(no, "satisfied");
        String published = cases.children(no).stream().filter(c -> c.kind().equals("publication")).findFirst().orElseThrow().caseNo();
        assertThat(String.valueOf(tasks.getVariable(task("userTask_reviewSecrecy", published).getId(), "brief"))).contains("农村公交站点少", "已在界石镇增设站点六处", "A类").doesNotContain("于海");
        assertThat(proposals.replies(no)).hasSize(2).allSatisfy(r -> assertThat(r.result()).isEqualTo("satisfied"));
    }

    @Test
    void aConfidentialOneIsNotPublished() {
        String no = as("supervisor1", () -> proposals.register(wanted(ProposalKind.SUGGESTION, true)));
        complete("userTask_designateUnits", no, "supervisor1", Map.of("how", "whole", "lead", UNIT));
        runJobs(no);
        answered(no, "A");
        delivered(no, "", "paper");
        opinions(no, "", "satisfied");
        endsAs(no, "satisfied");
        assertThat(cases.children(no)).isEmpty();
    }

    @Test
    void handedBackAndDesignatedToAnother() {
        String no = dispatched(List.of());
        moveClockTo(LocalDateTime.of(2026, 3, 5, 9, 0));
        String handBack = as(UNIT + "1", () -> escalations.requestHandBack(task("userTask_acceptProposal", no).getId(), "属于住建部门职责", UNIT + "1"));
        runJobs(handBack);
        complete("userTask_designateUnit", handBack, "joint1", Map.of("unit", OTHER, "reason", "站点建设由住建部门承担"));
        runJobs(handBack);
        assertThat(proposals.get(no).leadUnit()).isEqualTo(OTHER);
        assertThat(proposals.get(no).dispatchedOn()).isEqualTo(LocalDate.of(2026, 3, 5));
        assertThat(access.find(no, UNIT + "1")).isEmpty();
        assertThat(access.find(no, OTHER + "1")).isPresent();
        acceptAndContact(no, OTHER);
        assertThat(due("userTask_draftAnswer", no)).as("anew from designation").isEqualTo(LocalDate.of(2026, 6, 5));
    }

    @Test
    void handedBackButConfirmedAndThenFinal() {
        String no = dispatched(List.of());
        String handBack = as(UNIT + "1", () -> escalations.requestHandBack(task("userTask_acceptProposal", no).getId(), "属于住建部门职责", UNIT + "1"));
        runJobs(handBack);
        complete("userTask_designateUnit", handBack, "joint1", Map.of("unit", UNIT, "reason", "公交站点属于交通职责"));
        runJobs(handBack);
        assertThat(proposals.get(no).leadUnit()).isEqualTo(UNIT);
        assertThat(refusalOf(() -> escalations.requestHandBack(task("userTask_acceptProposal", no).getId(), "还是不办", UNIT + "1"))).hasMessageContaining("不能再次退回");
        acceptAndContact(no, UNIT);
        assertThat(due("userTask_draftAnswer", no)).isEqualTo(LocalDate.of(2026, 6, 2));
    }

    @Test
    void afterFiveDaysNoHandBackIsTaken() {
        String no = dispatched(List.of());
        moveClockTo(LocalDateTime.of(2026, 3, 10, 9, 0));
        assertThat(refusalOf(() -> escalations.requestHandBack(task("userTask_acceptProposal", no).getId(), "属于住建部门职责", UNIT + "1")))
                .as("five days, the ninth being a Monday").hasMessageContaining("3月9日前提出");
    }

    @Test
    void assistingOpinionsThatComeAndThatDoNot() {
        String no = dispatched(List.of(), OTHER, "caizhengju");
        assertThat(notices(no)).contains("proposal-assist:" + OTHER, "proposal-assist:caizhengju");
        assertThat(access.find(no, "caizhengju1")).isPresent();
        var mine = openTasks("userTask_assistProposal", no).stream().filter(t -> OTHER.equals(book.get(t.getId()).item())).findFirst().orElseThrow();
        assertThat(refusalOf(() -> as("caizhengju1", () -> forms.submitTaskForm(mine.getId(), Map.of("opinion", "可以"))))).isNotNull();
        as(OTHER + "1", () -> forms.submitTaskForm(mine.getId(), Map.of("opinion", "用地已预留")));
        runJobs(no);
        acceptAndContact(no, UNIT);
        assertThat(openTasks("userTask_draftAnswer", no)).isEmpty();
        moveClockTo(LocalDateTime.of(2026, 4, 3, 0, 5));
        ladder.sweep();
        assertThat(notices(no)).contains("escalation-yellow:caizhengjuhead");
        fireTimer("boundaryEvent_assistMissing", no);
        runJobs(no);
        assertThat(task("userTask_draftAnswer", no)).isNotNull();
        assertThat(proposals.assists(no)).extracting(Assist::unitId, Assist::missing).containsExactlyInAnyOrder(org.assertj.core.api.Assertions.tuple(OTHER, false),
                org.assertj.core.api.Assertions.tuple("caizhengju", true));
        assertThat(texts(no)).anyMatch(t -> t.contains("区财政局逾期没有提出协办意见"));
    }

    @Test
    void extendedToSixMonthsAndTheExtensionHoldsForTheSignature() {
        String no = dispatched(List.of());
        acceptAndContact(no, UNIT);
        String task = task("userTask_draftAnswer", no).getId();
        assertThat(refusalOf(() -> escalations.requestExtension(task, 4, "涉及面广", UNIT + "head"))).hasMessageContaining("最多延长3个月");
        String request = as(UNIT + "head", () -> escalations.requestExtension(task, 3, "涉及面广，需要勘察", UNIT + "head"));
        runJobs(request);
        complete("userTask_decideExtension", request, "supervisor1", Map.of("decision", "grant"));
        assertThat(due("userTask_draftAnswer", no)).isEqualTo(LocalDate.of(2026, 9, 2));
        complete("userTask_draftAnswer", no, UNIT + "1", answer("D"));
        assertThat(due("userTask_signAnswer", no)).isEqualTo(LocalDate.of(2026, 9, 2));
    }

    @Test
    void notSatisfiedThenSatisfied() {
        String no = dispatched(List.of("张芳"));
        answered(no, "D");
        delivered(no, "", "paper");
        var first = openTasks("userTask_recordOpinion", no).get(0);
        assertThat(refusalOf(() -> as("supervisor1", () -> forms.submitTaskForm(first.getId(),
                Map.of("opinionOn", "2026-03-02", "attitude", "satisfied", "result", "unsatisfied"))))).hasMessageContaining("不满意的具体意见");
        as("supervisor1", () -> forms.submitTaskForm(first.getId(), Map.of("opinionOn", "2026-03-02", "attitude", "satisfied", "result", "unsatisfied", "remarks", "没有解决")));
        runJobs(no);
        opinions(no, "", "basically");
        assertThat(notices(no)).contains("proposal-again:" + UNIT);
        assertThat(due("userTask_draftAnswerAgain", no)).isEqualTo(LocalDate.of(2026, 4, 2));
        Map<String, Object> unheard = answer("A");
        unheard.put("heard", " ");
        assertThat(refusalOf(() -> complete("userTask_draftAnswerAgain", no, UNIT + "1", unheard))).hasMessageContaining("再次听取意见");
        secondAnswer(no);
        assertThat(openTasks("userTask_recordOpinionAgain", no)).as("only who was not satisfied").hasSize(1);
        opinions(no, "Again", "basically");
        endsAs(no, "satisfied-again");
    }

    @Test
    void stillNotSatisfiedGoesToExperts() {
        String no = dispatched(List.of());
        answered(no, "D");
        delivered(no, "", "face");
        opinions(no, "", "unsatisfied");
        secondAnswer(no);
        opinions(no, "Again", "unsatisfied");
        complete("userTask_assessProposal", no, "joint1", Map.of("experts", "省交科院三人", "finding", "答复符合实际，建议列入明年计划"));
        assertThat(notices(no)).contains("proposal-assessed:" + UNIT);
        endsAs(no, "assessed");
    }

    @Test
    void aPromiseStaysOnTheListUntilItIsProved() {
        String no = promised();
        assertThat(due("userTask_fulfilPromise", no)).isEqualTo(LocalDate.of(2026, 6, 30));
        assertThat(promises.list(false, UNIT)).extracting(PromiseEntry::caseNo).contains(no);
        assertThat(refusalOf(() -> fulfil(no, "kept", null))).hasMessageContaining("证明材料");
        prove(no, task("userTask_fulfilPromise", no).getId(), UNIT + "1");
        fulfil(no, "kept", null);
        assertThat(refusalOf(() -> complete("userTask_verifyPromise", no, "supervisor1", Map.of("decision", "refuse")))).hasMessageContaining("不予认可");
        complete("userTask_verifyPromise", no, "supervisor1", Map.of("decision", "refuse", "reason", "只建了三处"));
        assertThat(promises.open(no)).hasSize(1);
        prove(no, task("userTask_fulfilPromise", no).getId(), UNIT + "1");
        fulfil(no, "kept", null);
        complete("userTask_verifyPromise", no, "supervisor1", Map.of("decision", "agree"));
        runJobs(no);
        endsAs(no, "satisfied");
        assertThat(promises.list(true, UNIT)).extracting(PromiseEntry::caseNo).contains(no);
    }

    @Test
    void anOverdueOrChangedPromiseClimbsTheLadderOrGetsAnotherDay() {
        String no = promised();
        moveClockTo(LocalDateTime.of(2026, 7, 1, 0, 5));
        ladder.sweep();
        assertThat(notices(no)).contains("escalation-yellow:" + UNIT + "head");
        assertThat(refusalOf(() -> fulfil(no, "changed", "2026-07-01"))).hasMessageContaining("应当晚于今天");
        fulfil(no, "changed", "2026-09-30");
        complete("userTask_verifyPromise", no, "supervisor1", Map.of("decision", "agree"));
        assertThat(due("userTask_fulfilPromise", no)).isEqualTo(LocalDate.of(2026, 9, 30));
    }

    @Test
    void anAnswerThatWasNotTrueIsAClueOnce() {
        String no = dispatched(List.of());
        answered(no, "A");
        delivered(no, "", "face");
        opinions(no, "", "satisfied");
        as("supervisor1", () -> service.reportFalse(no, "general", "站点并没有建成"));
        assertThat(findings(no)).hasSize(1);
        assertThat(task("userTask_verifyClue", findings(no).get(0).caseNo())).isNotNull();
        assertThat(refusalOf(() -> as("supervisor1", () -> service.reportFalse(no, "general", "再说一次")))).hasMessageContaining("不能重复提出");
        String other = promised();
        assertThat(refusalOf(() -> as("supervisor1", () -> service.reportFalse(other, "general", "没有办")))).hasMessageContaining("A类");
    }

    @Test
    void anAnswerAfterItsLimitIsAClueOnce() {
        String no = dispatched(List.of("张芳"));
        acceptAndContact(no, UNIT);
        complete("userTask_draftAnswer", no, UNIT + "1", answer("A"));
        LocalDate limit = due("userTask_signAnswer", no);
        assertThat(limit).isEqualTo(LocalDate.of(2026, 6, 2));
        moveClockTo(limit.plusDays(3).atTime(9, 0));
        complete("userTask_signAnswer", no, UNIT + "head", Map.of("decision", "return", "reason", "数字不准"));
        assertThat(cases.children(no)).as("not given yet").isEmpty();
        complete("userTask_draftAnswer", no, UNIT + "1", answer("A"));
        complete("userTask_signAnswer", no, UNIT + "head", Map.of("decision", "sign"));
        runJobs(no);
        CaseFile clue = findings(no).get(0);
        assertThat(clue.unitId()).isEqualTo(UNIT);
        assertThat(clue.title()).contains("逾期答复");
        assertThat(String.valueOf(tasks.getVariable(task("userTask_verifyClue", clue.caseNo()).getId(), "brief"))).contains("2026年6月2日前答复", "逾期3日");
        assertThat(proposals.get(no).lateOn()).isEqualTo(limit.plusDays(3));
        delivered(no, "", "face");
        opinions(no, "", "unsatisfied");
        moveClockTo(LocalDateTime.of(2026, 9, 1, 9, 0));
        secondAnswer(no);
        assertThat(findings(no)).as("delivered late, and the second answer late: one clue").hasSize(1);
        as("supervisor1", () -> service.reportFalse(no, "general", "站点并没有建成"));
        assertThat(findings(no)).as("that it was false is another matter").hasSize(2);
    }

    @Test
    void signedInTimeAndDeliveredAfterIsLateAndOnTheLastDayIsNot() {
        String late = dispatched(List.of());
        String inTime = dispatched(List.of());
        answered(late, "D");
        answered(inTime, "D");
        moveClockTo(due("userTask_deliverAnswer", late).atTime(9, 0));
        delivered(inTime, "", "paper");
        moveClockTo(due("userTask_deliverAnswer", late).plusDays(1).atTime(9, 0));
        delivered(late, "", "paper");
        assertThat(cases.children(inTime)).isEmpty();
        assertThat(cases.children(late)).extracting(CaseFile::kind).containsExactly("breach-finding");
    }

    @Test
    void splitIntoPartsThatAreAnsweredEachOnItsOwn() {
        String no = registered("张芳");
        assertThat(refusalOf(() -> complete("userTask_designateUnits", no, "supervisor1", Map.of("how", "split", "parts", List.of(Map.of("unit", UNIT, "text", "站点"))))))
                .hasMessageContaining("至少两部分");
        complete("userTask_designateUnits", no, "supervisor1", Map.of("how", "split", "parts",
                List.of(Map.of("unit", UNIT, "text", "增设站点"), Map.of("unit", OTHER, "text", "硬化路口"))));
        assertThat(ended(no)).isTrue();
        assertThat(proposals.get(no).state()).isEqualTo("split");
        runJobs(no + "-02");
        assertThat(proposals.signers(no + "-02")).extracting(Signer::name).containsExactly("于海", "张芳");
        assertThat(registry.unitOfGroup(book.get(task("userTask_acceptProposal", no + "-02").getId()).owner()).orElseThrow().id()).isEqualTo(OTHER);
        assertThat(openTasks("userTask_designateUnits", no + "-02")).isEmpty();
    }

    @Test
    void aConfidentialMotionIsForThoseWhoHandleItOnly() {
        NewProposal wanted = wanted(ProposalKind.MOTION, true);
        String no = as("supervisor1", () -> proposals.register(wanted));
        assertThat(no).startsWith("TA-2026-");
        assertThat(cases.get(no).title()).contains("保密").doesNotContain(wanted.subject());
        complete("userTask_designateUnits", no, "supervisor1", Map.of("how", "whole", "lead", UNIT));
        runJobs(no);
        assertThat(access.find(no, UNIT + "1")).isPresent();
        assertThat(access.find(no, "credit1")).isEmpty();
        assertThat(access.find(no, OTHER + "1")).isEmpty();
        assertThat(String.valueOf(tasks.getVariable(task("userTask_acceptProposal", no).getId(), "brief"))).contains("保密件").doesNotContain("间隔大");
        acceptAndContact(no, UNIT);
        assertThat(book.get(task("userTask_draftAnswer", no).getId()).rule()).isEqualTo("cppcc-proposal.answer");
    }

    /** Dispatched on 2 March, so answered by 2 June. */
    @Test
    void anAnswerIsInTimeWhenItHasReachedEverybodyByTheLastDay() {
        LocalDate due = LocalDate.of(2026, 6, 2);
        String never = dispatched(List.of());
        String no = dispatched(List.of("张芳"));
        answered(no, "A");
        moveClockTo(due.atTime(9, 0));
        assertThat(onTime(no, 1, due, due)).as("its last day is not over").isEmpty();
        var first = openTasks("userTask_deliverAnswer", no).get(0);
        as(UNIT + "1", () -> forms.submitTaskForm(first.getId(), Map.of("deliveredOn", due.toString(), "way", "paper")));
        moveClockTo(due.plusDays(1).atTime(9, 0));
        assertThat(onTime(no, 1, due, due)).as("one of two").hasValueSatisfying(row -> {
            assertThat(row.unitId()).isEqualTo(UNIT);
            assertThat(row.amount()).isZero();
            assertThat(row.words()).contains("代表建议", "没有全部送达").doesNotContain("张芳", "于海", "公交站点");
        });
        assertThat(onTime(never, 1, due, due)).as("not even accepted, but the limit runs").hasValueSatisfying(row -> assertThat(row.amount()).isZero());
        assertThat(onTime(no, 1, due.plusDays(1), due.plusDays(30))).isEmpty();
        assertThat(onTime(no, 1, due.minusDays(30), due.minusDays(1))).isEmpty();
        runJobs(no);
        var last = openTasks("userTask_deliverAnswer", no).get(0);
        as(UNIT + "1", () -> forms.submitTaskForm(last.getId(), Map.of("deliveredOn", due.toString(), "way", "paper")));
        assertThat(onTime(no, 1, due, due.plusDays(1))).as("delivered on the last day, registered the day after").hasValueSatisfying(row -> {
            assertThat(row.amount()).isEqualByComparingTo("1");
            assertThat(row.link()).isEqualTo("/cases/" + no);
        });
    }

    @Test
    void aSecondAnswerHasALimitOfItsOwn() {
        String no = dispatched(List.of());
        answered(no, "D");
        delivered(no, "", "face");
        opinions(no, "", "unsatisfied");
        LocalDate again = due("userTask_draftAnswerAgain", no);
        moveClockTo(again.plusDays(1).atTime(9, 0));
        assertThat(onTime(no, 2, again, again)).hasValueSatisfying(row -> assertThat(row.amount()).isZero());
        assertThat(onTime(no, 1, LocalDate.of(2026, 6, 2), LocalDate.of(2026, 6, 2))).as("the first one was").hasValueSatisfying(row -> assertThat(row.amount()).isEqualByComparingTo("1"));
    }

    private Optional<FigureRow> onTime(String no, int round, LocalDate from, LocalDate to) {
        return figureRow("proposals.on-time", no + "-" + round, from, to);
    }

    @Test
    void aPromiseIsKeptOnceThatIsVerifiedAndTheWaitForItIsNotTheUnits() {
        LocalDate due = LocalDate.of(2026, 6, 30);
        String no = promised();
        String broken = promised();
        moveClockTo(due.atTime(9, 0));
        assertThat(kept(no, due, due)).as("its day is not over").isEmpty();
        prove(no, task("userTask_fulfilPromise", no).getId(), UNIT + "1");
        fulfil(no, "kept", null);
        moveClockTo(due.plusDays(1).atTime(9, 0));
        assertThat(kept(no, due, due)).as("reported, not verified").isEmpty();
        assertThat(kept(broken, due, due)).hasValueSatisfying(row -> {
            assertThat(row.amount()).isZero();
            assertThat(row.words()).contains("2026年6月30日前完成", "没有落实").doesNotContain("站点");
        });
        complete("userTask_verifyPromise", no, "supervisor1", Map.of("decision", "agree"));
        assertThat(kept(no, due, due)).as("what happened later is not seen").isEmpty();
        assertThat(kept(no, due, due.plusDays(1))).hasValueSatisfying(row -> {
            assertThat(row.unitId()).isEqualTo(UNIT);
            assertThat(row.amount()).isEqualByComparingTo("1");
            assertThat(row.link()).isEqualTo("/cases/" + no);
        });
        assertThat(kept(no, due.plusDays(1), due.plusDays(30))).isEmpty();
        assertThat(kept(broken, due.minusDays(30), due.minusDays(1))).isEmpty();
    }

    private Optional<FigureRow> kept(String no, LocalDate from, LocalDate to) {
        return figureRow("promises.kept", no + "-1", from, to);
    }

    @Test
    void aFalseClaimCountsOnTheDayItWasReported() {
        LocalDate day = LocalDate.of(2026, 3, 4);
        String no = dispatched(List.of());
        answered(no, "A");
        moveClockTo(day.atTime(9, 0));
        as("supervisor1", () -> service.reportFalse(no, "general", "于海代表反映站点并没有建成"));
        assertThat(figureRow("proposals.false-claims", no, day, day)).hasValueSatisfying(row -> {
            assertThat(row.unitId()).isEqualTo(UNIT);
            assertThat(row.amount()).isEqualByComparingTo("1");
            assertThat(row.words()).contains("失实").doesNotContain("于海");
        });
        assertThat(figureRow("proposals.false-claims", no, day.minusDays(9), day.minusDays(1))).isEmpty();
        assertThat(figureRow("proposals.false-claims", no, day.plusDays(1), day.plusDays(9))).isEmpty();
    }

    private String promised() {
        String no = dispatched(List.of());
        answered(no, "B", "2026-06-30");
        delivered(no, "", "face");
        opinions(no, "", "satisfied");
        return no;
    }

    private void fulfil(String no, String state, String day) {
        complete("userTask_fulfilPromise", no, UNIT + "1", day == null ? Map.of("state", state, "report", "情况如此") : Map.of("state", state, "report", "征地推迟", "wantedDueOn", day));
    }

    private List<CaseFile> findings(String no) {
        return cases.children(no).stream().filter(c -> c.kind().equals("breach-finding")).toList();
    }
}
