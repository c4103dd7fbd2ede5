package org.govintegrity.objection;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.CaseFilter;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CameInPerson;
import org.govintegrity.credit.CreditEvent;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.CreditSamples;
import org.govintegrity.credit.ReadLog;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.Standing;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.escalation.LadderService;
import org.govintegrity.scenario.RedressTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** An objection, one test for each way it can end. */
class ObjectionProcessTest extends RedressTest {

    private static final String GROUNDS = "款项已在判决前付清，有银行回单";

    @Autowired
    private ObjectionService service;
    @Autowired
    private CaseAccess access;
    @Autowired
    private ReadLog readings;
    @Autowired
    private LadderService ladder;

    @Test
    void markedAtOnceConfirmedInThreeDaysAndToldOfTheSecondLook() {
        CreditRecord record = unitRecord();
        String no = raise(record, UNIT + "1");
        assertThat(no).startsWith("YY-2026-");
        assertThat(standing(record)).isEqualTo(Standing.OBJECTED);
        assertThat(archive.get(record.recordNo()).events()).singleElement().extracting(CreditEvent::ref).isEqualTo(no);
        moveClockTo(LocalDateTime.of(2026, 3, 3, 16, 0));
        assertThat(refused("userTask_acceptObjection", no, "credit1", Map.of("how", "joint"))).contains("没有可以征询的其他单位");
        complete("userTask_acceptObjection", no, "credit1", Map.of("how", "own"));
        assertThat(due("userTask_decideObjection", no)).as("three working days from the day it came in, not from acceptance").isEqualTo(LocalDate.of(2026, 3, 5));
        assertThat(refused("userTask_decideObjection", no, "credit1", Map.of("outcome", "confirmed", "reasons", "无"))).contains("至少5个字");
        complete("userTask_decideObjection", no, "credit1", ruling("confirmed"));
        assertThat(standing(record)).isEqualTo(Standing.IN_FORCE);
        runJobs(no);
        assertThat(body(no, "objection-result", UNIT)).contains("维持原记录", "经核对判决书原件", "2026年3月17日前", "请求复查一次", "威海市文登区财政局");
        assertThat(notices(no)).containsExactly("objection-result:" + UNIT);
        fireTimer("intermediateCatchEvent_settled", no);
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("confirmed");
        assertThat(archive.get(record.recordNo()).endsOn()).as("the term runs on").isEqualTo(record.endsOn());
        assertThat(chain.walk().intact()).isTrue();
    }

    @Test
    void correctedByANewRecordThatTakesTheOldOnesPlace() {
        CreditRecord record = unitRecord();
        String no = accepted(record, "own");
        assertThat(refused("userTask_decideObjection", no, "credit1", ruling("corrected"))).contains("至少填写一项");
        assertThat(refused("userTask_decideObjection", no, "credit1", with(ruling("corrected"), "breachClass", "serious"))).contains("不得重于");
        assertThat(standing(record)).isEqualTo(Standing.OBJECTED);
        complete("userTask_decideObjection", no, "credit1", with(with(ruling("corrected"), "facts", "逾期三日履行了付款义务"), "breachClass", "minor"));
        assertThat(standing(record)).isEqualTo(Standing.SUPERSEDED);
        CreditRecord right = archive.get(service.get(no).correctedNo());
        assertThat(right.facts()).isEqualTo("逾期三日履行了付款义务");
        assertThat(right.documentNo()).isEqualTo(record.documentNo());
        assertThat(right.breachClass().code).isEqualTo("minor");
        assertThat(right.terms().publishable()).isFalse();
        assertThat(right.endsOn()).isBeforeOrEqualTo(record.endsOn());
        assertThat(right.standing()).isEqualTo(Standing.IN_FORCE);
        runJobs(no);
        assertThat(body(no, "objection-result", UNIT)).contains("更正后的记录为" + right.recordNo());
        assertThat(refusalOf(() -> raise(record, UNIT + "1"))).hasMessageContaining("对新记录提出");
        fireTimer("intermediateCatchEvent_settled", no);
        assertThat(cases.get(no).outcome()).isEqualTo("corrected");
        assertThat(chain.walk().intact()).isTrue();
    }

