package org.govintegrity.web;

import org.govintegrity.appraisal.AppraisalService;
import org.govintegrity.appraisal.AppraisalTokens;
import org.govintegrity.appraisal.NewCampaign;
import org.govintegrity.board.WeeklyReports;
import org.govintegrity.assessment.Assessments;
import org.govintegrity.casefile.AccountabilityProposed;
import org.govintegrity.casefile.BreachSuspected;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.casefile.PublicationWanted;
import org.govintegrity.filing.FilingService;
import org.govintegrity.complaint.Category;
import org.govintegrity.complaint.Channel;
import org.govintegrity.complaint.Complaints;
import org.govintegrity.complaint.Informer;
import org.govintegrity.complaint.Naming;
import org.govintegrity.complaint.NewComplaint;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.NewRecord;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.credit.Terms;
import org.govintegrity.objection.ObjectionService;
import org.govintegrity.check.Asker;
import org.govintegrity.check.CheckSamples;
import org.govintegrity.check.CheckStarter;
import org.govintegrity.check.UseRules;
import org.govintegrity.check.Wanted;
import org.govintegrity.credit.IdentityNumber;
import org.govintegrity.disclosure.DisclosureKind;
import org.govintegrity.disclosure.DisclosureService;
import org.govintegrity.evaluation.FigureCollector;
import org.govintegrity.evaluation.FrozenInputs;
import org.govintegrity.evaluation.IndicatorRules;
import org.govintegrity.evaluation.ScoreRules;
import org.govintegrity.proposal.NewProposal;
import org.govintegrity.proposal.ProposalKind;
import org.govintegrity.proposal.Proposals;
import org.govintegrity.report.CreditReports;
import org.govintegrity.warning.OutsideSignals;
import org.govintegrity.warning.WarningSweep;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

/**
 * Every endpoint and page × every role. The table {@code access-matrix.txt} holds the expected status codes; an endpoint
 * that is not in it fails the test, so nobody adds one without deciding who may use it. (The engine's own interfaces are
 * not Spring MVC: {@code RestAccessTest} asks them over real HTTP.)
 */
class AccessMatrixTest extends PageTest {

    /** Not the unit of other tests: its report would hold all their records, and be written dozens of times. */
    private static final String UNIT = "zhujianju";
    /** In the order of the table's columns; null is nobody. */
    private static final List<String> PEOPLE = Arrays.asList(null, UNIT + "1", UNIT + "2", UNIT + "head", OTHER + "head", "inspector1", "inspector3",
            "supervisor1", "joint1", "credit1", "leader1", "authority1", "admin");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;
    @Autowired
    private ApplicationEventPublisher events;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private FilingService filings;
    @Autowired
    private CreditArchive archive;
    @Autowired
    private ObjectionService objections;
    @Autowired
    private CheckStarter checks;
    @Autowired
    private CreditReports reports;
    @Autowired
    private DisclosureService disclosures;
    @Autowired
    private AppraisalService campaigns;
    @Autowired
    private AppraisalTokens tokens;
    @Autowired
    private Proposals proposals;
    @Autowired
    private Complaints complaints;
    @Autowired
    private Assessments assessments;
    @Autowired
    private OutsideSignals signals;
    @Autowired
    private WarningSweep sweep;
    @Autowired
    private IndicatorRules indicators;
    @Autowired
    private ScoreRules scores;
    @Autowired
    private FigureCollector collector;
    @Autowired
    private FrozenInputs frozen;
    @Autowired
    private WeeklyReports weeklyReports;

    private record Line(String method, String path, List<String> expected) {
    }

    @Test
    void everyEndpointAnswersEachRoleAsTheTableSays() throws IOException {
        Map<String, String> real = fixture();
        List<String> wrong = new ArrayList<>();
        List<String> table = new ArrayList<>();
        for (Line line : table()) {
            List<String> actual = PEOPLE.stream().map(person -> String.valueOf(ask(line, person, real))).toList();
            table.add(String.format("%-5s%-52s %s", line.method(), line.path(), String.join(" ", actual)));
            if (!actual.equals(line.expected())) {
                wrong.add(line.method() + " " + line.path() + "\n expected " + line.expected() + "\n actual   " + actual);
            }
        }
        assertThat(wrong).as("as it is now:\n%s", String.join("\n", table)).isEmpty();
    }

    @Test
    void noEndpointIsMissingFromTheTable() throws IOException {
        Set<String> known = table().stream().map(line -> line.method() + " " + line.path().replaceAll("\\?.*", "")).collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = new TreeSet<>();
        mappings.getHandlerMethods().forEach((mapping, handler) -> {
            if (handler.getBeanType().getName().startsWith("org.govintegrity") && !handler.getBeanType().getSimpleName().equals("ErrorPage")) {
                mapping.getPatternValues().forEach(path -> mapping.getMethodsCondition().getMethods().forEach(method -> there.add(method + " " + path)));
            }
        });
        assertThat(known).containsAll(there);
    }

