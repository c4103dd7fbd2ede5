package org.govintegrity.filing;

import org.camunda.bpm.engine.runtime.Job;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.ChainWalk;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRatings;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.CreditTerms;
import org.govintegrity.credit.IdentityNumber;
import org.govintegrity.credit.NewRecord;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.Standing;
import org.govintegrity.credit.StandingChange;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.escalation.LadderService;
import org.govintegrity.registry.CreditCode;
import org.govintegrity.registry.Unit;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.govintegrity.filing.FilingSamples.code;
import static org.govintegrity.filing.FilingSamples.csv;
import static org.govintegrity.filing.FilingSamples.number;
import static org.govintegrity.filing.FilingSamples.penalty;
import static org.govintegrity.filing.FilingSamples.sanction;
import static org.govintegrity.filing.FilingSamples.xlsx;

/** Filing, one test for each way it can go. */
class FilingProcessTest extends ProcessTest {

    private static final String SOURCE = "caizhengju";
    private static final String CLERK = SOURCE + "1";
    private static final AtomicInteger NEXT = new AtomicInteger();

    @Autowired private FilingService filings;
    @Autowired private FilingSettings settings;
    @Autowired private MatchDecisions matches;
    @Autowired private PendingDocuments pending;
    @Autowired private SourceSilence silence;
    @Autowired private CreditArchive archive;
    @Autowired private CreditSubjects subjects;
    @Autowired private ChainWalk chain;
    @Autowired private CreditTerms terms;
    @Autowired private CreditRatings ratings;
    @Autowired private ClassRules classes;
    @Autowired private LadderService ladder;
    @Autowired private TransactionTemplate transaction;

    private String unitCode;
    private String unitName;
    private int n;

    @BeforeEach
    void names() {
        unitCode = registry.unit("jiaotiju").creditCode().text();
        unitName = registry.unit("jiaotiju").fullName();
        n = NEXT.addAndGet(100);
    }

    // --- one entry

    @Test
    void oneEntryInATaskBecomesARecord() {
        String no = as(CLERK, () -> filings.openSingle(SOURCE));
        assertThat(refused(no, Map.of("entry", "file", "subjectKind", "单位"))).contains("“主体名称”没有填写").contains("“文书文号”没有填写");
        complete("userTask_enterRecord", no, CLERK, entry(penalty(unitCode, unitName, doc(1))));
        runJobs(no);
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("filed");
        CreditRecord record = archive.ofCase(no).get(0);
        assertThat(record.subjectId()).isEqualTo("jiaotiju");
        assertThat(record.breachClass()).isEqualTo(BreachClass.GENERAL);
        assertThat(record.source()).isEqualTo(SOURCE);
        assertThat(record.recordedBy()).isEqualTo(CLERK);
        assertThat(record.rule()).startsWith("filing-class");
        assertThat(record.terms().publishUntil()).isEqualTo(LocalDate.of(2029, 2, 10));
        assertThat(chain.walk().intact()).isTrue();
    }

    @Test
    void anEntryCanBeGivenUpWithAReason() {
        String no = as(CLERK, () -> filings.openSingle(SOURCE));
        assertThat(refused(no, Map.of("entry", "abandon"))).contains("写明原因");
        complete("userTask_enterRecord", no, CLERK, Map.of("entry", "abandon", "reason", "文书尚未送达"));
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("abandoned");
    }

    @Test
    void aPersonsSanctionFollowsThePersonAndNamesThePostOfThatTime() {
        as("credit1", () -> subjects.identify("zuzhibu2", registry.person("zuzhibu2").name(), IdentityNumber.of(number(n % 1000))));
        String no = as("zuzhibu1", () -> filings.openSingle("zuzhibu"));
        complete("userTask_enterRecord", no, "zuzhibu1", entry(sanction(registry.person("zuzhibu2").name(), number(n % 1000), doc(1))));
        runJobs(no);
        CreditRecord record = archive.ofCase(no).get(0);
        assertThat(record.subjectId()).isEqualTo("zuzhibu2");
        assertThat(record.unitId()).isEqualTo("caizhengju");
        assertThat(record.post()).isEqualTo("科员");
        assertThat(record.sanctionUntil()).isEqualTo(LocalDate.of(2027, 2, 10));
        assertThat(record.publishableOn(LocalDate.of(2026, 3, 2))).isFalse();
    }

