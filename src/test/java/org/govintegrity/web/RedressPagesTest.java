package org.govintegrity.web;

import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.NewRecord;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.credit.Terms;
import org.govintegrity.objection.ObjectionService;
import org.govintegrity.repair.RepairService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/** Objecting and applying for repair on the pages and through the interface. */
class RedressPagesTest extends PageTest {

    @Autowired
    private CreditArchive archive;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private ObjectionService objections;
    @Autowired
    private RepairService repairs;

    @Test
    void theButtonsStandAtTheRecordForThoseWhoMay() {
        String record = record(SubjectKind.UNIT, UNIT, LocalDate.of(2025, 12, 1));
        String early = record(SubjectKind.UNIT, UNIT, LocalDate.of(2026, 6, 2));
        String own = visitAs(UNIT + "1", "/units/" + UNIT).text();
        assertThat(own).contains("/credit/records/" + record + "/objection", "/credit/records/" + record + "/repair", "/credit/records/" + early + "/objection",
                "2026年6月2日起可以申请修复").doesNotContain("/credit/records/" + early + "/repair");
        assertThat(visitAs("supervisor1", "/units/" + UNIT).text()).contains(record).doesNotContain("/objection", "/repair");
        String no = as(UNIT + "1", () -> objections.raise(record, "款项已经付清，记录有误", null));
        assertThat(visitAs(UNIT + "head", "/units/" + UNIT).text()).contains("异议" + no + "正在办理").doesNotContain("/credit/records/" + record + "/objection");
    }