    @Test
    void withdrawnAndEverybodyWhoWasShownItIsTold() {
        CreditRecord record = record(SubjectKind.UNIT, UNIT, RecordKind.JUDGMENT, COURT, REPAIR_FROM);
        transaction.executeWithoutResult(s -> {
            readings.note(SubjectKind.UNIT, UNIT, "jiaotongju1", "公共资源交易", null);
            readings.note(SubjectKind.UNIT, UNIT, "jiaotongju2", "公共资源交易", null);
            readings.note(SubjectKind.UNIT, UNIT, UNIT + "2", "自查", null);
            readings.note(SubjectKind.UNIT, UNIT, "审批系统接口", "许可", null);
        });
        String no = accepted(record, "own");
        complete("userTask_decideObjection", no, "credit1", ruling("withdrawn"));
        assertThat(standing(record)).isEqualTo(Standing.WITHDRAWN);
        runJobs(no);
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("withdrawn");
        assertThat(notices(no)).as("and whoever read the file in other tests").contains("objection-result:" + UNIT, "objection-shown:jiaotongju", "objection-shown:" + COURT)
                .doesNotContain("objection-shown:" + UNIT).doesNotHaveDuplicates();
        assertThat(body(no, "objection-shown", "jiaotongju")).contains(record.recordNo(), "停止使用原记录", "自查并纠正");
        assertThat(texts(no)).anyMatch(t -> t.contains("另行告知的：审批系统接口"));
        assertThat(archive.get(record.recordNo()).publishableOn(LocalDate.of(2026, 3, 2))).isFalse();
        assertThat(refusalOf(() -> raise(record, UNIT + "1"))).hasMessageContaining("已撤销").extracting(Refusal::kind).isEqualTo(Refusal.Kind.CONFLICT);
    }

    @Test
    void anObjectionThatWasRightCountsForWhoFiledTheRecordOnceItIsClosed() {
        LocalDate day = LocalDate.of(2026, 3, 2);
        CreditRecord record = record(SubjectKind.UNIT, UNIT, RecordKind.JUDGMENT, COURT, REPAIR_FROM);
        String no = accepted(record, "own");
        assertThat(figureRow("objections.upheld", no, day, day)).isEmpty();
        complete("userTask_decideObjection", no, "credit1", ruling("withdrawn"));
        runJobs(no);
        assertThat(ended(no)).isTrue();
        assertThat(figureRow("objections.upheld", no, day, day)).hasValueSatisfying(row -> {
            assertThat(row.unitId()).isEqualTo(COURT);
            assertThat(row.amount()).isEqualByComparingTo("1");
            assertThat(row.words()).contains(no, record.recordNo(), "撤销记录");
            assertThat(row.link()).isEqualTo("/cases/" + no);
        });
        assertThat(figureRow("objections.upheld", no, day.minusDays(9), day.minusDays(1))).isEmpty();
        assertThat(figureRow("objections.upheld", no, day.plusDays(1), day.plusDays(9))).isEmpty();

        String corrected = accepted(unitRecord(), "own");
        complete("userTask_decideObjection", corrected, "credit1", with(with(ruling("corrected"), "facts", "逾期三日履行了付款义务"), "breachClass", "minor"));
        runJobs(corrected);
        assertThat(figureRow("objections.upheld", corrected, day, day)).as("a second look may find otherwise").isEmpty();
        fireTimer("intermediateCatchEvent_settled", corrected);
        assertThat(figureRow("objections.upheld", corrected, day, day)).hasValueSatisfying(row -> assertThat(row.unitId()).isEqualTo(CENTRE));

        String confirmed = accepted(unitRecord(), "own");
        complete("userTask_decideObjection", confirmed, "credit1", ruling("confirmed"));
        runJobs(confirmed);
        fireTimer("intermediateCatchEvent_settled", confirmed);
        assertThat(figureRow("objections.upheld", confirmed, day, day)).isEmpty();

        String persons = as(PERSON, () -> service.raise(personRecord().recordNo(), GROUNDS, null));
        complete("userTask_acceptObjection", persons, "credit1", Map.of("how", "own"));
        complete("userTask_decideObjection", persons, "credit1", ruling("withdrawn"));
        runJobs(persons);
        assertThat(cases.get(persons).outcome()).isEqualTo("withdrawn");
        assertThat(figureRow("objections.upheld", persons, day, day)).as("that a person has a record is nobody's business here").isEmpty();
    }