    // --- files

    @Test
    void aFileOfGoodRowsIsFiledWhole() {
        List<Map<Column, String>> rows = IntStream.range(0, 30).mapToObj(i -> penalty(unitCode, unitName, doc(i))).toList();
        String no = file("报送.xlsx", xlsx(rows));
        runJobs(no);
        assertThat(ended(no)).isTrue();
        assertThat(filings.progress(no)).isEqualTo(new Progress(30, 0, 30, 0, 0, 0, 0));
        assertThat(archive.ofCase(no)).hasSize(30);
        assertThat(filings.get(no).sha256()).hasSize(64);
        assertThat(notices(no)).isEmpty();
    }

    @Test
    void eachKindOfFileAndEncodingIsRead() {
        String no = file("报送.csv", csv(List.of(penalty(unitCode, unitName, doc(1)))).getBytes(Charset.forName("GB18030")));
        runJobs(no);
        assertThat(filings.progress(no).filed()).isEqualTo(1);
        String json = "[{\"subjectKind\":\"单位\",\"主体名称\":\"" + unitName + "\",\"creditCode\":\"" + unitCode + "\",\"记录种类\":\"行政处罚\",\"处理类型\":\"罚款\",\"文书名称\":\"决定书\",\"文书文号\":\""
                + doc(2) + "\",\"文书日期\":\"2026/2/10\",\"是否生效\":\"是\",\"事实\":\"事实\",\"处理结果\":\"罚款\"}]";
        String other = file("报送.json", json.getBytes(StandardCharsets.UTF_8));
        runJobs(other);
        assertThat(filings.progress(other).filed()).isEqualTo(1);
    }

    @Test
    void aUnitThatACourtListsAsADebtorIsOneUntilTheRecordEnds() {
        LocalDate day = LocalDate.of(2026, 3, 2);
        Map<Column, String> listed = penalty(unitCode, unitName, doc(1));
        listed.put(Column.RECORD_KIND, "司法判决");
        listed.put(Column.FORM, FilingFigures.COURT_DEBTOR);
        Map<Column, String> lost = penalty(unitCode, unitName, doc(2));
        lost.put(Column.RECORD_KIND, "司法判决");
        lost.put(Column.FORM, "民事败诉判决");
        lost.put(Column.FACTS, "对方是失信被执行人");
        String no = as("fayuan1", () -> filings.upload("fayuan", "报送.csv", new ByteArrayResource(csv(listed, lost))));
        runJobs(no);
        List<CreditRecord> filed = archive.ofCase(no);
        assertThat(filed).hasSize(2);
        CreditRecord debtor = filed.stream().filter(r -> r.documentNo().equals(doc(1))).findFirst().orElseThrow();
        assertThat(figure("credit.court-debtor", day, day)).filteredOn(row -> filed.stream().anyMatch(r -> r.recordNo().equals(row.ref()))).singleElement().satisfies(row -> {
            assertThat(row.ref()).isEqualTo(debtor.recordNo());
            assertThat(row.unitId()).isEqualTo("jiaotiju");
            assertThat(row.amount()).isEqualByComparingTo("1");
            assertThat(row.link()).isEqualTo("/credit/subjects/unit/jiaotiju");
        });
        assertThat(figureRow("credit.court-debtor", debtor.recordNo(), day.minusDays(9), day.minusDays(1))).as("not known then").isEmpty();
        moveClockTo(day.plusDays(3).atTime(9, 0));
        transaction.executeWithoutResult(s -> archive.event(new StandingChange(debtor.recordNo(), "paid:" + debtor.recordNo(), Standing.REPAIRED, day.plusDays(3), "别的事项", "已履行"), "credit1"));
        assertThat(figureRow("credit.court-debtor", debtor.recordNo(), day, day.plusDays(2))).isPresent();
        assertThat(figureRow("credit.court-debtor", debtor.recordNo(), day, day.plusDays(3))).isEmpty();
    }

