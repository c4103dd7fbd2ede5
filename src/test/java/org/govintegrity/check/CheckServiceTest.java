package org.govintegrity.check;

import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.IdentityNumber;
import org.govintegrity.credit.ReadLog;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.Standing;
import org.govintegrity.credit.StandingChange;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.scenario.ProcessTest;
import org.govintegrity.scenario.StatementCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;

class CheckServiceTest extends ProcessTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    @Autowired
    private CheckService checks;
    @Autowired
    private UseRules rules;
    @Autowired
    private Matters matters;
    @Autowired
    private ApiKeys keys;
    @Autowired
    private CreditArchive archive;
    @Autowired
    private CreditSubjects subjects;
    @Autowired
    private ReadLog readings;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private StatementCounter statements;

    @ParameterizedTest
    @CsvSource({
            "UNIT,   permit,      organisation, other,     false, true",
            "UNIT,   award,       unit,         other,     false, true",
            "CENTRE, trading,     organisation, other,     false, true",
            "KEY,    subsidy,     organisation, other,     false, true",
            "UNIT,   recruitment, organisation, other,     false, false",
            "NONE,   permit,      organisation, other,     false, false",
            "NONE,   award,       person,       own,       true,  false",
            "UNIT,   award,       person,       own,       false, true",
            "UNIT,   recruitment, person,       own,       false, true",
            "UNIT,   recruitment, person,       personnel, false, true",
            "UNIT,   recruitment, person,       other,     false, false",
            "UNIT,   recruitment, person,       other,     true,  true",
            "UNIT,   award,       person,       other,     false, false",
            "UNIT,   permit,      person,       own,       false, false",
            "UNIT,   permit,      person,       personnel, false, false",
            "UNIT,   permit,      person,       other,     true,  true",
            "KEY,    subsidy,     person,       other,     false, false"})
    void whoMayAskForWhomAboutWhat(UseRules.Office office, String purpose, String subject, String relation, boolean consent, boolean allowed) {
        UseRules.Verdict verdict = rules.authority(office, purpose, SubjectKind.of(subject), relation, consent, DAY);
        assertThat(verdict.allowed()).isEqualTo(allowed);
        assertThat(verdict.basis()).isNotBlank();
        assertThat(allowed || !verdict.words().isBlank()).as("a refusal says why").isTrue();
    }

    /** Every question the service can ask has exactly one answer, and nothing beyond the list. */
    @Test
    void theUseTableHasNoGapNoOverlapAndNothingBeyondTheList() {
        Set<String> list = new HashSet<>(rules.measures(DAY).stream().map(Measure::code).toList());
        for (Purpose purpose : rules.purposes(DAY)) {
            for (SubjectKind subject : SubjectKind.values()) {
                if (purpose.code().equals("recruitment") && subject != SubjectKind.PERSON) {
                    continue;   // refused by the table of authority
                }
                assertThat(rules.allowance(purpose.code(), subject, BreachClass.NONE, null, DAY).suggestion()).isEqualTo(Outcome.GRANT);
                for (BreachClass breachClass : List.of(BreachClass.MINOR, BreachClass.GENERAL, BreachClass.SERIOUS)) {
                    for (RecordKind kind : RecordKind.values()) {
                        UseRules.Allowance allowance = rules.allowance(purpose.code(), subject, breachClass, kind, DAY);
                        assertThat(list).containsAll(allowance.measures());
                        assertThat(allowance.suggestion() == Outcome.GRANT).isEqualTo(allowance.measures().isEmpty());
                    }
                }
            }
        }
    }

    @Test
    void aPersonIsCheckedByTheirOwnUnitAndByNoOther() {
        String identity = CheckSamples.identity();
        jdbc.sql("update credit_subject set identity_key = null, identity_cipher = null where subject_id = 'caizhengju2'").update();   // another test's number
        transaction.executeWithoutResult(s -> subjects.identify("caizhengju2", "示例", IdentityNumber.of(identity)));
        assertThat(checks.ask(clerk("caizhengju"), List.of(person(identity, "award", null)))).hasSize(1);
        Refusal refusal = refusalOf(() -> checks.ask(clerk("jiaotongju"), List.of(person(identity, "award", null))));
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
        assertThat(refusal.getMessage()).contains("授权").doesNotContain(identity);
        assertThat(checks.ask(clerk("jiaotongju"), List.of(person(identity, "award", "授权〔2026〕1号")))).singleElement()
                .satisfies(c -> assertThat(c.ground()).contains("本人书面授权").contains("第二十条"));
        assertThat(readings.of(SubjectKind.PERSON, "caizhengju2", 10)).extracting(ReadLog.Reading::reader).contains("caizhengju1", "jiaotongju1");
    }

    @Test
    void ofAPersonOnlyWhatThePurposeAllowsIsTold() {
        String identity = CheckSamples.identity();
        CheckSamples.ofPerson(identity, RecordKind.DISCIPLINE, BreachClass.MINOR, archive, subjects, transaction);
        assertThat(answer(clerk("zuzhibu"), person(identity, "recruitment", null)).words()).as("minor ones are not told").isEqualTo("无记录");
        CheckSamples.ofPerson(identity, RecordKind.DISCIPLINE, BreachClass.GENERAL, archive, subjects, transaction);
        Answer award = answer(clerk("zuzhibu"), person(identity, "award", null));
        assertThat(award.records()).singleElement().satisfies(e -> {
            assertThat(e.documentNo()).isNull();
            assertThat(e.decision()).isNull();
            assertThat(e.classWords()).isEqualTo("一般");
        });
        assertThat(award.listed()).isFalse();
        assertThat(answer(clerk("zuzhibu"), person(identity, "recruitment", null)).records()).singleElement()
                .satisfies(e -> assertThat(e.documentNo()).isNotNull());
    }

    @Test
    void repairedRecordsAreNotToldAndObjectedOnesAreMarked() {
        String code = CheckSamples.code();
        String repaired = CheckSamples.ofEnterprise(code, BreachClass.SERIOUS, archive, subjects, transaction).recordNo();
        String objected = CheckSamples.ofEnterprise(code, BreachClass.GENERAL, archive, subjects, transaction).recordNo();
        transaction.executeWithoutResult(s -> {
            archive.event(new StandingChange(repaired, "r:" + repaired, Standing.REPAIRED, DAY, "XF-1", "已修复"), "credit1");
            archive.event(new StandingChange(objected, "o:" + objected, Standing.OBJECTED, DAY, "YY-1", "异议"), "credit1");
        });
        Answer answer = answer(clerk("caizhengju"), enterprise(code, "permit", "件1"));
        assertThat(answer.records()).singleElement().satisfies(e -> {
            assertThat(e.recordNo()).isEqualTo(objected);
            assertThat(e.standingWords()).isEqualTo("异议处理中");
        });
        assertThat(answer.listed()).isFalse();
    }

    @Test
    void unitsOfTheRegistryAreKnownByTheirCode() {
        String code = registry.unit("jiaotongju").creditCode().text();
        assertThat(checks.ask(clerk("caizhengju"), List.of(enterprise(code, "award", "件1"))).get(0)).satisfies(c -> {
            assertThat(c.subject()).isEqualTo(SubjectKind.UNIT);
            assertThat(c.subjectId()).isEqualTo("jiaotongju");
        });
    }

    @Test
    void anIdentityNumberIsStoredNowhere() {
        String identity = CheckSamples.identity();
        Check check = checks.ask(clerk("zuzhibu"), List.of(person(identity, "recruitment", null))).get(0);
        assertThat(check.identityKey()).hasSize(64);
        assertThat(check.toString() + person(identity, "award", null)).doesNotContain(identity);
        for (String text : List.of("身份" + identity, identity.toLowerCase() + "号")) {
            assertThat(refusalOf(() -> checks.ask(clerk("zuzhibu"), List.of(new Wanted(null, IdentityNumber.of(identity), null, "recruitment", "依据", text, null)))).getMessage())
                    .contains("办件编号里含有身份号码").doesNotContain(identity);
        }
        List<String> tables = jdbc.sql("select table_name from information_schema.tables where lower(table_schema) = 'public'").query(String.class).list();
        assertThat(tables).hasSizeGreaterThan(60);
        for (String table : tables) {
            List<String> columns = jdbc.sql("""
                    select column_name from information_schema.columns where table_name = ? and lower(table_schema) = 'public'
                    and (lower(data_type) like 'character%' or lower(data_type) = 'text')""").param(table).query(String.class).list();
            for (String column : columns) {
                assertThat(jdbc.sql("select count(*) from " + table + " where " + column + " like ?").param("%" + identity + "%").query(Long.class).single())
                        .as(table + "." + column).isZero();
            }
        }
    }

    @Test
    void whatIsIncompleteIsNamed() {
        assertThat(refused(new Wanted(null, null, null, "permit", "依据", "件1", null))).contains("核查对象");
        assertThat(refused(new Wanted("123", null, null, "permit", "依据", "件1", null))).contains("18位");
        assertThat(refused(enterprise(CheckSamples.code(), "lottery", "件1"))).contains("请选择用途").contains("行政许可");
        assertThat(refused(enterprise(CheckSamples.code(), "permit", " "))).contains("请填写办件编号");
        assertThat(refused(new Wanted(CheckSamples.code(), null, null, "permit", "长".repeat(201), "件1", null))).contains("最多200字");
    }

    @Test
    void aThousandAreAnsweredInOrderInFewStatements() {
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < CheckSettings.BATCH; i++) {
            wanted.add(enterprise(CheckSamples.code(), "subsidy", "批" + i));
        }
        String bad = wanted.get(700).creditCode();
        CheckSamples.ofEnterprise(bad, BreachClass.SERIOUS, archive, subjects, transaction);
        int before = statements.count();
        List<Check> answered = checks.ask(clerk("caizhengju"), wanted);
        assertThat(statements.count() - before).isLessThan(16);
        assertThat(answered).extracting(Check::matterNo).containsExactlyElementsOf(wanted.stream().map(Wanted::matterNo).toList());
        assertThat(answered.stream().map(Check::checkNo).distinct()).hasSize(CheckSettings.BATCH);
        assertThat(answered.get(700).level()).isEqualTo("serious");
        assertThat(answered.stream().filter(c -> c.level().equals("none"))).hasSize(CheckSettings.BATCH - 1);
        assertThat(statements.of(() -> checks.ask(clerk("caizhengju"), List.of(enterprise(bad, "subsidy", "一件"))))).as("the whole file, the check").isLessThanOrEqualTo(2);
        List<Wanted> tooMany = new ArrayList<>(wanted);
        tooMany.add(wanted.get(0));
        assertThat(refusalOf(() -> checks.ask(clerk("caizhengju"), tooMany)).kind()).isEqualTo(Refusal.Kind.UNPROCESSABLE);
    }

    @Test
    void ofABatchWithAMistakeNothingIsStored() {
        long before = count();
        Refusal refusal = refusalOf(() -> checks.ask(clerk("caizhengju"), List.of(enterprise(CheckSamples.code(), "permit", "件1"), enterprise("x", "permit", "件2"))));
        assertThat(refusal.getMessage()).contains("第2个").doesNotContain("第1个");
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void aCheckIsWrittenBackOnceAndInTime() {
        Check check = checks.ask(clerk("caizhengju"), List.of(enterprise(CheckSamples.code(), "permit", "件1"))).get(0);
        assertThat(refusalOf(() -> checks.use(check.checkNo(), new CheckService.Decision("maybe", null, null, null), "caizhengju1")).getMessage()).contains("grant");
        assertThat(refusalOf(() -> checks.use(check.checkNo(), new CheckService.Decision("grant", null, null, DAY.plusDays(1)), "caizhengju1")).getMessage()).contains("处理日期");
        checks.use(check.checkNo(), new CheckService.Decision("grant", null, null, null), "caizhengju1");
        assertThat(refusalOf(() -> checks.use(check.checkNo(), new CheckService.Decision("grant", null, null, null), "caizhengju1")).kind()).isEqualTo(Refusal.Kind.CONFLICT);
        Check late = checks.ask(clerk("caizhengju"), List.of(enterprise(CheckSamples.code(), "permit", "件2"))).get(0);
        moveClockTo(LocalDateTime.of(2026, 4, 2, 0, 0));
        assertThat(refusalOf(() -> checks.use(late.checkNo(), new CheckService.Decision("grant", null, null, null), "caizhengju1")).getMessage()).contains("过期");
    }

    @Test
    void theShareOfCheckedMattersIsMadeOfTheMonthsThatEndInThePeriod() {
        String unit = "zhujianju";
        matters.report(unit, List.of(new Matters.Entry("2026-02", "permit", "份额1"), new Matters.Entry("2026-02", "permit", "份额2")), unit + "1");
        checks.ask(clerk(unit), List.of(enterprise(CheckSamples.code(), "permit", "份额1")));
        LocalDate first = LocalDate.of(2026, 2, 1);
        LocalDate end = LocalDate.of(2026, 2, 28);
        assertThat(shareOf(unit, first, end)).as("checked on 2 March").isEqualTo("0/2");
        assertThat(shareOf(unit, first, DAY)).isEqualTo("1/2");
        assertThat(shareOf(unit, end, DAY)).isEqualTo("1/2");
        assertThat(shareOf(unit, first, end.minusDays(1))).as("the month is not over").isEqualTo("0/0");
        assertThat(shareOf(unit, end.plusDays(1), LocalDate.of(2026, 3, 31))).isEqualTo("0/0");
        assertThat(figure("check.share", first, DAY)).filteredOn(row -> row.unitId().equals(unit)).extracting(FigureRow::words)
                .anyMatch(words -> words.contains("行政许可“份额2”没有核查")).anyMatch(words -> words.contains("“份额1”已核查"));
        assertThat(figure("check.share", first, DAY)).filteredOn(row -> row.unitId().equals(unit)).extracting(FigureRow::link)
                .containsOnly("/credit/checks/share/matters?month=2026-02&unit=" + unit + "&purpose=permit");
    }

    private String shareOf(String unit, LocalDate from, LocalDate to) {
        List<FigureRow> own = figure("check.share", from, to).stream().filter(row -> row.unitId().equals(unit)).toList();
        return own.stream().mapToInt(row -> row.amount().intValueExact()).sum() + "/" + own.size();
    }

    @Test
    void mattersWithoutACheckAreNamedOnceAMonth() {
        String unit = "jiaotongju";
        checks.ask(clerk(unit), List.of(enterprise(CheckSamples.code(), "permit", "交许1")));
        byte[] file = "月份,用途,办件编号\n2026-02,行政许可,交许1\n2026-02,permit,交许2\n2026-02,财政补助,交补1\n".getBytes(Charset.forName("GB18030"));
        Matters.Reported reported = matters.report(unit, matters.read("办件.csv", file), unit + "1");
        assertThat(reported).isEqualTo(new Matters.Reported(3, 0));
        assertThat(matters.report(unit, List.of(new Matters.Entry("2026-02", "permit", "交许1"), new Matters.Entry("2026-02", "award", null)), unit + "1"))
                .isEqualTo(new Matters.Reported(0, 1));
        assertThat(matters.shares("2026-02", unit)).containsExactly(new Matters.Share(unit, "permit", 2, 1), new Matters.Share(unit, "subsidy", 1, 0));
        assertThat(matters.shares("2026-02", unit).get(0).percent()).isEqualTo(50);
        assertThat(matters.missing("2026-02", unit)).extracting(Matters.Missing::matterNo).containsExactlyInAnyOrder("交许2", "交补1");
        assertThat(matters.silent("2026-02")).extracting(u -> u.id()).contains("caizhengju").doesNotContain(unit);

        assertThat(refusalOf(() -> matters.circulate("2026-03", "credit1")).getMessage()).contains("过完的月份");
        String circular = as("credit1", () -> transaction.execute(s -> matters.circulate("2026-02", "credit1")));
        assertThat(jdbc.sql("select body from notice where case_no = ? and addressee = ?").params(circular, unit).query(String.class).single()).contains("交许2", "交补1").doesNotContain("交许1");
        assertThat(jdbc.sql("select addressee from notice where case_no = ?").param(circular).query(String.class).list()).contains("jointoffice", "caizhengju");
        assertThat(refusalOf(() -> matters.circulate("2026-02", "credit1")).kind()).isEqualTo(Refusal.Kind.CONFLICT);
    }

    /** The timer on one node and the button on another, at the same moment. */
    @Test
    void twoAtOnceSendOneCircular() throws Exception {
        String unit = "jiaotongju";
        moveClockTo(LocalDateTime.of(2026, 5, 10, 9, 0));
        matters.report(unit, List.of(new Matters.Entry("2026-04", "permit", "并发1")), unit + "1");
        CyclicBarrier both = new CyclicBarrier(2);
        ExecutorService people = Executors.newFixedThreadPool(2);
        List<Future<Object>> done = new ArrayList<>();
        for (String by : List.of("timer", "credit1")) {
            done.add(people.submit(() -> {
                both.await();
                try {
                    return by.equals("timer") ? matters.circulateLastMonth().<Object>map(no -> no).orElse("nothing to do") : matters.circulate("2026-04", by);
                } catch (Refusal refused) {
                    return refused;
                }
            }));
        }
        List<Object> answers = List.of(done.get(0).get(), done.get(1).get());
        people.shutdown();
        String sent = matters.circular("2026-04").orElseThrow().caseNo();
        assertThat(answers).containsOnlyOnce(sent);
        assertThat(answers).filteredOn(answer -> answer instanceof Refusal).allSatisfy(answer -> assertThat((Refusal) answer)
                .satisfies(r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.CONFLICT)).hasMessageContaining("每月只通报一次"));
        assertThat(jdbc.sql("select count(*) from notice n where n.addressee = ? and n.body like '%并发1%'").param(unit).query(Integer.class).single()).isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from casefile_case where kind = ? and title like '2026-04%'").param(Matters.KIND).query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void aMatterIsShownWithItsLastCheck() {
        String unit = "shangwuju";
        checks.ask(clerk(unit), List.of(enterprise(CheckSamples.code(), "permit", "商1")));
        Check last = checks.ask(clerk(unit), List.of(enterprise(CheckSamples.code(), "permit", "商1"))).get(0);
        checks.ask(clerk(unit), List.of(enterprise(CheckSamples.code(), "subsidy", "商2")));
        matters.report(unit, List.of(new Matters.Entry("2026-03", "permit", "商1"), new Matters.Entry("2026-03", "permit", "商2"), new Matters.Entry("2026-03", "subsidy", "商3")), unit + "1");
        assertThat(matters.handled("2026-03", unit, null, 10)).containsExactly(new Matters.Handled(unit, "permit", "商2", null, null, null, false),
                new Matters.Handled(unit, "subsidy", "商3", null, null, null, false), new Matters.Handled(unit, "permit", "商1", last.checkNo(), DAY, last.askedBy(), false));
        assertThat(matters.handled("2026-03", unit, "permit", 1)).extracting(Matters.Handled::matterNo).containsExactly("商2");
        assertThat(matters.handled("2026-02", unit, null, 10)).isEmpty();
    }

    /** A node gives out the numbers it has put aside, and another node higher ones at the same time. */
    @Test
    void theLastCheckIsTheOneAnsweredLastWhateverItsNumber() {
        String unit = "minzhengju";
        Check first = checks.ask(clerk(unit), List.of(enterprise(CheckSamples.code(), "permit", "民1"))).get(0);
        jdbc.sql("update credit_check set check_no = ? where check_no = ?").params(first.checkNo().replaceFirst("\\d+$", "999999"), first.checkNo()).update();
        moveClockTo(LocalDateTime.now(clock).plusMinutes(1));
        Check last = checks.ask(clerk(unit), List.of(enterprise(CheckSamples.code(), "permit", "民1"))).get(0);
        matters.report(unit, List.of(new Matters.Entry("2026-03", "permit", "民1")), unit + "1");
        assertThat(matters.handled("2026-03", unit, null, 10)).extracting(Matters.Handled::checkNo).containsExactly(last.checkNo());
    }

    /** A spreadsheet program makes a date of what looks like a month. */
    @Test
    void mattersAreReadFromAWorkbookToo() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            CellStyle month = book.createCellStyle();
            month.setDataFormat(book.createDataFormat().getFormat("yyyy-mm"));
            XSSFSheet sheet = book.createSheet();
            List<String> headings = List.of("用途", "月份", "办件编号");
            XSSFRow top = sheet.createRow(0);
            headings.forEach(heading -> top.createCell(headings.indexOf(heading)).setCellValue(heading));
            XSSFRow row = sheet.createRow(1);
            row.createCell(0).setCellValue("财政补助");
            row.createCell(1).setCellValue(LocalDate.of(2026, 3, 1));
            row.getCell(1).setCellStyle(month);
            row.createCell(2).setCellValue(20260015);
            book.write(out);
        }
        assertThat(matters.read("办件.xlsx", out.toByteArray())).containsExactly(new Matters.Entry("2026-03", "subsidy", "20260015"));
        assertThat(refusalOf(() -> matters.read("办件.xlsx", new byte[]{1})).getMessage()).contains("重新另存");
        assertThat(refusalOf(() -> matters.read("办件.csv", "月份,用途,办件编号\n2026-03,permit,1\n,permit,2\n".getBytes(StandardCharsets.UTF_8))).getMessage()).isEqualTo("第3行没有填写月份。");
    }

    @Test
    void aReportWithAMistakeIsNotTakenIn() {
        String unit = "sifaju";
        assertThat(refusalOf(() -> matters.report(unit, List.of(), "x")).getMessage()).contains("没有内容");
        assertThat(refusalOf(() -> matters.report(unit, List.of(new Matters.Entry("2026-03", "permit", "司1"), new Matters.Entry("2026-04", "permit", "司2"),
                new Matters.Entry("2026-3", "permit", "司3"), new Matters.Entry("2026-03", "x", "司4"),
                new Matters.Entry("2026-03", "permit", CheckSamples.identity())), "x")).getMessage()).contains("第2件", "第3件", "第4件", "第5件").doesNotContain("第1件");
        assertThat(matters.shares("2026-03", unit)).isEmpty();
        assertThat(refusalOf(() -> matters.read("办件.csv", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8))).getMessage()).contains("月份,用途,办件编号");
        assertThat(refusalOf(() -> matters.read("办件.csv", "月份,用途,办件编号\n2026-03,permit\n".getBytes(StandardCharsets.UTF_8))).getMessage()).contains("第2行");
    }

    @Test
    void aKeyIsStoredAsItsHashTracedAndRevoked() {
        ApiKeys.Created created = keys.create(new ApiKeys.NewKey("审批系统", "caizhengju", List.of("permit"), null, LocalDate.of(2026, 12, 31)), "admin");
        assertThat(jdbc.sql("select key_hash from credit_api_key where key_no = ?").param(created.key().keyNo()).query(String.class).single())
                .isEqualTo(CheckService.sha256(created.secret()));
        assertThat(created.key().prefix()).hasSize(11).isEqualTo(created.secret().substring(0, 11));
        assertThat(keys.find(created.secret())).contains(created.key());
        assertThat(keys.find(created.secret() + "x")).isEmpty();
        assertThat(created.key().stateOn(LocalDate.of(2027, 1, 1))).isEqualTo(ApiKey.State.EXPIRED);
        assertThat(refusalOf(() -> keys.revoke(created.key().keyNo(), " ", "admin")).getMessage()).contains("停用理由");
        keys.revoke(created.key().keyNo(), "系统下线", "admin");
        assertThat(keys.find(created.secret()).orElseThrow().stateOn(DAY)).isEqualTo(ApiKey.State.REVOKED);
        assertThat(refusalOf(() -> keys.revoke(created.key().keyNo(), "再来", "admin")).kind()).isEqualTo(Refusal.Kind.CONFLICT);
        assertThat(keys.traces(2)).extracting(ApiKeys.Trace::text).satisfies(t -> assertThat(t.toString()).contains("停用：系统下线", "发放给"));
        assertThat(refusalOf(() -> keys.create(new ApiKeys.NewKey("x", "caizhengju", List.of("permit"), null, LocalDate.of(2027, 3, 3)), "admin")).getMessage()).contains("2027年3月2日");
        assertThat(refusalOf(() -> keys.create(new ApiKeys.NewKey("x", "nosuch", List.of("permit"), null, LocalDate.of(2026, 12, 31)), "admin")).getMessage()).contains("单位");
        assertThat(refusalOf(() -> keys.create(new ApiKeys.NewKey("x", "caizhengju", List.of(), null, LocalDate.of(2026, 12, 31)), "admin")).getMessage()).contains("用途");
    }

    private Answer answer(Asker asker, Wanted wanted) {
        return checks.read(checks.ask(asker, List.of(wanted)).get(0));
    }

    private String refused(Wanted wanted) {
        return refusalOf(() -> checks.ask(clerk("caizhengju"), List.of(wanted))).getMessage();
    }

    private long count() {
        return jdbc.sql("select count(*) from credit_check").query(Long.class).single();
    }

    private static Asker clerk(String unit) {
        return new Asker(unit + "1", unit, UseRules.Office.UNIT, null, true);
    }

    private static Wanted enterprise(String code, String purpose, String matterNo) {
        return new Wanted(code, null, null, purpose, "办理依据", matterNo, null);
    }

    private static Wanted person(String identity, String purpose, String consentNo) {
        return new Wanted(null, IdentityNumber.of(identity), "王示例", purpose, "办理依据", "件〔2026〕9号", consentNo);
    }
}