    /** The unit's and the person's records: only the unit's are in figures, and only while they count. */
    @Test
    void recordsOfUnitsAreInForceUntilTheyEnd() {
        LocalDate day = LocalDate.of(2026, 3, 2);
        CreditRecord record = unitRecord();
        CreditRecord persons = personRecord();
        assertThat(figureRow("credit.records-in-force", record.recordNo(), DAY, day)).hasValueSatisfying(row -> {
            assertThat(row.unitId()).isEqualTo(UNIT);
            assertThat(row.amount()).isEqualByComparingTo("1");
            assertThat(row.words()).contains(record.recordNo(), "违约失信（一般）");
            assertThat(row.link()).isEqualTo("/credit/subjects/unit/" + UNIT);
        });
        assertThat(figureRow("credit.records-in-force", record.recordNo(), DAY, day.minusDays(1))).as("not known then").isEmpty();
        assertThat(figureRow("credit.records-in-force", persons.recordNo(), DAY, day)).isEmpty();
        assertThat(figureRow("credit.serious-records", record.recordNo(), DAY, day)).isEmpty();
        CreditRecord serious = transaction.execute(s -> archive.record(CreditSamples.about("figures-" + System.nanoTime(), SubjectKind.UNIT, UNIT, UNIT, BreachClass.SERIOUS, day),
                registry.unit(UNIT).fullName(), "credit1"));
        assertThat(figureRow("credit.serious-records", serious.recordNo(), day, day)).isPresent();
        assertThat(figureRow("credit.records-in-force", serious.recordNo(), day, day)).as("serious ones are among all").isPresent();
        moveClockTo(LocalDateTime.of(2026, 3, 5, 9, 0));
        end(record, Standing.REPAIRED);
        assertThat(figureRow("credit.records-in-force", record.recordNo(), day, day.plusDays(3))).as("repaired on that day").isEmpty();
        assertThat(figureRow("credit.records-in-force", record.recordNo(), day, day.plusDays(2))).as("but it counted the day before").isPresent();
        String objected = raise(unitRecord(), UNIT + "1");
        assertThat(figureRow("credit.records-in-force", service.get(objected).recordNo(), day, day.plusDays(3))).as("an objection takes nothing away").isPresent();
        LocalDate last = serious.endsOn();
        moveClockTo(last.plusDays(9).atTime(9, 0));
        assertThat(figureRow("credit.serious-records", serious.recordNo(), day, last)).isPresent();
        assertThat(figureRow("credit.serious-records", serious.recordNo(), day, last.plusDays(1))).as("its term is over").isEmpty();
    }

    @Test
    void theUnitThatFiledItAnswersAndSevenDaysCountFromTheObjection() {
        CreditRecord record = record(SubjectKind.UNIT, UNIT, RecordKind.JUDGMENT, COURT, REPAIR_FROM);
        String no = raise(record, UNIT + "head");
        moveClockTo(LocalDateTime.of(2026, 3, 3, 9, 0));
        complete("userTask_acceptObjection", no, "credit1", Map.of("how", "joint"));
        assertThat(refused("userTask_answerObjection", no, UNIT + "1", Map.of("position", "wrong", "answer", "付清了"))).contains("没有权限");
        complete("userTask_answerObjection", no, COURT + "1", Map.of("position", "wrong", "answer", "款项确已付清"));
        assertThat(due("userTask_decideJointObjection", no)).isEqualTo(LocalDate.of(2026, 3, 11));
        assertThat(access.find(no, COURT + "1")).as("who is asked may read the case").isPresent();
        assertThat(access.find(no, "jiaotongju1")).isEmpty();
        complete("userTask_decideJointObjection", no, "credit2", ruling("withdrawn"));
        runJobs(no);
        assertThat(notices(no)).contains("objection-shown:" + COURT);
    }