    @Test
    void badRowsComeBackWithWhatToDoAndTheOthersGoOn() throws IOException {
        Map<Column, String> late = penalty(unitCode, unitName, doc(2));
        late.put(Column.DOCUMENT_DATE, "2026-05-01");
        Map<Column, String> order = penalty(unitCode, unitName, doc(3));
        order.put(Column.ACT_DATE, "2026-02-20");
        Map<Column, String> summary = penalty(unitCode, unitName, doc(4));
        summary.put(Column.FORM, "简易程序处罚");
        Map<Column, String> foreign = penalty(unitCode, unitName, doc(5));
        foreign.put(Column.RECORD_KIND, "司法判决");
        foreign.put(Column.FORM, "失信被执行人");
        Map<Column, String> code = penalty("1137100399180227", unitName, doc(6));
        Map<Column, String> empty = penalty(unitCode, unitName, doc(7));
        empty.remove(Column.DECISION);
        String no = file("报送.csv", csv(penalty(unitCode, unitName, doc(1)), late, order, summary, foreign, code, empty));
        runJobs(no);
        assertThat(filings.progress(no)).isEqualTo(new Progress(7, 0, 1, 0, 6, 0, 0));
        String returned = returned(no);
        assertThat(returned.lines().findFirst().orElseThrow()).endsWith("处理结果,错误");
        assertThat(returned).contains("还没有到，请核对").contains("行为发生日期晚于文书日期").contains("不归集（filing-class，山东省社会信用条例第十三条）")
                .contains("本单位不报送“司法判决”").contains("应为18位数字和大写字母").contains("“处理结果”没有填写");
        assertThat(notices(no)).containsExactly("filing-returned:" + SOURCE);
        // mended, it is filed; what was filed already is not filed twice
        String again = file("退回.csv", returned.replace("2026-05-01", "2026-02-11").getBytes(StandardCharsets.UTF_8));
        runJobs(again);
        assertThat(filings.progress(again).filed()).isEqualTo(1);
    }

    @Test
    void theSameFileTwiceFilesNothingTwice() throws IOException {
        byte[] bytes = xlsx(List.of(penalty(unitCode, unitName, doc(1)), penalty(unitCode, unitName, doc(2)), penalty(unitCode, unitName, doc(1))));
        String no = file("报送.xlsx", bytes);
        runJobs(no);
        assertThat(filings.progress(no)).isEqualTo(new Progress(3, 0, 2, 1, 0, 0, 0));
        String again = file("报送.xlsx", bytes);
        runJobs(again);
        assertThat(filings.progress(again)).isEqualTo(new Progress(3, 0, 0, 3, 0, 0, 0));
        assertThat(archive.ofCase(again)).isEmpty();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        filings.returned(again, out);
        List<String> errors = new ArrayList<>();
        TableFile.read("退回.xlsx", new ByteArrayResource(out.toByteArray()), name -> name, List.of(Column.ERROR), line -> errors.add(line.cells().get(Column.ERROR)));
        assertThat(errors).hasSize(3).allSatisfy(e -> assertThat(e).contains("已经归集（XY-"));
    }