    private int ask(Line line, String person, Map<String, String> real) {
        String path = line.path().replaceAll("\\{id:[^}]*}}", "{id}").replaceAll("\\{id:.*?\\}\\}", "{id}");
        for (Map.Entry<String, String> entry : real.entrySet()) {
            path = path.replace("{" + entry.getKey() + "}", entry.getValue());
        }
        boolean api = path.startsWith("/api");
        MockHttpServletRequestBuilder ask = request(HttpMethod.valueOf(line.method()), path).accept(api ? MediaType.APPLICATION_JSON : MediaType.ALL).with(csrf());
        if (api && !line.method().equals("GET")) {
            ask = ask.contentType(MediaType.APPLICATION_JSON).content("{}");
        }
        int status = answer(person == null ? ask : ask.with(signedIn(person))).status();
        return path.endsWith(".pdf") && status == 422 ? 200 : status;   // entitled, on a machine without a font to embed
    }

    /** A judgment filed by the court, past its shortest term. */
    private String record(SubjectKind kind, String subjectId, String key) {
        return transaction.execute(s -> archive.record(new NewRecord(key, kind, subjectId, UNIT, null, RecordKind.JUDGMENT, BreachClass.GENERAL, "三.8", "没有按期付款",
                "民事判决书", "（2025）鲁1003民初1号", LocalDate.of(2025, 9, 1), "责令付款",
                new Terms(kind == SubjectKind.UNIT, LocalDate.of(2025, 12, 1), LocalDate.of(2028, 9, 1), LocalDate.of(2030, 9, 1), "信用修复管理办法"), null, false,
                "测试", "GJ-1", "fayuan"), kind == SubjectKind.UNIT ? registry.unit(subjectId).fullName() : registry.person(subjectId).name(), "credit1").recordNo());
    }