    @Test
    void anObjectionIsRaisedFollowedAndLookedAtASecondTimeOnThePages() {
        String record = record(SubjectKind.UNIT, UNIT, LocalDate.of(2025, 12, 1));
        assertThat(visitAs(UNIT + "1", "/credit/records/" + record + "/objection").text()).contains("没有按期付款", "三个工作日内处理").doesNotContain("怎样核验身份");
        Answer bad = send(UNIT + "1", "/credit/records/" + record + "/objection", Map.of("grounds", List.of("错<b>")));
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.text()).contains("至少5个字", "错&lt;b&gt;");
        Answer raised = send(UNIT + "1", "/credit/records/" + record + "/objection", Map.of("grounds", List.of("款项已经付清，记录有误")));
        assertThat(raised.status()).isEqualTo(302);
        String no = raised.location().replaceAll(".*/", "");
        Answer twice = send(UNIT + "head", "/credit/records/" + record + "/objection", Map.of("grounds", List.of("款项已经付清，记录有误")));
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.text()).contains(no);
        assertThat(visitAs(UNIT + "1", "/cases/" + no).text()).contains("信用异议", "款项已经付清，记录有误", "尚未作出或者尚未送达", "/redress/withdraw");
        assertThat(visitAs("jiaotongju1", "/cases/" + no).status()).isEqualTo(404);
        complete("userTask_acceptObjection", no, "credit1", Map.of("how", "own"));
        complete("userTask_decideObjection", no, "credit1", Map.of("outcome", "confirmed", "reasons", "银行回单不是本案款项"));
        assertThat(visitAs(UNIT + "1", "/cases/" + no).text()).as("not before it is served").doesNotContain("银行回单不是本案款项");
        assertThat(visitAs("credit1", "/cases/" + no).text()).contains("银行回单不是本案款项");
        runJobs(no);
        assertThat(visitAs(UNIT + "1", "/cases/" + no).text()).contains("银行回单不是本案款项", "维持原记录", "/redress/second-look").doesNotContain("/redress/withdraw");
        assertThat(send(UNIT + "1", "/cases/" + no + "/redress/second-look", Map.of("grounds", List.of("回单就是本案款项，请再核对"))).status()).isEqualTo(302);
        assertThat(objections.get(no).secondGrounds()).isEqualTo("回单就是本案款项，请再核对");
        assertThat(openTasks("userTask_reviewObjection", no)).hasSize(1);
    }

    @Test
    void aRepairShowsItsConditionsOneByOne() {
        String record = record(SubjectKind.UNIT, UNIT, LocalDate.of(2025, 12, 1));
        assertThat(visitAs(UNIT + "1", "/credit/records/" + record + "/repair").text())
                .contains("1. 最短期限已满", "2. 失信行为已纠正", "3. 相关义务已履行", "4. 已公开作出信用承诺", "自2025年12月1日起可以申请");
        Answer missing = send(UNIT + "1", "/credit/records/" + record + "/repair", Map.of("correction", List.of("已付清工程款")));
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.text()).contains("相关义务怎样履行、信用承诺、同意公开信用承诺", "已付清工程款");
        Answer applied = send(UNIT + "1", "/credit/records/" + record + "/repair", Map.of("correction", List.of("已付清工程款"), "duty", List.of("赔偿了利息"),
                "commitment", List.of("今后按期履约"), "madePublic", List.of("true")));
        assertThat(applied.status()).isEqualTo(302);
        String no = applied.location().replaceAll(".*/", "");
        assertThat(visitAs(UNIT + "1", "/cases/" + no).text()).contains("修复条件", "由区法院决定", "待判断", "赔偿了利息", "/redress/withdraw");
        assertThat(visitAs("fayuan1", "/cases/" + no).text()).as("who decides reads the case").contains("赔偿了利息");
        send(UNIT + "1", "/cases/" + no + "/redress/withdraw", Map.of("reason", List.of("材料没有备齐，稍后再来")));
        assertThat(cases.get(no).outcome()).isEqualTo("dropped");
        String early = record(SubjectKind.UNIT, UNIT, LocalDate.of(2026, 6, 2));
        assertThat(callAs(UNIT + "1", "/api/v1/credit/records/" + early + "/repair", "{}").status()).isEqualTo(422);
    }

    @Test
    void aPersonsNoticeIsForThatPersonAlone() {
        String record = record(SubjectKind.PERSON, UNIT + "2", LocalDate.of(2025, 12, 1));
        assertThat(visitAs(UNIT + "2", "/credit/people/" + UNIT + "2").text()).contains("/credit/records/" + record + "/objection");
        assertThat(visitAs(UNIT + "head", "/credit/people/" + UNIT + "2").text()).contains("用途").doesNotContain("/objection");
        Answer raised = callAs(UNIT + "2", "/api/v1/credit/records/" + record + "/objection", "{\"grounds\":\"判决已经改判，记录有误\"}");
        assertThat(raised.status()).isEqualTo(201);
        String no = raised.location().replaceAll(".*/", "");
        complete("userTask_acceptObjection", no, "credit1", Map.of("how", "own"));
        complete("userTask_decideObjection", no, "credit1", Map.of("outcome", "withdrawn", "reasons", "改判属实，予以撤销"));
        runJobs(no);
        String notice = jdbc.sql("select notice_no from notice where case_no = ? and template = 'objection-result'").param(no).query(String.class).single();
        assertThat(visitAs(UNIT + "2", "/notices").text()).contains(notice);
        for (String other : List.of(UNIT + "1", UNIT + "head", "supervisor1", "admin")) {
            assertThat(visitAs(other, "/notices/" + notice).status()).as(other).isEqualTo(404);
            assertThat(visitAs(other, "/notices").text()).as(other).doesNotContain(notice);
        }
        assertThat(visitAs(UNIT + "2", "/notices/" + notice).text()).contains("改判属实，予以撤销");
        assertThat(visitAs(UNIT + "2", "/cases/" + no).text()).contains("撤销记录");
        for (String other : List.of("supervisor1", "joint1", "leader1", "admin")) {
            assertThat(visitAs(other, "/cases?q=" + no).text()).as(other).doesNotContain("/cases/" + no);
        }
        assertThat(visitAs("credit1", "/cases?q=" + no).text()).contains("/cases/" + no);
        assertThat(repairs.runningOn(record)).isEmpty();
    }

    private String record(SubjectKind kind, String subjectId, LocalDate repairFrom) {
        String key = UUID.randomUUID().toString();
        return transaction.execute(s -> archive.record(new NewRecord(key, kind, subjectId, UNIT, null, RecordKind.JUDGMENT, BreachClass.GENERAL, "三.8", "没有按期付款",
                "民事判决书", "民初" + key.substring(0, 6), LocalDate.of(2025, 9, 1), "责令付款", new Terms(kind == SubjectKind.UNIT, repairFrom, LocalDate.of(2028, 9, 1),
                LocalDate.of(2030, 9, 1), "信用修复管理办法"), null, false, "测试", "GJ-1", "fayuan"),
                kind == SubjectKind.UNIT ? registry.unit(subjectId).fullName() : registry.person(subjectId).name(), "credit1").recordNo());
    }
}