    @Test
    void filesThatCannotBeReadAreRefusedInWords() {
        assertThat(refusalOf(() -> file("报送.xls", new byte[]{1}))).hasMessageContaining("旧版Excel");
        assertThat(refusalOf(() -> file("报送.pdf", new byte[]{1}))).hasMessageContaining("只能上传Excel");
        assertThat(refusalOf(() -> file("报送.xlsx", "不是表格".getBytes(StandardCharsets.UTF_8)))).hasMessageContaining("不是可以读取的Excel");
        assertThat(refusalOf(() -> file("报送.csv", "单位,名称\n甲,乙\n".getBytes(StandardCharsets.UTF_8)))).hasMessageContaining("缺少列：主体类别");
        assertThat(refusalOf(() -> file("报送.csv", String.join(",", Column.titles()).getBytes(StandardCharsets.UTF_8)))).hasMessageContaining("没有数据");
        assertThat(refusalOf(() -> file("报送.json", "[{\"主体类别\":".getBytes(StandardCharsets.UTF_8)))).hasMessageContaining("不是有效的JSON");
        assertThat(refusalOf(() -> file("报送.json", "{}".getBytes(StandardCharsets.UTF_8)))).hasMessageContaining("应为数组");
        assertThat(refusalOf(() -> as("gongxiaoshe1", () -> filings.openSingle("gongxiaoshe"))).kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
        assertThat(jdbc.sql("select count(*) from filing_row r where not exists (select 1 from filing f where f.batch = r.batch)").query(Integer.class).single()).isZero();
    }

    @Test
    void aCrashInTheMiddleGoesOnWhereItWas() {
        int step = settings.step();
        int rows = step + 20;
        String no = file("报送.csv", csv(IntStream.range(0, rows).mapToObj(i -> penalty(unitCode, unitName, doc(1) + "-" + i)).toList()).getBytes(StandardCharsets.UTF_8));
        management.executeJob(job(no).getId());   // the rest is read
        management.executeJob(job(no).getId());   // the first step is done and stays
        assertThat(filings.progress(no)).isEqualTo(new Progress(rows, 20, step, 0, 0, 0, 0));
        long chainEnd = chain.walk().links();
        transaction.executeWithoutResult(status -> {   // the second dies before it commits, with everything it has written
            as(CLERK, () -> filings.next(no));
            assertThat(filings.progress(no).filed()).isEqualTo(rows);
            status.setRollbackOnly();
        });
        assertThat(filings.progress(no).filed()).isEqualTo(step);
        assertThat(chain.walk().links()).isEqualTo(chainEnd);
        runJobs(no);
        assertThat(filings.progress(no)).isEqualTo(new Progress(rows, 0, rows, 0, 0, 0, 0));
        assertThat(archive.ofCase(no)).hasSize(rows);
        assertThat(ended(no)).isTrue();
        assertThat(chain.walk().intact()).isTrue();
    }

    // --- whose it is

    @Test
    void aClerkChoosesAKnownSubject() {
        String no = file("报送.csv", csv(penalty("无", unitName, doc(1))));
        runJobs(no);
        assertThat(matches.undecided(no)).singleElement().satisfies(row -> assertThat(matches.candidates(row)).extracting(MatchDecisions.Candidate::value).contains("unit:jiaotiju"));
        assertThat(refusedMatch(no, Map.of("row", "1", "decision", "known"))).contains("请选择主体");
        assertThat(refusedMatch(no, Map.of("row", "1", "decision", "known", "subjectId", "buxiangxin"))).contains("没有找到");
        assertThat(refusedMatch(no, Map.of("row", "7", "decision", "open"))).contains("不在待认定之列");
        complete("userTask_decideMatches", no, "credit1", Map.of("row", "1", "decision", "known", "subject", "unit:jiaotiju"));
        runJobs(no);
        assertThat(ended(no)).isTrue();
        assertThat(archive.ofCase(no).get(0).subjectId()).isEqualTo("jiaotiju");
    }

    @Test
    void aClerkOpensFilesForBodiesNobodyKnows() {
        Map<Column, String> one = penalty(code(n), "文登甲有限公司" + n, doc(1));
        one.put(Column.SUBJECT_KIND, "企业和社会组织");
        Map<Column, String> two = penalty(code(n + 1), "文登乙有限公司" + n, doc(2));
        Map<Column, String> nameless = penalty("无", "文登丙合作社" + n, doc(3));
        String no = file("报送.csv", csv(one, two, nameless));
        runJobs(no);
        assertThat(filings.progress(no).undecided()).isEqualTo(3);
        complete("userTask_decideMatches", no, "credit1", Map.of("row", "1", "decision", "open", "alike", true));
        runJobs(no);
        assertThat(filings.progress(no)).isEqualTo(new Progress(3, 0, 2, 0, 0, 1, 0));
        complete("userTask_decideMatches", no, "credit2", Map.of("row", "3", "decision", "open"));
        runJobs(no);
        assertThat(archive.ofCase(no)).hasSize(3).allSatisfy(r -> assertThat(r.subject()).isEqualTo(SubjectKind.ORGANISATION));
        assertThat(subjects.findByCode(CreditCode.of(code(n)))).hasValueSatisfying(s -> assertThat(s.legacyCode()).isFalse());
        // from now on it is an exact match
        String next = file("报送.csv", csv(penalty(code(n), "文登甲有限公司" + n, doc(9))));
        runJobs(next);
        assertThat(filings.progress(next).filed()).isEqualTo(1);
    }

    @Test
    void aLegacyCodeIsTakenWithAFlagOnceAClerkHasLooked() {
        String legacy = "91350203M0001FUE2P";
        String no = file("报送.csv", csv(penalty(legacy, "旧码有限公司" + n, doc(1))));
        runJobs(no);
        if (filings.progress(no).undecided() == 1) {   // the first of the databases that remember it
            assertThat(matches.undecided(no).get(0).problem()).contains("可能是早期旧码");
            complete("userTask_decideMatches", no, "credit1", Map.of("row", "1", "decision", "open"));
            runJobs(no);
        }
        assertThat(subjects.findByCode(CreditCode.of(legacy))).hasValueSatisfying(s -> assertThat(s.legacyCode()).isTrue());
        assertThat(archive.ofCase(no)).hasSize(1);
    }

    @Test
    void aClerkSendsARowBack() throws IOException {
        String no = file("报送.csv", csv(penalty(unitCode, "名称不对的单位", doc(1)), penalty(unitCode, unitName, doc(2))));
        runJobs(no);
        assertThat(matches.undecided(no)).singleElement().satisfies(row -> assertThat(row.problem()).contains("与所填名称不一致"));
        assertThat(refusedMatch(no, Map.of("row", "1", "decision", "open"))).contains("已有档案");
        assertThat(refusedMatch(no, Map.of("row", "1", "decision", "reject"))).contains("写明理由");
        complete("userTask_decideMatches", no, "credit1", Map.of("row", "1", "decision", "reject", "reason", "请核对代码和名称"));
        runJobs(no);
        assertThat(ended(no)).isTrue();
        assertThat(filings.progress(no)).isEqualTo(new Progress(2, 0, 1, 0, 1, 0, 0));
        assertThat(returned(no)).contains("信用中心退回：请核对代码和名称");
    }

    @Test
    void aNaturalPersonNobodyKnowsGetsAFileThatSaysNothing() {
        String number = number(n % 1000 + 1);
        Map<Column, String> row = sanction("自然人" + n, number, doc(1));
        row.put(Column.RECORD_KIND, "行政处罚");
        row.put(Column.FORM, "罚款");
        row.remove(Column.UNIT_THEN);
        row.remove(Column.POST_THEN);
        String no = file("报送.csv", csv(row));
        runJobs(no);
        complete("userTask_decideMatches", no, "credit1", Map.of("row", "1", "decision", "open"));
        runJobs(no);
        CreditRecord record = archive.ofCase(no).get(0);
        assertThat(record.subjectId()).startsWith("N");
        assertThat(record.restricted()).isTrue();
        assertThat(subjects.findByIdentity(IdentityNumber.of(number))).isPresent();
    }

    @Test
    void aUnitThatIsOverBringsItsRecordsToItsSuccessorWithATrace() {
        Unit over = registry.unit("huanbaoju");
        transaction.executeWithoutResult(status -> archive.record(new NewRecord("test:" + n, SubjectKind.UNIT, over.id(), over.id(), null, RecordKind.PENALTY, BreachClass.GENERAL, null, "旧事实", "决定书",
                doc(90), LocalDate.of(2022, 3, 1), "罚款", terms.of(SubjectKind.UNIT, BreachClass.GENERAL, LocalDate.of(2022, 3, 1)), null, false, "test", "test", SOURCE), over.fullName(), "system"));
        String no = file("报送.csv", csv(penalty(over.creditCode().text(), over.fullName(), doc(1))));
        runJobs(no);
        CreditRecord record = archive.ofCase(no).get(0);
        assertThat(record.subjectId()).isEqualTo("huanjingfenju");
        assertThat(record.facts()).startsWith("原" + over.fullName() + "，由" + registry.unit("huanjingfenju").fullName() + "承接。");
        LocalDate today = LocalDate.now(clock);
        List<CreditRecord> read = ratings.records(new CreditSubjects.Ref(SubjectKind.UNIT, "huanjingfenju"), today);
        assertThat(read).extracting(CreditRecord::documentNo).contains(record.documentNo(), doc(90));
        assertThat(read).filteredOn(r -> r.documentNo().equals(doc(90))).singleElement().satisfies(r -> assertThat(r.subjectId()).as("whose record it is stays").isEqualTo(over.id()));
        assertThat(ratings.records(new CreditSubjects.Ref(SubjectKind.UNIT, over.id()), today)).extracting(CreditRecord::documentNo).doesNotContain(doc(1));
    }

    @Test
    void everyKindOfDocumentPeopleMayWriteHasExactlyOneClassOnAnyDay() {
        ClassRules.FORMS.forEach((kind, words) -> words.forEach(form -> {
            for (LocalDate day : List.of(LocalDate.of(2026, 3, 31), LocalDate.of(2026, 4, 1))) {
                assertThat(Arrays.stream(SubjectKind.values()).filter(subject -> classes.of(kind, subject, form, day).isPresent())).as(kind + form).isNotEmpty();
            }
        }));
        assertThat(classes.of(RecordKind.ACCOUNTABILITY, SubjectKind.PERSON, "诫勉", LocalDate.of(2026, 3, 2))).hasValueSatisfying(rule -> assertThat(rule.months()).isEqualTo(6));
        assertThat(classes.of(RecordKind.PENALTY, SubjectKind.UNIT, "没有的类型", LocalDate.of(2026, 3, 2))).isEmpty();
    }

    // --- documents that are not in force

    @Test
    void aPendingDocumentComesIntoForce() {
        String no = pendingFiling(2);
        List<CreditRecord> held = pending.records(no);
        assertThat(held).hasSize(2).allSatisfy(r -> {
            assertThat(r.standing()).isEqualTo(Standing.PENDING);
            assertThat(r.publishableOn(LocalDate.of(2026, 3, 2))).isFalse();
        });
        assertThat(book.get(task("userTask_reportPending", no).getId()).dueOn()).isAfter(LocalDate.of(2026, 4, 30));
        complete("userTask_reportPending", no, CLERK, Map.of("record", held.get(0).recordNo(), "result", "waiting", "words", "行政复议中"));
        complete("userTask_reportPending", no, CLERK, Map.of("record", held.get(0).recordNo(), "result", "in-force", "effectiveOn", "2026-02-25"));
        assertThat(archive.get(held.get(0).recordNo()).standing()).isEqualTo(Standing.IN_FORCE);
        assertThat(ended(no)).isFalse();
        // the other outside the task, by the credit centre
        as("credit1", () -> pending.reportOutsideTask(no, held.get(1).recordNo(), "in-force", LocalDate.of(2026, 3, 1), null));
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("filed");
    }

    @Test
    void aPendingDocumentIsRevoked() {
        String no = pendingFiling(1);
        String recordNo = pending.records(no).get(0).recordNo();
        String taskId = task("userTask_reportPending", no).getId();
        assertThat(refusalOf(() -> as(CLERK, () -> forms.submitTaskForm(taskId, Map.of("record", recordNo, "result", "revoked", "effectiveOn", "2026-02-25")))))
                .hasMessageContaining("撤销它的文书");
        assertThat(refusalOf(() -> as(CLERK, () -> forms.submitTaskForm(taskId, Map.of("record", recordNo, "result", "in-force", "effectiveOn", "2026-01-01")))))
                .hasMessageContaining("文书日期");
        complete("userTask_reportPending", no, CLERK, Map.of("record", recordNo, "result", "revoked", "effectiveOn", "2026-02-25", "words", "复议决定书〔2026〕3号"));
        assertThat(archive.get(recordNo).standing()).isEqualTo(Standing.WITHDRAWN);
        assertThat(ended(no)).isTrue();
        assertThat(refusalOf(() -> as(CLERK, () -> pending.reportOutsideTask(no, recordNo, "in-force", LocalDate.of(2026, 3, 1), null)))).hasMessageContaining("不在在途之列");
    }

    // --- sources that say nothing

    @Test
    void aSilentSourceFilesLateAndTheLadderHasClimbed() {
        String no = silenceOf(SOURCE);
        assertThat(silence.ask()).isZero();   // nobody is asked twice
        moveClockTo(LocalDateTime.of(2027, 6, 10, 9, 0));
        ladder.sweep();
        assertThat(ladder.stepsOf(no)).extracting(step -> step.step().name()).contains("REMINDER", "YELLOW");
        Map<Column, String> row = penalty(unitCode, unitName, doc(1));
        row.put(Column.DOCUMENT_DATE, "2027-06-01");
        String filed = file("报送.csv", csv(row));
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("filed");
        runJobs(filed);
        assertThat(silence.all()).filteredOn(h -> h.source().unitId().equals(SOURCE)).singleElement().satisfies(h -> assertThat(h.silent()).isFalse());
    }

    @Test
    void aSilentSourceDeclaresThatThereIsNothing() {
        String no = silenceOf("shuiwuju");
        assertThat(refusalOf(() -> as("shuiwuju1", () -> forms.submitTaskForm(task("userTask_answerSilence", no).getId(), Map.of("nothing", false))))).hasMessageContaining("需要勾选");
        complete("userTask_answerSilence", no, "shuiwuju1", Map.of("nothing", true));
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("nothing");
        assertThat(silence.all()).filteredOn(h -> h.source().unitId().equals("shuiwuju")).singleElement().satisfies(h -> assertThat(h.silent()).isFalse());
    }

    /** The monthly timer has found that source silent, among others. */
    private String silenceOf(String unitId) {
        jdbc.sql("delete from filing_silence where answer is null").update();
        jdbc.sql("update filing_source set since = ?").param(LocalDate.of(2027, 1, 1)).update();
        jdbc.sql("delete from filing_silence").update();
        jdbc.sql("update filing set filed_at = ? where filed_at > ?").params(LocalDateTime.of(2026, 3, 2, 9, 0), LocalDateTime.of(2026, 4, 1, 9, 0)).update();
        moveClockTo(LocalDateTime.of(2027, 6, 1, 9, 0));
        Job timer = management.createJobQuery().processDefinitionKey(SourceSilence.KIND).timers().list().get(0);
        management.executeJob(timer.getId());
        management.createJobQuery().processDefinitionKey(SourceSilence.KIND).messages().list().forEach(job -> management.executeJob(job.getId()));
        return jdbc.sql("select case_no from filing_silence where source_id = ? and answer is null").param(unitId).query(String.class).single();
    }

    private String pendingFiling(int rows) {
        List<Map<Column, String>> held = IntStream.range(0, rows).mapToObj(i -> {
            Map<Column, String> row = penalty(unitCode, unitName, doc(i));
            row.put(Column.IN_FORCE, "否");
            return row;
        }).toList();
        String no = file("报送.xlsx", xlsx(held));
        runJobs(no);
        return no;
    }

    private String file(String name, byte[] content) {
        return as(CLERK, () -> filings.upload(SOURCE, name, new ByteArrayResource(content)));
    }

    private String doc(int i) {
        return "文财罚〔2026〕" + (n + i) + "号";
    }

    private String returned(String no) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        filings.returned(no, out);
        return out.toString(StandardCharsets.UTF_8).replace("\uFEFF", "");
    }

    private Job job(String no) {
        String instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(no).singleResult().getId();
        return management.createJobQuery().processInstanceId(instance).singleResult();
    }

    private String refused(String no, Map<String, Object> form) {
        return refusalOf(() -> as(CLERK, () -> forms.submitTaskForm(task("userTask_enterRecord", no).getId(), form))).getMessage();
    }

    private String refusedMatch(String no, Map<String, Object> form) {
        return refusalOf(() -> as("credit1", () -> forms.submitTaskForm(task("userTask_decideMatches", no).getId(), form))).getMessage();
    }

    private List<String> notices(String no) {
        return jdbc.sql("select template, addressee from notice where case_no = ? order by notice_no").param(no).query((row, i) -> row.getString(1) + ":" + row.getString(2)).list();
    }

    private static Map<String, Object> entry(Map<Column, String> row) {
        Map<String, Object> form = new HashMap<>(Map.of("entry", "file"));
        row.forEach((column, text) -> form.put(column.field, text));
        return form;
    }
}
