package org.govintegrity.publication;

import org.govintegrity.common.Refusal;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.NewRecord;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.Standing;
import org.govintegrity.credit.StandingChange;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.credit.Terms;
import org.govintegrity.scenario.ProcessTest;
import org.govintegrity.scenario.StatementCounter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** The publication gate, one test for each way through it and out again. */
class PublicationProcessTest extends ProcessTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String UNIT = "caizhengju";
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final Terms SHOWN = new Terms(true, LocalDate.of(2026, 6, 2), LocalDate.of(2026, 9, 2), LocalDate.of(2031, 3, 2), "测试用期限");

    @Autowired private CreditArchive archive;
    @Autowired private PublicationService publications;
    @Autowired private PublicRecords page;
    @Autowired private PublicationLog log;
    @Autowired private TransactionTemplate transaction;
    @Autowired private StatementCounter statements;

    private String documentNo;

    @BeforeEach
    void aDocumentOfItsOwn() {
        documentNo = "文诚测〔2026〕" + NUMBER.incrementAndGet() + "号";
    }

    @Test
    void whatPassesEveryReviewIsShownAndLogged() {
        String no = entered(SubjectKind.UNIT, UNIT, "三项承诺没有兑现", SHOWN, false);
        String caseNo = caseOf(no);
        assertThat(cases.get(caseNo).unitId()).isNull();
        secrecy(caseNo, Map.of("decision", "all"));
        privacy(caseNo, Map.of("decision", "all"));
        assertThat(shown()).as("not before the job").isEmpty();
        runJobs(caseNo);
        assertThat(ended(caseNo)).isTrue();
        assertThat(cases.get(caseNo).outcome()).isEqualTo("published");
        assertThat(shown()).singleElement().satisfies(r -> {
            assertThat(r.recordNo()).isEqualTo(no);
            assertThat(r.subject()).isEqualTo("威海市文登区财政局");
            assertThat(r.creditCode()).isEqualTo("11371003991802695H");
            assertThat(r.until()).isEqualTo(LocalDate.of(2026, 9, 2));
            assertThat(r.basis()).contains("国发〔2016〕76号").contains("第四十八条");
            assertThat(r.standing()).isEqualTo("生效");
        });
        assertThat(log.of(no)).singleElement().satisfies(act -> {
            assertThat(act.act()).isEqualTo("publish");
            assertThat(act.content()).isEqualTo(publications.find(no).orElseThrow().shown());
            assertThat(page.find(documentNo, 1, 10).records().get(0).sha256()).isEqualTo(act.contentHash());
        });
        assertThat(log.walk().intact()).isTrue();
    }

    @Test
    void aSecretIsWithheldWithItsReason() {
        String no = entered(SubjectKind.UNIT, UNIT, "涉密工程", SHOWN, false);
        String caseNo = caseOf(no);
        assertThat(refusalOf(() -> secrecy(caseNo, Map.of("decision", "none"))).getMessage()).contains("写明理由");
        assertThat(refusalOf(() -> secrecy(caseNo, Map.of("decision", "some"))).getMessage()).contains("逐条填写");
        assertThat(refusalOf(() -> secrecy(caseNo, some("XY-0000-1", "涉及国家秘密"))).getMessage()).contains("没有正在审查的记录");
        secrecy(caseNo, Map.of("decision", "none", "reason", "涉及国家秘密，定密单位不同意公开"));
        assertThat(cases.get(caseNo).outcome()).isEqualTo("withheld");
        assertThat(publications.find(no).orElseThrow().gate()).isEqualTo("secrecy");
        assertThat(shown()).isEmpty();
        assertThat(log.of(no)).singleElement().satisfies(act -> {
            assertThat(act.act()).isEqualTo("withhold");
            assertThat(act.actor()).isEqualTo("credit1");
            assertThat(act.reason()).contains("国家秘密");
        });
    }

    @Test
    void whatPointsToAPersonIsMaskedAndMayBeWithheld() {
        String name = registry.person(UNIT + "2").name();
        String no = entered(SubjectKind.UNIT, UNIT, name + "（11010519491231002X，13812345678，a.b@c.example）没有兑现承诺，联系人：张三丰，单位代码11371003991802695H", SHOWN, false);
        String caseNo = caseOf(no);
        secrecy(caseNo, Map.of("decision", "all"));
        assertThat(cases.timeline(caseNo)).anySatisfy(e -> assertThat(e.text()).contains("1条含姓名、证件号码或者电话"));
        String brief = String.valueOf(tasks.getVariable(task("userTask_reviewPrivacy", caseNo).getId(), "brief"));
        assertThat(brief).contains("已自动遮盖").contains("证件号码").doesNotContain(name).doesNotContain("11010519491231002X").doesNotContain("13812345678");
        privacy(caseNo, Map.of("decision", "all"));
        runJobs(caseNo);
        assertThat(shown()).singleElement().satisfies(r -> assertThat(r.facts()).doesNotContain(name, "11010519491231002X", "13812345678", "张三丰", "a.b@")
                .contains(name.charAt(0) + "某", "张某", "11371003991802695H"));

        documentNo += "之二";
        String second = entered(SubjectKind.UNIT, UNIT, "涉及第三方的商业秘密", SHOWN, false);
        String secondCase = caseOf(second);
        secrecy(secondCase, Map.of("decision", "all"));
        privacy(secondCase, some(second, "第三方不同意公开，没有重大公共利益"));
        assertThat(cases.get(secondCase).outcome()).isEqualTo("withheld");
        assertThat(publications.find(second).orElseThrow().gate()).isEqualTo("privacy");
    }

    @Test
    void aPersonIsNeverShownWhateverClassAndTableSay() {
        String person = entered(SubjectKind.PERSON, UNIT + "2", "个人的事实", SHOWN, false);
        String caseNo = caseOf(person);
        assertThat(cases.get(caseNo).title()).as("a case of a person").doesNotContain("王");
        secrecy(caseNo, Map.of("decision", "all"));
        privacy(caseNo, Map.of("decision", "all"));
        assertThat(cases.get(caseNo).outcome()).isEqualTo("withheld");
        assertThat(publications.find(person).orElseThrow().gate()).isEqualTo("subject");
        assertThat(publications.find(person).orElseThrow().subjectName()).isEqualTo("个人");
        // even a row that says otherwise is not shown, and the log notices it
        jdbc.sql("update publication_item set state = 'published', shown = ?, published_on = ?, shown_until = ? where record_no = ?")
                .params("{}", DAY, LocalDate.of(2026, 9, 2), person).update();
        assertThat(shown()).isEmpty();
        assertThat(log.walk().problem()).contains(person).contains("不符");
        jdbc.sql("update publication_item set state = 'withheld' where record_no = ?").param(person).update();
        assertThat(log.walk().intact()).isTrue();
    }

    @Test
    void whatTheTableDoesNotAllowIsWithheld() {
        String no = entered(SubjectKind.ORGANISATION, "91350200776049653A", "拖欠", SHOWN, false);
        String caseNo = caseOf(no);
        secrecy(caseNo, Map.of("decision", "all"));
        privacy(caseNo, Map.of("decision", "all"));
        assertThat(cases.get(caseNo).outcome()).isEqualTo("withheld");
        assertThat(publications.find(no).orElseThrow().reason()).contains("由认定机关公布");
    }

    @Test
    void takenDownByItselfAtTheEndOfItsTerm() {
        String no = published();
        moveClockTo(LocalDateTime.of(2026, 9, 2, 23, 59));
        assertThat(shown()).as("still shown on its last day").hasSize(1);
        moveClockTo(LocalDateTime.of(2026, 9, 3, 0, 1));
        assertThat(shown()).as("not shown although no job has run").isEmpty();
        publications.sweep();
        assertThat(publications.find(no).orElseThrow()).satisfies(item -> {
            assertThat(item.state()).isEqualTo("taken-down");
            assertThat(item.gate()).isEqualTo("term");
            assertThat(item.checkOn()).isNull();
        });
        int acts = log.of(no).size();
        publications.sweep();
        assertThat(log.of(no)).as("once").hasSize(acts);
        assertThat(page.find(documentNo, 1, 10).notices()).as("nothing was wrong").isEmpty();
    }

    @Test
    void repairTakesItDownAtOnceAndNothingRevivesIt() {
        String no = published();
        change(no, Standing.REPAIRED, today(), "信用修复");
        assertThat(shown()).isEmpty();
        assertThat(log.of(no)).extracting(PublicationLog.Act::act).containsExactly("publish", "take-down");
        change(no, Standing.IN_FORCE, today(), "误报");
        assertThat(publications.find(no).orElseThrow().state()).isEqualTo("taken-down");
        assertThat(shown()).isEmpty();
    }

    @Test
    void aWithdrawalIsAnnouncedForAsLongAsTheWrongWasShown() {
        String no = published();
        moveClockTo(LocalDateTime.of(2026, 3, 11, 10, 0));
        change(no, Standing.WITHDRAWN, today(), "依据的文书被撤销，联系人13812345678");
        assertThat(shown()).isEmpty();
        assertThat(page.find(documentNo, 1, 10).notices()).singleElement().satisfies(n -> {
            assertThat(n.how()).isEqualTo("撤销");
            assertThat(n.shownFrom()).isEqualTo(DAY);
            assertThat(n.shownTo()).isEqualTo(LocalDate.of(2026, 3, 11));
            assertThat(n.until()).as("ten days, as the wrong").isEqualTo(LocalDate.of(2026, 3, 20));
            assertThat(n.reason()).contains("被撤销").doesNotContain("13812345678");
        });
        moveClockTo(LocalDateTime.of(2026, 3, 21, 0, 5));
        assertThat(page.find(documentNo, 1, 10).notices()).isEmpty();
        publications.sweep();
        assertThat(log.of(no)).extracting(PublicationLog.Act::act).containsExactly("publish", "take-down", "notice", "notice-end");
        assertThat(log.walk().intact()).isTrue();
    }

    @Test
    void aNoticeIsShownTwelveMonthsAtMost() {
        Terms long1 = new Terms(true, DAY, DAY.plusMonths(36), DAY.plusMonths(60), "测试用期限");
        String no = entered(SubjectKind.UNIT, UNIT, "事实", long1, false);
        pass(caseOf(no));
        moveClockTo(DAY.plusMonths(24).atTime(9, 0));
        change(no, Standing.SUPERSEDED, today(), "由更正后的记录取代");
        assertThat(page.find(documentNo, 1, 10).notices()).singleElement().satisfies(n -> {
            assertThat(n.how()).isEqualTo("更正");
            assertThat(n.until()).isEqualTo(DAY.plusMonths(36));
        });
    }

    @Test
    void anObjectionAndACorrectionShowOnThePage() {
        String no = published();
        change(no, Standing.OBJECTED, today(), "单位提出异议");
        assertThat(shown()).singleElement().extracting(PublishedRecord::standing).isEqualTo("异议处理中");
        transaction.executeWithoutResult(s -> archive.event(new StandingChange(no, "c:" + no, Standing.CORRECTED, today(), "异议", "未兑现承诺为两项"), "credit1"));
        assertThat(shown()).singleElement().satisfies(r -> {
            assertThat(r.correction()).isEqualTo("未兑现承诺为两项");
            assertThat(r.standing()).isNotEqualTo("生效");
        });
        assertThat(log.of(no)).extracting(PublicationLog.Act::act).containsExactly("publish", "correct", "correct");
        assertThat(log.walk().intact()).isTrue();
    }

    @Test
    void aDocumentInTransitComesToTheGateOnceItIsInForce() {
        String no = entered(SubjectKind.UNIT, UNIT, "在途文书", SHOWN, true);
        assertThat(publications.find(no)).isEmpty();
        transaction.executeWithoutResult(s -> archive.documentInForce(archive.get(no), today(), "复议维持", "credit1"));
        pass(caseOf(no));
        assertThat(shown()).hasSize(1);
        change(no, Standing.PENDING, today(), "进入再审");
        assertThat(shown()).isEmpty();
        transaction.executeWithoutResult(s -> archive.event(new StandingChange(no, "again:" + no, Standing.IN_FORCE, today(), Standing.PENDING.code + no, "再审维持"), "credit1"));
        assertThat(shown()).hasSize(1);
        assertThat(log.of(no)).extracting(PublicationLog.Act::act).containsExactly("publish", "take-down", "publish");
    }

    @Test
    void whatIsWithdrawnWhileItsCaseRunsIsNotPublished() {
        String no = entered(SubjectKind.UNIT, UNIT, "事实", SHOWN, false);
        String caseNo = caseOf(no);
        secrecy(caseNo, Map.of("decision", "all"));
        change(no, Standing.WITHDRAWN, today(), "登记错误");
        privacy(caseNo, Map.of("decision", "all"));
        runJobs(caseNo);
        assertThat(publications.find(no).orElseThrow().gate()).isEqualTo("standing");
        assertThat(shown()).isEmpty();
        assertThat(page.find(documentNo, 1, 10).notices()).as("nothing wrong was ever shown").isEmpty();
    }

    @Test
    void aChangeThatTakesEffectLaterIsCarriedOutOnThatDay() {
        String no = published();
        change(no, Standing.REPAIRED, today().plusDays(5), "五日后生效");
        assertThat(shown()).hasSize(1);
        moveClockTo(LocalDateTime.of(2026, 3, 7, 0, 10));
        assertThat(shown()).isEmpty();
        publications.sweep();
        assertThat(publications.find(no).orElseThrow().state()).isEqualTo("taken-down");
    }

    @Test
    void aBulkFilingIsOneCaseAndPartOfItMayBeWithheld() {
        List<NewRecord> many = new ArrayList<>();
        IntStream.range(0, 120).forEach(i -> many.add(entry(SubjectKind.UNIT, UNIT, "第" + i + "条", SHOWN, false, i)));
        List<String> nos = transaction.execute(s -> {
            archive.recordAll(many, ref -> registry.unit(UNIT).fullName(), "credit1");
            return many.stream().map(e -> archive.ofKey(e.key()).orElseThrow().recordNo()).toList();
        });
        String caseNo = caseOf(nos.get(0));
        assertThat(nos).allSatisfy(no -> assertThat(caseOf(no)).isEqualTo(caseNo));
        assertThat(publications.ofCase(caseNo)).hasSize(120);
        assertThat(String.valueOf(tasks.getVariable(task("userTask_reviewSecrecy", caseNo).getId(), "brief"))).contains("其余70条见案件页");
        secrecy(caseNo, Map.of("decision", "some", "rows", List.of(Map.of("recordNo", nos.get(3), "reason", "涉及工作秘密"), Map.of("recordNo", nos.get(7), "reason", "涉及工作秘密"))));
        privacy(caseNo, Map.of("decision", "all"));
        runJobs(caseNo);
        assertThat(cases.get(caseNo).outcome()).isEqualTo("published");
        assertThat(page.find(documentNo, 1, 10)).satisfies(found -> {
            assertThat(found.total()).isEqualTo(118);
            assertThat(found.pages()).isEqualTo(12);
        });
    }

    @Test
    void whatMayNotBeShownByItsClassOpensNoCase() {
        Terms minor = new Terms(false, DAY, null, LocalDate.of(2031, 3, 2), "测试用期限");
        assertThat(publications.find(entered(SubjectKind.UNIT, UNIT, "轻微", minor, false))).isEmpty();
        Terms over = new Terms(true, DAY.minusYears(2), DAY.minusYears(1), DAY.plusYears(1), "公示期已过");
        assertThat(publications.find(entered(SubjectKind.UNIT, UNIT, "过期", over, false))).isEmpty();
    }

    @Test
    void theCreditCentreMayTakeSomethingDownByHandAndItDoesNotComeBack() {
        String no = published();
        Refusal empty = refusalOf(() -> as("credit1", () -> publications.takeDownByHand(no, " ")));
        assertThat(empty.getMessage()).contains("写明撤下的理由");
        as("credit1", () -> publications.takeDownByHand(no, "发现可能涉密，先行撤下"));
        assertThat(shown()).isEmpty();
        change(no, Standing.OBJECTED, today(), "异议");
        assertThat(publications.find(no).orElseThrow().state()).isEqualTo("taken-down");
        assertThat(refusalOf(() -> publications.takeDownByHand(no, "再撤一次看看")).getMessage()).contains("没有公示");
    }

    @Test
    void anyChangeOfTheLogIsFound() {
        String no = published();
        long seq = log.of(no).get(0).seq();
        for (String change : List.of("reason = 'x'", "actor = 'x'", "act = 'correct'", "content = '{}'", "content_hash = 'x'", "hash = 'x'", "prev_hash = 'x'", "record_no = 'x'")) {
            Boolean found = transaction.execute(status -> {
                jdbc.sql("update publication_act set " + change + " where seq = ?").param(seq).update();
                boolean broken = log.walk().brokenAt() == seq;
                status.setRollbackOnly();
                return broken;
            });
            assertThat(found).as(change).isTrue();
        }
        Boolean cut = transaction.execute(status -> {
            jdbc.sql("delete from publication_act where seq = (select max(seq) from publication_act)").update();
            boolean broken = !log.walk().intact();
            status.setRollbackOnly();
            return broken;
        });
        assertThat(cut).isTrue();
        Boolean shownText = transaction.execute(status -> {
            jdbc.sql("update publication_item set shown = '{}' where record_no = ?").param(no).update();
            boolean broken = !log.walk().intact();
            status.setRollbackOnly();
            return broken;
        });
        assertThat(shownText).as("the page shows something the log does not know").isTrue();
        assertThat(log.walk().intact()).isTrue();
    }

    @Test
    void anIdleWatchAsksOnce() {
        publications.sweep();
        long before = statements.count();
        publications.sweep();
        assertThat(statements.count() - before).isEqualTo(1);
    }

    private String published() {
        String no = entered(SubjectKind.UNIT, UNIT, "三项承诺没有兑现", SHOWN, false);
        pass(caseOf(no));
        assertThat(shown()).hasSize(1);
        return no;
    }

    private void pass(String caseNo) {
        secrecy(caseNo, Map.of("decision", "all"));
        privacy(caseNo, Map.of("decision", "all"));
        runJobs(caseNo);
    }

    private void secrecy(String caseNo, Map<String, Object> form) {
        complete("userTask_reviewSecrecy", caseNo, "credit1", form);
    }

    private void privacy(String caseNo, Map<String, Object> form) {
        complete("userTask_reviewPrivacy", caseNo, "credit1", form);
    }

    private static Map<String, Object> some(String recordNo, String reason) {
        return Map.of("decision", "some", "rows", List.of(Map.of("recordNo", recordNo, "reason", reason)));
    }

    private String entered(SubjectKind kind, String subject, String facts, Terms terms, boolean pending) {
        NewRecord entry = entry(kind, subject, facts, terms, pending, 0);
        return transaction.execute(s -> archive.record(entry, kind == SubjectKind.ORGANISATION ? "某某有限公司" : kind == SubjectKind.PERSON ? registry.person(subject).name()
                : registry.unit(subject).fullName(), "credit1").recordNo());
    }

    private NewRecord entry(SubjectKind kind, String subject, String facts, Terms terms, boolean pending, int i) {
        return new NewRecord("test:" + documentNo + ":" + NUMBER.incrementAndGet() + ":" + i, kind, subject, kind == SubjectKind.ORGANISATION ? null : UNIT, null, RecordKind.BREACH,
                BreachClass.GENERAL, "三.8", facts, "检查结论书", documentNo, DAY, "认定为一般失信", terms, null, pending, "测试", "SX-0000-0000", "fagaiju");
    }

    private void change(String no, Standing standing, LocalDate from, String text) {
        transaction.executeWithoutResult(s -> archive.event(new StandingChange(no, standing.code + ":" + no + ":" + from, standing, from, standing.code + no, text), "credit1"));
    }

    private String caseOf(String recordNo) {
        return publications.find(recordNo).orElseThrow().caseNo();
    }

    private List<PublishedRecord> shown() {
        return page.find(documentNo, 1, 200).records().stream().map(PublicRecords.Shown::record).toList();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