    @Test
    void anAnswerThatDoesNotComeClimbsTheLadderAndHoldsNothingUp() {
        CreditRecord record = record(SubjectKind.UNIT, UNIT, RecordKind.JUDGMENT, COURT, REPAIR_FROM);
        String no = accepted(record, "joint");
        assertThat(due("userTask_answerObjection", no)).isEqualTo(LocalDate.of(2026, 3, 5));
        moveClockTo(LocalDateTime.of(2026, 3, 6, 0, 5));
        ladder.sweep();
        assertThat(notices(no)).contains("escalation-yellow:" + COURT + "head");
        fireTimer("boundaryEvent_unanswered", no);
        assertThat(openTasks("userTask_answerObjection", no)).isEmpty();
        assertThat(texts(no)).contains("提供单位逾期没有答复，按现有材料处理");
        moveClockTo(LocalDateTime.of(2026, 3, 12, 0, 5));
        ladder.sweep();
        assertThat(notices(no)).as("the office itself is late too").contains("escalation-yellow:creditcentre");
        complete("userTask_decideJointObjection", no, "credit1", ruling("confirmed"));
        runJobs(no);
    }

    @Test
    void aSecondLookByOthersMayChangeTheOutcome() {
        CreditRecord record = unitRecord();
        String no = accepted(record, "own");
        complete("userTask_decideObjection", no, "credit1", ruling("confirmed"));
        assertThat(refusalOf(() -> as(UNIT + "1", () -> service.requestSecondLook(no, "处理结果没有看银行回单")))).hasMessageContaining("还没有送达");
        runJobs(no);
        assertThat(refusalOf(() -> raise(record, UNIT + "1"))).hasMessageContaining(no).hasMessageContaining("请求复查");
        assertThat(refusalOf(() -> as("jiaotongju1", () -> service.requestSecondLook(no, "处理结果没有看银行回单")))).extracting(Refusal::kind).isEqualTo(Refusal.Kind.NOT_FOUND);
        as(UNIT + "1", () -> service.requestSecondLook(no, "处理结果没有看银行回单"));
        assertThat(standing(record)).isEqualTo(Standing.OBJECTED);
        assertThat(refusalOf(() -> as(UNIT + "1", () -> service.requestSecondLook(no, "处理结果没有看银行回单")))).hasMessageContaining("以一次为限");
        assertThat(refused("userTask_reviewObjection", no, "credit1", ruling("withdrawn"))).contains("应当回避");
        complete("userTask_reviewObjection", no, "joint1", ruling("withdrawn"));
        assertThat(standing(record)).isEqualTo(Standing.WITHDRAWN);
        runJobs(no);
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("withdrawn");
        assertThat(body(no, "objection-second-result", UNIT)).contains("撤销记录", "复查以一次为限");
    }

    @Test
    void aSecondLookMayKeepOrCorrectTheCorrection() {
        CreditRecord record = unitRecord();
        String no = accepted(record, "own");
        complete("userTask_decideObjection", no, "credit1", with(ruling("corrected"), "facts", "逾期三日付款"));
        runJobs(no);
        CreditRecord first = archive.get(service.get(no).correctedNo());
        as(UNIT + "1", () -> service.requestSecondLook(no, "更正后的事实仍有错误"));
        assertThat(standing(first)).isEqualTo(Standing.OBJECTED);
        complete("userTask_reviewObjection", no, "credit2", with(ruling("corrected"), "facts", "逾期一日付款"));
        runJobs(no);
        assertThat(standing(first)).isEqualTo(Standing.SUPERSEDED);
        assertThat(archive.get(service.get(no).correctedNo()).facts()).isEqualTo("逾期一日付款");
        assertThat(archive.of(SubjectKind.UNIT, UNIT).stream().filter(r -> r.documentNo().equals(record.documentNo()) && r.standing().counts())).hasSize(1);

        CreditRecord other = unitRecord();
        String kept = accepted(other, "own");
        complete("userTask_decideObjection", kept, "credit1", ruling("confirmed"));
        runJobs(kept);
        as(UNIT + "1", () -> service.requestSecondLook(kept, "请再核对一次回单"));
        complete("userTask_reviewObjection", kept, "joint1", ruling("confirmed"));
        runJobs(kept);
        assertThat(standing(other)).isEqualTo(Standing.IN_FORCE);
        assertThat(cases.get(kept).outcome()).isEqualTo("confirmed");
        assertThat(chain.walk().intact()).isTrue();
    }