    /** An inspection with a unit's self-check open, a case of accountability that is not served yet, a record and a person's objection to another. */
    private Map<String, String> fixture() {
        String caseNo = approved(UNIT);
        String part = caseNo + "-01";
        transaction.executeWithoutResult(s -> {
            events.publishEvent(new BreachSuspected(part, "conclusion", "general", "三项承诺没有兑现"));
            events.publishEvent(new AccountabilityProposed(part, UNIT + "2", "三项承诺没有兑现"));
        });
        Map<String, String> real = new LinkedHashMap<>();
        real.put("caseNo", part);
        real.put("findingNo", child(part, "breach-finding"));
        real.put("secretNo", child(part, "accountability"));
        real.put("checkNo", check(new Wanted(CheckSamples.code(), null, null, "permit", "依据", "件1", null)));
        real.put("personCheckNo", check(new Wanted(null, IdentityNumber.of(CheckSamples.identity()), null, "permit", "依据", "件2", "授权1号")));
        real.put("taskId", task("userTask_submitSelfCheck", part).getId());
        real.put("no", jdbc.sql("select notice_no from notice where case_no = ?").param(part).query(String.class).list().get(0));
        real.put("noticeNo", real.get("no"));
        real.put("unitId", UNIT);
        real.put("filingNo", as(UNIT + "1", () -> filings.openSingle(UNIT)));
        real.put("personId", UNIT + "2");
        real.put("kind", "person");
        real.put("subjectId", UNIT + "2");
        real.put("paperId", "inspection-notice");
        real.put("id", "999999");
        real.put("year", "2026");
        real.put("recordNo", record(SubjectKind.UNIT, UNIT, "matrix-unit"));
        String persons = record(SubjectKind.PERSON, UNIT + "2", "matrix-person");
        real.put("objectionNo", as(UNIT + "2", () -> objections.raise(persons, "判决已经改判，记录有误", null)));
        real.put("batchNo", disclosures.file(UNIT, DisclosureKind.PENALTY, "处罚.csv", ("CF_WSH\n文住建罚" + part + "号\n").getBytes(StandardCharsets.UTF_8), UNIT + "1").batchNo());
        String campaign = as("joint1", () -> campaigns.open(new NewCampaign("评议", LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 31), List.of(UNIT))));
        real.put("appraisalNo", campaign);
        real.put("appraisalToken", as(UNIT + "1", () -> tokens.forWindows(campaigns.get(campaign), UNIT, List.of("1号窗口"))).get(0).secret());
        real.put("proposalNo", proposal("1", false));
        real.put("confidentialNo", proposal("2", true));
        real.put("complaintNo", complained());
        real.put("warningNo", warned("letter"));
        real.put("openWarningNo", warned(null));
        real.put("token", "A".repeat(22));
        real.put("documentNo", document());
        real.put("entryNo", "SG-0000-0001-00001");
        real.put("quarter", "2023Q1");
        quarterScored();
        real.put("evaluationNo", evaluation());
        real.put("figureId", "tasks.on-time");
        real.put("scoresNo", thirdParty());
        real.put("weeklyNo", weeklyReports.write().orElseGet(() -> weeklyReports.all().get(0).no()));
        real.put("assessmentNo", assessment());
        real.put("institutionId", "999999");
        real.put("seq", "1");
        real.put("reportNo", reports.issue(SubjectKind.UNIT, UNIT, "考核", null, "credit1").no());
        real.put("personReportNo", reports.issue(SubjectKind.PERSON, UNIT + "2", "考核", null, "credit1").no());
        return real;
    }

    /** A quarter's score of one unit; working out the district's takes a minute. */
    private void quarterScored() {
        if (jdbc.sql("select count(*) from evaluation_quarter_run where quarter = '2023Q1'").query(Integer.class).single() == 0) {
            jdbc.sql("insert into evaluation_quarter_run (quarter, case_no, opened_by, opened_at) values ('2023Q1', 'JP-matrix', 'joint1', timestamp '2023-04-05 08:00:00')").update();
            jdbc.sql("insert into evaluation_quarter (unit_id, quarter, points, level, computed_at) values (?, '2023Q1', 1000, 'A', timestamp '2023-04-05 08:00:00')").param(UNIT).update();
        }
    }

    /** An evaluation of two units that is running. */
    private String evaluation() {
        String no = cases.open(NewCase.numbered("KP", "annual-evaluation", "考核", null, List.of("三.1"), null)).caseNo();
        EvaluationFixture fixture = new EvaluationFixture(jdbc, indicators, scores, collector, frozen, registry);
        fixture.figures(no, fixture.opened(no, 2025, List.of(UNIT, OTHER)), List.of(UNIT, OTHER));
        return no;
    }

    private String thirdParty() {
        jdbc.sql("delete from evaluation_third_party where case_no = 'SF-matrix'").update();
        jdbc.sql("insert into evaluation_third_party (eval_year, case_no, institution, unit_id, score, received_at) values (2025, 'SF-matrix', '机构', ?, 90, timestamp '2025-12-01 08:00:00')").param(UNIT).update();
        return "SF-matrix";
    }

    /** An assessment that is to be planned. */
    private String assessment() {
        jdbc.sql("update assessment set state = 'withdrawn'").update();
        return as("joint1", () -> assessments.open());
    }

    /** A text that has passed the publication gate. */
    private String document() {
        transaction.executeWithoutResult(s -> events.publishEvent(new PublicationWanted("KP-matrix", "evaluation-result", "考核结果", List.of("全文"), List.of(), List.of())));
        String no = jdbc.sql("select max(case_no) from publication_document where origin_no = 'KP-matrix'").query(String.class).single();
        complete("userTask_reviewSecrecy", no, "credit1", Map.of("decision", "all"));
        complete("userTask_reviewPrivacy", no, "credit1", Map.of("decision", "all"));
        runJobs(no);
        return no;
    }

    private String proposal(String number, boolean confidential) {
        return as("supervisor1", () -> proposals.register(new NewProposal(ProposalKind.SUGGESTION, "权限测试" + System.nanoTime(), number, "标题", "内容", "于海", List.of(), confidential, false)));
    }

    /** A complaint about the unit, handled by the other: nobody of the unit may know of it. */
    private String complained() {
        String no = complaints.register(new NewComplaint(Channel.PORTAL, Naming.ANONYMOUS, Category.SERVICE, UNIT, "承诺三日办结的事项等了一个月", null, null,
                new Informer(null, null, null, null), List.of(), null, null, true)).caseNo();
        complete("userTask_precheckComplaint", no, "credit1", Map.of("decision", "accept", "handler", OTHER));
        runJobs(no);
        return no;
    }

    /** A warning about the unit. @param decision what it became; null while nobody has triaged it */
    private String warned(String decision) {
        String reference = "matrix" + System.nanoTime();
        signals.take(new OutsideSignals.NewSignal("监测平台", reference, UNIT, "court-debtor", null, LocalDate.of(2026, decision == null ? 2 : 1, 3), "判决没有履行", null), "credit1", null);
        signals.take(new OutsideSignals.NewSignal("监测平台", reference + "-2", UNIT, "court-debtor", null, LocalDate.of(2026, decision == null ? 2 : 1, 12), "判决没有履行", null), "credit1", null);
        sweep.all();
        String no = jdbc.sql("select max(case_no) from warning where unit_id = ? and rule_id = 'outside-court' and state = 'open'").param(UNIT).query(String.class).single();
        if (decision != null) {
            complete("userTask_triageWarning", no, "supervisor1", Map.of("decision", decision, "words", "请核对判决是否已经履行"));
            runJobs(no);
        }
        return no;
    }

    private String check(Wanted wanted) {
        return as(UNIT + "1", () -> checks.start(new Asker(UNIT + "1", UNIT, UseRules.Office.UNIT, null, true), wanted, null));
    }

    private String child(String parent, String kind) {
        return cases.children(parent).stream().filter(c -> c.kind().equals(kind)).findFirst().orElseThrow().caseNo();
    }

    private static List<Line> table() throws IOException {
        String text = new ClassPathResource("access-matrix.txt").getContentAsString(StandardCharsets.UTF_8);
        return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> {
            String[] cells = line.strip().split("\\s+");
            return new Line(cells[0], cells[1], Arrays.asList(cells).subList(2, cells.length));
        }).toList();
    }
}
