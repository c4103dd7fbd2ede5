package org.govintegrity.inspection;

import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.task.Task;
import org.govintegrity.casefile.CaseEvent;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.common.Refusal;
import org.govintegrity.registry.Unit;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InspectionProcessTest extends ProcessTest {

    private static final String UNIT = "caizhengju";
    private static final String OTHER = "jiaotongju";

    @Autowired
    private InspectionService inspections;
    @Autowired
    private UnitInspectionService unitInspections;

    @Test
    void cleanInspectionOfTwoUnitsIsClosed() {
        String caseNo = approved(UNIT, OTHER);
        List<String> parts = unitCases(caseNo);
        assertThat(parts).containsExactly(caseNo + "-01", caseNo + "-02");

        for (String part : parts) {
            bringToConclusion(part);
            conclude(part, List.of(), "none");
            runJobs(part);
            assertThat(ended(part)).isTrue();
            assertThat(cases.get(part).outcome()).isEqualTo("clean");
        }
        assertThat(passed(parts.get(0))).contains("serviceTask_serveConclusion").doesNotContain("callActivity_rectification", "serviceTask_deemServed");

        complete("userTask_writeReport", caseNo, "supervisor1", Map.of("report", "两个单位均未发现问题。"));
        complete("userTask_signReport", caseNo, "leader1", Map.of("decision", "sign"));
        assertThat(ended(caseNo)).isTrue();
        assertThat(cases.get(caseNo).outcome()).isEqualTo("closed");
        assertThat(texts(caseNo)).anyMatch(t -> t.startsWith("结案：未发现问题2个单位"));
    }

    @Test
    void theInspectionWaitsForTheLastUnit() {
        String caseNo = approved(UNIT, OTHER);
        String first = unitCases(caseNo).get(0);
        bringToConclusion(first);
        conclude(first, List.of(), "none");
        runJobs(first);
        assertThat(openTasks("userTask_writeReport", caseNo)).isEmpty();
    }

    @Test
    void theReportMayBeReturned() {
        String caseNo = approved(UNIT);
        bringToConclusion(caseNo + "-01");
        conclude(caseNo + "-01", List.of(), "none");
        runJobs(caseNo + "-01");
        complete("userTask_writeReport", caseNo, "supervisor1", Map.of("report", "太短"));
        assertThat(refusalOf(() -> complete("userTask_signReport", caseNo, "leader1", Map.of("decision", "return")))).hasMessageContaining("理由");
        complete("userTask_signReport", caseNo, "leader1", Map.of("decision", "return", "reason", "请补充建议"));
        complete("userTask_writeReport", caseNo, "supervisor2", Map.of("report", "补充了建议"));
        complete("userTask_signReport", caseNo, "leader1", Map.of("decision", "sign"));
        assertThat(cases.get(caseNo).outcome()).isEqualTo("closed");
    }

    @Test
    void withoutAuthorisationNothingStarts() {
        Map<String, Object> form = launchForm();
        form.remove("authority");
        assertThat(refusalOf(() -> launch(form)).getMessage()).contains("授权文件");
        Map<String, Object> noApprover = launchForm();
        noApprover.put("approver", "  ");
        assertThat(refusalOf(() -> launch(noApprover)).getMessage()).contains("批准人");
    }

    @Test
    void wrongLaunchesAreRefusedWithWordsThatHelp() {
        assertThat(launchRefused("periodFrom", "2026-03-01")).contains("已经过去");
        assertThat(launchRefused("periodTo", "2026-03-01")).contains("不能早于");
        assertThat(launchRefused("periodTo", "2028-03-01")).contains("一年");
        assertThat(launchRefused("periodTo", "三月")).contains("日期");
        assertThat(launchRefused("clauses", "三.99")).contains("三.99");
        assertThat(launchRefused("kind", "whatever")).contains("选项");
        assertThat(launchRefused("title", "长".repeat(101))).contains("100字");
        assertThat(launchRefused("surprise", "x")).contains("surprise");
    }

    @Test
    void onlySupervisorsLaunch() {
        assertThatThrownBy(() -> as(UNIT + "1", () -> forms.submitStartForm(definition(), launchForm()))).isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> as("leader1", () -> forms.submitStartForm(definition(), launchForm()))).isInstanceOf(AuthorizationException.class);
    }

    @Test
    void whatWasTypedIsInOurTablesAndNotInTheProcess() {
        String caseNo = launch(launchForm());
        assertThat(runtime.createVariableInstanceQuery().processInstanceIdIn(instance(caseNo)).list())
                .allMatch(v -> v.getTaskId() != null);
        assertThat(inspections.get(caseNo).authority()).isEqualTo("文政办字〔2026〕12号");
    }

    @Test
    void theLeaderMayReturnOrRejectThePlan() {
        String caseNo = launch(launchForm());
        complete("userTask_planInspection", caseNo, "supervisor1", plan(List.of(UNIT)));
        complete("userTask_approvePlan", caseNo, "leader1", Map.of("decision", "return", "reason", "请增加一个单位"));
        complete("userTask_planInspection", caseNo, "supervisor1", plan(List.of(UNIT, OTHER)));
        assertThat(refusalOf(() -> complete("userTask_approvePlan", caseNo, "leader1", Map.of("decision", "reject")))).hasMessageContaining("理由");
        complete("userTask_approvePlan", caseNo, "leader1", Map.of("decision", "reject", "reason", "今年不再安排"));
        assertThat(ended(caseNo)).isTrue();
        assertThat(cases.get(caseNo).outcome()).isEqualTo("rejected");
        assertThat(passed(caseNo)).contains("endEvent_rejected");
        // a plan that was rejected stands in nobody's way
        String again = launch(launchForm());
        complete("userTask_planInspection", again, "supervisor1", plan(List.of(UNIT)));
    }

    @Test
    void theSameMatterIsNotInspectedTwiceWithinSixMonths() {
        String first = approved(UNIT);
        String second = launch(launchForm());
        Refusal running = refusalOf(() -> complete("userTask_planInspection", second, "supervisor1", plan(List.of(UNIT))));
        assertThat(running.kind()).isEqualTo(Refusal.Kind.CONFLICT);
        assertThat(running.getMessage()).contains(first);

        bringToConclusion(first + "-01");
        conclude(first + "-01", List.of(), "none");
        runJobs(first + "-01");
        moveClockTo(LocalDateTime.of(2026, 9, 1, 9, 0));
        assertThat(refusalOf(() -> complete("userTask_planInspection", second, "supervisor1", plan(List.of(UNIT)))).getMessage()).contains(first);
        moveClockTo(LocalDateTime.of(2026, 9, 3, 9, 0));
        complete("userTask_planInspection", second, "supervisor1", plan(List.of(UNIT)));
    }

    @Test
    void aDrawCanBeRepeatedByAnybody() {
        Map<String, Object> form = launchForm();
        form.put("kind", "random");
        String caseNo = launch(form);
        Map<String, Object> plan = plan(List.of());
        plan.remove("units");
        plan.remove("team");
        plan.putAll(Map.of("unitSelection", "random", "unitCount", 3, "teamSelection", "random", "teamSize", 2));
        complete("userTask_planInspection", caseNo, "supervisor1", plan);

        List<Draw> draws = inspections.draws(caseNo);
        assertThat(draws).extracting(Draw::subject).containsExactly("units", "inspectors");
        for (Draw draw : draws) {
            assertThat(Draw.repeat(draw.subject(), draw.seed(), draw.pool(), draw.result().size()).result()).isEqualTo(draw.result());
        }
        assertThat(inspections.units(caseNo)).extracting(InspectedUnit::unitId).containsExactlyInAnyOrderElementsOf(draws.get(0).result());
        assertThat(cases.members(caseNo, "team")).allMatch(p -> !draws.get(0).result().contains(registry.person(p).unitId()));
    }

    @Test
    void aDrawWithFixedSeedGivesTheKnownResult() {
        // printf '%s' 'seed:a' | sha256sum and so on, done by hand
        assertThat(Draw.repeat("units", "seed", List.of("c", "a", "b"), 3).result()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(Draw.repeat("units", "seed", List.of("c", "a", "b"), 2).result())
                .isEqualTo(Draw.repeat("units", "seed", List.of("b", "c", "a"), 3).result().subList(0, 2));
    }

    @Test
    void teamsAreOfAtLeastTwoAndNotOfTheUnit() {
        String caseNo = launch(launchForm());
        String home = registry.person("inspector1").unitId();
        assertThat(planRefused(caseNo, "team", List.of("inspector1"))).contains("至少2人");
        assertThat(planRefused(caseNo, "team", List.of("inspector1", "inspector1"))).contains("至少2人");
        assertThat(planRefused(caseNo, "team", List.of("inspector1", "supervisor1"))).contains("不是检查人员");
        assertThat(planRefused(caseNo, "units", List.of(home))).contains("回避");
        assertThat(planRefused(caseNo, "units", List.of("nosuchunit"))).contains("nosuchunit");
        assertThat(planRefused(caseNo, "units", List.of())).contains("受检单位");
        assertThat(planRefused(caseNo, "items", List.of())).contains("检查事项");
    }

    @Test
    void aUnitThatIsOverCannotBeInspected() {
        Unit over = registry.units().stream().filter(u -> !u.validOn(LocalDate.of(2026, 3, 2))).findFirst().orElseThrow();
        assertThat(planRefused(launch(launchForm()), "units", List.of(over.id()))).contains("撤销或更名");
    }

    @Test
    void anUnsignedFactSheetIsDeemedServed() {
        String part = approved(UNIT) + "-01";
        bringToFactSheet(part);
        fireTimer("boundaryEvent_factSheetUnsigned", part);
        assertThat(passed(part)).contains("serviceTask_deemServed");
        assertThat(task("userTask_draftConclusion", part)).isNotNull();
        assertThat(texts(part)).anyMatch(t -> t.contains("视为送达"));
    }

    @Test
    void theHeadMayRefuseToSignButSaysWhy() {
        String part = approved(UNIT) + "-01";
        bringToFactSheet(part);
        assertThat(refusalOf(() -> complete("userTask_signFactSheet", part, UNIT + "head", Map.of("answer", "refuse")))).hasMessageContaining("理由");
        complete("userTask_signFactSheet", part, UNIT + "head", Map.of("answer", "refuse", "reason", "第二项与事实不符"));
        assertThat(texts(part)).anyMatch(t -> t.contains("第二项与事实不符"));
    }

    @Test
    void severityFollowsTheTable() {
        assertThat(severityOf("none", "none", false, 1)).isEqualTo("minor");
        assertThat(severityOf("some", "none", false, 1)).isEqualTo("general");
        assertThat(severityOf("none", "local", false, 1)).isEqualTo("general");
        assertThat(severityOf("none", "wide", false, 1)).isEqualTo("general");
        assertThat(severityOf("some", "wide", false, 1)).isEqualTo("serious");
        assertThat(severityOf("heavy", "none", false, 1)).isEqualTo("serious");
        assertThat(severityOf("none", "none", true, 1)).isEqualTo("serious");
        assertThat(severityOf("none", "none", false, 0)).isEqualTo("none");
    }

    @Test
    void problemsCountOnTheDayTheConclusionIsServedUntilItIsRevoked() {
        LocalDate day = LocalDate.of(2026, 3, 2);
        String part = unitCases(approved(UNIT)).get(0);
        bringToConclusion(part);
        draft(part, "inspector1", List.of(Map.of("clause", "三.5", "text", "王小明科长没有兑现承诺"), Map.of("clause", "三.5", "text", "台账缺少凭证")), "some");
        assertThat(problemRows(part, day, day)).as("a draft is no conclusion").isEmpty();
        complete("userTask_reviewConclusion", part, "supervisor1", Map.of("decision", "serve"));
        runJobs(part);
        assertThat(problemRows(part, day, day)).hasSize(2).allSatisfy(row -> {
            assertThat(row.unitId()).isEqualTo(UNIT);
            assertThat(row.amount()).isEqualByComparingTo("1");
            assertThat(row.words()).contains(part, "三.5", "严重程度：").doesNotContain("王小明");
            assertThat(row.link()).isEqualTo("/cases/" + part);
        }).extracting(FigureRow::ref).containsExactly(part + "-1", part + "-2");
        assertThat(problemRows(part, day.minusDays(30), day.minusDays(1))).isEmpty();
        assertThat(problemRows(part, day.plusDays(1), day.plusDays(30))).isEmpty();
        moveClockTo(day.plusDays(8).atTime(9, 0));
        complete("userTask_applyReview", part, UNIT + "head", Map.of("answer", "apply", "grounds", "承诺已经按期兑现"));
        complete("userTask_decideReview", part, "joint1", Map.of("decision", "revoke", "reasons", "凭证齐全"));
        assertThat(problemRows(part, day, day.plusDays(8))).as("revoked").isEmpty();
        assertThat(problemRows(part, day, day.plusDays(7))).as("later than the period").hasSize(2);
    }

    private List<FigureRow> problemRows(String part, LocalDate from, LocalDate to) {
        return figure("inspection.problems", from, to).stream().filter(row -> row.link().endsWith(part)).toList();
    }

    @Test
    void theDraftIsReviewedBySomebodyElseAndMayBeReturned() {
        String part = approved(UNIT) + "-01";
        bringToConclusion(part);
        draft(part, "inspector1", List.of(), "none");
        complete("userTask_reviewConclusion", part, "supervisor1", Map.of("decision", "return", "reason", "证据不足"));
        draft(part, "inspector2", List.of(), "none");
        complete("userTask_reviewConclusion", part, "supervisor2", Map.of("decision", "serve"));
        runJobs(part);
        assertThat(cases.get(part).outcome()).isEqualTo("clean");
    }

    @Test
    void aDraftThatContradictsItselfIsRefused() {
        String part = approved(UNIT) + "-01";
        bringToConclusion(part);
        assertThat(refusalOf(() -> draft(part, "inspector1", List.of(), "heavy"))).hasMessageContaining("没有列出问题");
        assertThat(refusalOf(() -> draft(part, "inspector1", List.of(Map.of("clause", "三.16", "text", "x")), "none"))).hasMessageContaining("不在本次检查范围");
        assertThat(refusalOf(() -> draft(part, "inspector1", List.of(Map.of("clause", "三.5", "text", "x", "mendBy", "2026-01-01")), "none")))
                .hasMessageContaining("已经过去");
    }

    @Test
    void cancellingTellsEveryUnitAndEndsEverything() {
        String caseNo = approved(UNIT, OTHER);
        assertThat(refusalOf(() -> inspections.cancel(caseNo, " "))).hasMessageContaining("理由");
        as("supervisor1", () -> inspections.cancel(caseNo, "授权文件已废止"));
        assertThat(ended(caseNo)).isTrue();
        assertThat(ended(caseNo + "-01")).isTrue();
        assertThat(ended(caseNo + "-02")).isTrue();
        assertThat(cases.get(caseNo + "-01").outcome()).isEqualTo("cancelled");
        assertThat(notices(caseNo)).contains("inspection-cancelled:" + UNIT, "inspection-cancelled:" + OTHER);
        assertThat(book.ofCase(caseNo + "-01")).allMatch(t -> !t.open());
        assertThat(refusalOf(() -> inspections.cancel(caseNo, "再撤一次")).kind()).isEqualTo(Refusal.Kind.CONFLICT);
    }

    @Test
    void aSignedInspectionCannotBeCancelled() {
        String caseNo = approved(UNIT);
        bringToConclusion(caseNo + "-01");
        conclude(caseNo + "-01", List.of(), "none");
        runJobs(caseNo + "-01");
        complete("userTask_writeReport", caseNo, "supervisor1", Map.of("report", "完成"));
        complete("userTask_signReport", caseNo, "leader1", Map.of("decision", "sign"));
        assertThat(refusalOf(() -> inspections.cancel(caseNo, "反悔"))).hasMessageContaining("不能再撤销");
    }

    @Test
    void aTaskCompletedTwiceSaysWhoWasFaster() {
        String part = approved(UNIT) + "-01";
        Task task = task("userTask_submitSelfCheck", part);
        Map<String, Object> form = Map.of("problemsFound", "no", "report", "无");
        as(UNIT + "1", () -> forms.submitTaskForm(task.getId(), form));
        Refusal late = refusalOf(() -> as(UNIT + "2", () -> forms.submitTaskForm(task.getId(), form)));
        assertThat(late.kind()).isEqualTo(Refusal.Kind.CONFLICT);
        assertThat(late.getMessage()).contains(registry.displayName(UNIT + "1"));
    }

    @Test
    void aClaimedTaskIsItsOwners() {
        String part = approved(UNIT) + "-01";
        Task task = task("userTask_submitSelfCheck", part);
        as(UNIT + "1", () -> tasks.claim(task.getId(), UNIT + "1"));
        assertThat(refusalOf(() -> as(UNIT + "2", () -> forms.submitTaskForm(task.getId(), Map.of("problemsFound", "no", "report", "无")))).getMessage())
                .contains("领取");
        assertThat(refusalOf(() -> as(UNIT + "2", () -> tasks.claim(task.getId(), UNIT + "2"))).kind()).isEqualTo(Refusal.Kind.CONFLICT);
        as(UNIT + "1", () -> tasks.setAssignee(task.getId(), null));
        as(UNIT + "2", () -> tasks.claim(task.getId(), UNIT + "2"));
    }

    @Test
    void strangersNeitherSeeNorDo() {
        String part = approved(UNIT) + "-01";
        Task task = task("userTask_submitSelfCheck", part);
        assertThat(as(OTHER + "1", () -> tasks.createTaskQuery().processInstanceBusinessKey(part).count())).isZero();
        assertThat(refusalOf(() -> as(OTHER + "1", () -> forms.submitTaskForm(task.getId(), Map.of("problemsFound", "no", "report", "无")))).kind())
                .isEqualTo(Refusal.Kind.FORBIDDEN);
        // a supervisor sees the district's tasks but does nobody's work
        assertThat(as("supervisor1", () -> tasks.createTaskQuery().processInstanceBusinessKey(part).count())).isEqualTo(1);
        assertThat(refusalOf(() -> as("supervisor1", () -> forms.submitTaskForm(task.getId(), Map.of("problemsFound", "no", "report", "无")))).kind())
                .isEqualTo(Refusal.Kind.FORBIDDEN);
        assertThat(refusalOf(() -> as(UNIT + "1", () -> tasks.handleBpmnError(task.getId(), "any"))).kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
        assertThatThrownBy(() -> as(UNIT + "1", () -> tasks.setVariable(task.getId(), "severity", "none"))).isInstanceOf(AuthorizationException.class);
    }

    @Test
    void inspectorsWhoAreNotOfTheTeamSeeNothingOfIt() {
        String part = approved(UNIT) + "-01";
        complete("userTask_submitSelfCheck", part, UNIT + "1", Map.of("problemsFound", "no", "report", "无"));
        assertThat(as("inspector1", () -> tasks.createTaskQuery().processInstanceBusinessKey(part).count())).isEqualTo(4);
        assertThat(as("inspector3", () -> tasks.createTaskQuery().processInstanceBusinessKey(part).count())).isZero();
        String item = openTasks("userTask_checkItem", part).get(0).getId();
        assertThat(refusalOf(() -> as("inspector3", () -> tasks.claim(item, "inspector3"))).kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
    }

    @Test
    void aVariableThatTheFormDoesNotAskForIsRefused() {
        String part = approved(UNIT) + "-01";
        Refusal refusal = refusalOf(() -> complete("userTask_submitSelfCheck", part, UNIT + "1",
                Map.of("problemsFound", "no", "report", "无", "severity", "none")));
        assertThat(refusal.getMessage()).contains("severity");
        assertThat(task("userTask_submitSelfCheck", part)).isNotNull();
    }

    @Test
    void longTextsScriptsAndRareCharactersAreKeptOrRefusedClearly() {
        String part = approved(UNIT) + "-01";
        Refusal tooLong = refusalOf(() -> complete("userTask_submitSelfCheck", part, UNIT + "1", Map.of("problemsFound", "no", "report", "字".repeat(100_000))));
        assertThat(tooLong.getMessage()).contains("最多5000字").contains("100000字");
        String text = "<script>alert(1)</script>𠮷㐂😀" + "长".repeat(4_970);
        complete("userTask_submitSelfCheck", part, UNIT + "1", Map.of("problemsFound", "no", "report", text));
        assertThat(texts(part)).anyMatch(t -> t.endsWith(text));
    }

    @Test
    void neighbouringItemsAreFinishedAtTheSameTime() throws Exception {
        String part = approved(UNIT) + "-01";
        complete("userTask_submitSelfCheck", part, UNIT + "1", Map.of("problemsFound", "no", "report", "无"));
        List<Task> items = openTasks("userTask_checkItem", part);
        assertThat(items).hasSize(4).extracting(Task::getName).contains("核查：暗访");
        ExecutorService people = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (Task item : items) {
                done.add(people.submit(() -> as("inspector" + (1 + items.indexOf(item) % 2),
                        () -> forms.submitTaskForm(item.getId(), Map.of("problem", "no", "findings", "一切正常")))));
            }
            for (Future<?> one : done) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("a neighbour got an error", e.getCause());
        } finally {
            people.shutdown();
        }
        runJobs(part);
        assertThat(unitInspections.results(part)).hasSize(4);
        assertThat(task("userTask_writeFactSheet", part)).isNotNull();
    }

    @Test
    void twoPeopleCompletingTheSameTaskAtOnceGiveOneResult() throws Exception {
        String part = approved(UNIT) + "-01";
        Task task = task("userTask_submitSelfCheck", part);
        ExecutorService people = Executors.newFixedThreadPool(2);
        List<Future<Object>> results = new ArrayList<>();
        for (String person : List.of(UNIT + "1", UNIT + "2")) {
            results.add(people.submit(() -> {
                try {
                    as(person, () -> forms.submitTaskForm(task.getId(), Map.of("problemsFound", "no", "report", person)));
                    return person;
                } catch (Refusal refused) {
                    return refused;
                }
            }));
        }
        List<Object> outcomes = new ArrayList<>();
        for (Future<Object> result : results) {
            outcomes.add(result.get());
        }
        people.shutdown();
        assertThat(outcomes).filteredOn(String.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Refusal.class::isInstance).hasSize(1);
        assertThat(jdbc.sql("select count(*) from casefile_submission where task_id = ?").param(task.getId()).query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void dueDatesCarryTheirSum() {
        String part = approved(UNIT) + "-01";
        Task task = task("userTask_submitSelfCheck", part);
        assertThat(book.get(task.getId()).dueOn()).isEqualTo(LocalDate.of(2026, 3, 16));
        assertThat(task.getDueDate()).isEqualTo(org.govintegrity.common.ChineseDates.endOfDay(LocalDate.of(2026, 3, 16)));
        assertThat(tasks.getVariableLocalTyped(task.getId(), "brief").toString()).contains("2026年3月16日");
    }

    // ---------------------------------------------------------------------------------------------------------------

    private String severityOf(String loss, String impact, boolean deliberate, int problems) {
        String part = approved(UNIT) + "-01";
        bringToConclusion(part);
        Map<String, Object> form = new HashMap<>(Map.of("conclusion", "结论", "loss", loss, "impact", impact, "deliberate", deliberate));
        form.put("problems", java.util.stream.IntStream.range(0, problems).mapToObj(i -> Map.of("clause", "三.5", "text", "问题")).toList());
        complete("userTask_draftConclusion", part, "inspector1", form);
        String severity = unitInspections.conclusion(part).orElseThrow().severity();
        inspections.cancel(part.substring(0, part.lastIndexOf('-')), "下一例");
        return severity;
    }

    private String launchRefused(String field, String value) {
        Map<String, Object> form = launchForm();
        form.put(field, value);
        return refusalOf(() -> launch(form)).getMessage();
    }

    private String planRefused(String caseNo, String field, Object value) {
        Map<String, Object> plan = plan(List.of(UNIT));
        plan.put(field, value);
        return refusalOf(() -> complete("userTask_planInspection", caseNo, "supervisor1", plan)).getMessage();
    }

    private String launch(Map<String, Object> form) {
        String id;
        try {
            id = as("supervisor1", () -> forms.submitStartForm(definition(), form)).getId();
        } catch (RuntimeException e) {
            throw org.govintegrity.engine.Refusals.in(e).<RuntimeException>map(r -> r).orElse(e);
        }
        return runtime.createProcessInstanceQuery().processInstanceId(id).singleResult().getBusinessKey();
    }

    private String definition() {
        ProcessDefinition definition = repository.createProcessDefinitionQuery().processDefinitionKey("inspection").latestVersion().singleResult();
        return definition.getId();
    }

    private String instance(String caseNo) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(caseNo).singleResult().getId();
    }

    private static Map<String, Object> launchForm() {
        return new LinkedHashMap<>(Map.of("kind", "special", "title", "服务承诺兑现专项检查", "authority", "文政办字〔2026〕12号",
                "approver", "区长", "clauses", "三.5、三.6", "periodFrom", "2026-03-02", "periodTo", "2026-06-30"));
    }

    private static Map<String, Object> plan(List<String> units) {
        return new LinkedHashMap<>(Map.of("unitSelection", "manual", "units", units, "teamSelection", "manual", "team", List.of("inspector1", "inspector2"),
                "items", List.of(Map.of("method", "documents", "text", "承诺台账"), Map.of("method", "interview", "text", "办事群众"),
                        Map.of("method", "unannounced", "text", "窗口服务"), Map.of("method", "sampling", "text", "办件卷宗"))));
    }

    /** Launched, planned and approved; the notices are out and every unit has its self-check to do. */
    private String approved(String... units) {
        String caseNo = launch(launchForm());
        complete("userTask_planInspection", caseNo, "supervisor1", plan(List.of(units)));
        complete("userTask_approvePlan", caseNo, "leader1", Map.of("decision", "approve"));
        runJobs(caseNo);
        unitCases(caseNo).forEach(this::runJobs);
        return caseNo;
    }

    private List<String> unitCases(String caseNo) {
        return cases.children(caseNo).stream().map(CaseFile::caseNo).toList();
    }

    private void bringToFactSheet(String part) {
        complete("userTask_submitSelfCheck", part, cases.get(part).unitId() + "1", Map.of("problemsFound", "no", "report", "未发现问题"));
        for (Task item : openTasks("userTask_checkItem", part)) {
            as("inspector1", () -> forms.submitTaskForm(item.getId(), Map.of("problem", "no", "findings", "正常")));
            runJobs(part);
        }
        complete("userTask_writeFactSheet", part, "inspector2", Map.of("facts", "查明事实如下"));
    }

    private void bringToConclusion(String part) {
        bringToFactSheet(part);
        complete("userTask_signFactSheet", part, cases.get(part).unitId() + "head", Map.of("answer", "sign"));
    }

    private void draft(String part, String person, List<Map<String, Object>> problems, String loss) {
        complete("userTask_draftConclusion", part, person, Map.of("conclusion", "结论", "problems", problems, "loss", loss, "impact", "none", "deliberate", false));
    }

    private void conclude(String part, List<Map<String, Object>> problems, String loss) {
        draft(part, "inspector1", problems, loss);
        complete("userTask_reviewConclusion", part, "supervisor1", Map.of("decision", "serve"));
    }

    private List<String> texts(String caseNo) {
        return cases.timeline(caseNo).stream().map(CaseEvent::text).toList();
    }

    private List<String> notices(String caseNo) {
        return jdbc.sql("select template || ':' || addressee from notice where case_no = ?").param(caseNo).query(String.class).list();
    }
}