    @Test
    void theTimeForASecondLookIsOver() {
        String no = accepted(unitRecord(), "own");
        complete("userTask_decideObjection", no, "credit1", ruling("confirmed"));
        runJobs(no);
        moveClockTo(LocalDateTime.of(2026, 3, 17, 9, 0));
        assertThat(refusalOf(() -> as(UNIT + "1", () -> service.requestSecondLook(no, "处理结果没有看银行回单")))).hasMessageContaining("2026年3月16日届满");
    }

    @Test
    void takenBackByWhoRaisedIt() {
        CreditRecord record = unitRecord();
        String no = raise(record, UNIT + "1");
        assertThat(refusalOf(() -> as(UNIT + "1", () -> service.drop(no, "")))).hasMessageContaining("撤回理由");
        as(UNIT + "head", () -> service.drop(no, "已与法院核对，记录无误"));
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("dropped");
        assertThat(standing(record)).isEqualTo(Standing.IN_FORCE);
        assertThat(refusalOf(() -> as(UNIT + "1", () -> service.drop(no, "再撤回一次试试")))).extracting(Refusal::kind).isEqualTo(Refusal.Kind.CONFLICT);
        raise(record, UNIT + "1");
        assertThat(standing(record)).isEqualTo(Standing.OBJECTED);
    }

    @Test
    void endsWhenTheRecordEndsOtherwise() {
        CreditRecord record = unitRecord();
        String no = raise(record, UNIT + "1");
        end(record, Standing.WITHDRAWN);
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("overtaken");
        assertThat(body(no, "objection-ended", UNIT)).contains("已撤销");
    }

    @Test
    void whatCannotBeObjectedTo() {
        CreditRecord record = unitRecord();
        assertThat(refusalOf(() -> as(UNIT + "1", () -> service.raise(record.recordNo(), " 错 ", null)))).hasMessageContaining("至少5个字");
        assertThat(standing(record)).isEqualTo(Standing.IN_FORCE);
        String no = raise(record, UNIT + "1");
        assertThat(refusalOf(() -> raise(record, UNIT + "head"))).hasMessageContaining(no).hasMessageContaining("正在办理")
                .extracting(Refusal::kind).isEqualTo(Refusal.Kind.CONFLICT);
        for (String stranger : List.of("jiaotongju1", "supervisor1", "credit1", "leader1", "admin")) {
            String words = refusalOf(() -> raise(record, stranger)).getMessage();
            assertThat(words).as(stranger).isEqualTo(refusalOf(() -> as(stranger, () -> service.raise("XY-1999-000001", GROUNDS, null))).getMessage()
                    .replace("XY-1999-000001", record.recordNo()));
        }
        CreditRecord person = personRecord();
        assertThat(refusalOf(() -> raise(person, UNIT + "1"))).as("a colleague's").extracting(Refusal::kind).isEqualTo(Refusal.Kind.NOT_FOUND);
        moveClockTo(LocalDateTime.of(2030, 9, 2, 9, 0));
        assertThat(refusalOf(() -> raise(person, PERSON))).hasMessageContaining("封闭档案");
    }

    @Test
    void aPersonsCaseIsForThePersonTheCentreAndWhoIsAsked() {
        CreditRecord record = personRecord();
        String no = raise(record, PERSON);
        CaseFile file = cases.get(no);
        assertThat(file.title()).doesNotContain(registry.person(PERSON).name());
        for (String person : List.of(UNIT + "1", UNIT + "head", "joint1", "supervisor1", "leader1", "admin", COURT + "head")) {
            assertThat(access.find(no, person)).as(person).isEmpty();
            assertThat(access.list(person, CaseFilter.NONE, 1, 500).cases()).as(person).noneMatch(c -> c.caseNo().equals(no));
        }
        complete("userTask_acceptObjection", no, "credit1", Map.of("how", "joint"));
        for (String person : List.of(PERSON, "credit1", COURT + "head")) {
            assertThat(access.find(no, person)).as(person).isPresent();
            assertThat(access.list(person, CaseFilter.NONE, 1, 500).cases()).as(person).anyMatch(c -> c.caseNo().equals(no));
        }
        assertThat(access.find(no, COURT + "1")).as("the head alone, not the whole unit").isEmpty();
        String brief = String.valueOf(tasks.getVariable(task("userTask_answerObjection", no).getId(), "brief"));
        assertThat(brief).contains("案件页").doesNotContain(GROUNDS, registry.person(PERSON).name(), "付款义务");
        complete("userTask_answerObjection", no, COURT + "head", Map.of("position", "right", "answer", "判决已生效"));
        complete("userTask_decideJointObjection", no, "credit1", ruling("confirmed"));
        runJobs(no);
        assertThat(notices(no)).containsExactly("objection-result:person:" + PERSON);
        as(PERSON, () -> service.requestSecondLook(no, "处理结果没有看银行回单"));
        assertThat(access.find(no, "joint1")).isPresent();
        assertThat(access.find(no, "supervisor1")).isEmpty();
    }

    @Test
    void nobodyHandlesTheirOwnRecordOrTheCentreItsOwn() {
        CreditRecord own = record(SubjectKind.UNIT, CENTRE, RecordKind.JUDGMENT, COURT, REPAIR_FROM);
        String no = raise(own, CENTRE + "1");
        assertThat(offices(no)).containsExactly("jointoffice");
        complete("userTask_acceptObjection", no, "joint1", Map.of("how", "own"));
        complete("userTask_decideObjection", no, "joint1", ruling("confirmed"));
        runJobs(no);
        as(CENTRE + "1", () -> service.requestSecondLook(no, "处理结果没有看银行回单"));
        assertThat(refused("userTask_reviewObjection", no, "joint1", ruling("confirmed"))).contains("应当回避");
        complete("userTask_reviewObjection", no, "leader1", ruling("confirmed"));

        CreditRecord head = record(SubjectKind.PERSON, COURT + "head", RecordKind.JUDGMENT, COURT, REPAIR_FROM);
        String headNo = raise(head, COURT + "head");
        assertThat(refused("userTask_acceptObjection", headNo, "credit1", Map.of("how", "joint"))).as("the head would answer on himself").contains("没有可以征询的其他单位");
    }

    @Test
    void somebodyAtTheCounter() {
        CreditRecord record = record(SubjectKind.ORGANISATION, "91371003MA3C0000XX", RecordKind.PENALTY, COURT, REPAIR_FROM);
        assertThat(refusalOf(() -> raise(record, "credit1"))).hasMessageContaining("怎样核验身份");
        assertThat(refusalOf(() -> as("credit1", () -> service.raise(record.recordNo(), GROUNDS,
                new CameInPerson("某某公司", "身份证370102199001011234", "13800000000"))))).hasMessageContaining("不要填写身份证号码");
        String no = as("credit1", () -> service.raise(record.recordNo(), GROUNDS, new CameInPerson("某某公司", "营业执照和授权委托书原件", "送达地址：文登区某路1号")));
        complete("userTask_acceptObjection", no, "credit2", Map.of("how", "own"));
        complete("userTask_decideObjection", no, "credit2", ruling("confirmed"));
        runJobs(no);
        assertThat(body(no, "objection-result", "creditcentre")).contains("某某公司", "文登区某路1号");
        as("credit2", () -> service.requestSecondLook(no, "当事人认为没有核对回单"));
        assertThat(openTasks("userTask_reviewObjection", no)).hasSize(1);
    }

    private String raise(CreditRecord record, String person) {
        return as(person, () -> service.raise(record.recordNo(), GROUNDS, null));
    }

    private String accepted(CreditRecord record, String how) {
        String no = raise(record, UNIT + "1");
        complete("userTask_acceptObjection", no, "credit1", Map.of("how", how));
        return no;
    }
}
