package org.govintegrity.web;

import org.govintegrity.casefile.PublicationWanted;
import org.govintegrity.publication.DocumentGate;
import org.govintegrity.publication.PublicDocuments;
import org.govintegrity.publication.PublicationLog;
import org.govintegrity.publication.PublicationService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** Texts at the publication gate: what the reviewer sees, what everybody sees, and how it comes down again. */
class DocumentGateTest extends PageTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired private ApplicationEventPublisher events;
    @Autowired private TransactionTemplate transaction;
    @Autowired private DocumentGate gate;
    @Autowired private PublicDocuments documents;
    @Autowired private PublicationService publications;
    @Autowired private PublicationLog log;

    private String origin;

    @BeforeEach
    void anOriginOfItsOwn() {
        moveClockTo(LocalDateTime.of(2026, 3, 2, 9, 0));
        origin = "KP-测试-" + NUMBER.incrementAndGet();
    }

    @Test
    void whatPassesIsReadByEverybodyWithoutWhatPointsToAPerson() {
        String person = registry.person("caizhengju1").name();
        String no = wanted("考核结果" + origin, "财政局经办人" + person + "，电话13812345678");
        assertThat(String.valueOf(tasks.getVariable(task("userTask_reviewSecrecy", no).getId(), "brief"))).contains("考核结果").contains("91.20").doesNotContain("13812345678").doesNotContain(person);
        complete("userTask_reviewSecrecy", no, "credit1", Map.of("decision", "all"));
        assertThat(visit("/public/documents/" + no).status()).isEqualTo(404);
        complete("userTask_reviewPrivacy", no, "credit1", Map.of("decision", "all"));
        runJobs(no);
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("published");
        assertThat(visit("/public/documents?q=" + origin).text()).contains("考核结果" + origin, "政务诚信考核评价结果");
        assertThat(visit("/public/documents/" + no).text()).contains("考核结果" + origin, "区财政局", "91.20", "138******78", "政府信息公开条例").doesNotContain("13812345678").doesNotContain(person);
        assertThat(visit("/public/documents.json?q=" + origin).text()).contains("\"documentNo\":\"" + no + "\"", log.of(no).get(0).contentHash());
        assertThat(log.walk().intact()).isTrue();
        assertThat(visitAs("credit1", "/cases/" + no).text()).contains("拟公开的文字", "公开中", "公众看到的页面");
        assertThat(visitAs("credit1", "/publication").text()).contains(no, "考核结果" + origin, "/publication/" + no + "/take-down");
    }

    @Test
    void aSecretIsNotPublishedAndItsReasonStays() {
        String no = wanted("涉密结果" + origin, "内容");
        assertThat(refusalOf(() -> complete("userTask_reviewSecrecy", no, "credit1", Map.of("decision", "none", "reason", "密")))).hasMessageContaining("至少5个字");
        assertThat(refusalOf(() -> complete("userTask_reviewSecrecy", no, "credit1",
                Map.of("decision", "some", "rows", List.of(Map.of("recordNo", "XY-1", "reason", "含有工作秘密")))))).hasMessageContaining(no);
        complete("userTask_reviewSecrecy", no, "credit1", Map.of("decision", "none", "reason", "含有工作秘密"));
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("withheld");
        assertThat(gate.get(no)).satisfies(item -> {
            assertThat(item.state()).isEqualTo("withheld");
            assertThat(item.gate()).isEqualTo("secrecy");
            assertThat(item.reason()).isEqualTo("含有工作秘密");
        });
        assertThat(documents.find(origin, 1, 10).total()).isZero();
    }

    @Test
    void aNewerOneTakesThePlaceOfTheEarlier() {
        String first = published("结果" + origin + "第一版");
        String second = wanted("结果" + origin + "第二版", "更正后");
        String third = wanted("结果" + origin + "第三版", "再次更正");
        assertThat(gate.get(second).state()).as("gives way while under review").isEqualTo("withheld");
        assertThat(gate.get(first).state()).as("stays until the newer one has passed").isEqualTo("published");
        pass(third);
        assertThat(gate.get(first)).satisfies(item -> {
            assertThat(item.state()).isEqualTo("taken-down");
            assertThat(item.reason()).contains(third);
        });
        assertThat(documents.find(origin, 1, 10).documents()).singleElement().satisfies(d -> assertThat(d.document().documentNo()).isEqualTo(third));
        assertThat(log.of(first)).extracting(PublicationLog.Act::act).containsExactly("publish", "take-down");
    }

    @Test
    void comesDownAtTheEndOfItsTermAndByHand() {
        String no = published("结果" + origin);
        String other = published("另一份" + origin, origin + "-2");
        assertThat(refusalOf(() -> as("credit1", () -> gate.takeDownByHand(other, "密")))).hasMessageContaining("至少5个字");
        as("credit1", () -> gate.takeDownByHand(other, "发现内容有误，先行撤下"));
        assertThat(refusalOf(() -> as("credit1", () -> gate.takeDownByHand(other, "再撤一次也没有用")))).hasMessageContaining("没有公开");
        assertThat(visit("/public/documents/" + other).status()).isEqualTo(404);
        moveClockTo(gate.get(no).shownUntil().atTime(12, 0));
        publications.sweep();
        assertThat(visit("/public/documents/" + no).status()).isEqualTo(200);
        moveClockTo(gate.get(no).shownUntil().plusDays(1).atTime(0, 30));
        assertThat(visit("/public/documents/" + no).status()).as("by date, the job may be late").isEqualTo(404);
        publications.sweep();
        publications.sweep();
        assertThat(log.of(no)).extracting(PublicationLog.Act::act).containsExactly("publish", "take-down");
    }

    @Test
    void aChangedTextIsFoundByTheLog() {
        String no = published("结果" + origin);
        jdbc.sql("update publication_document set shown = replace(shown, '91.20', '95.20') where case_no = ?").param(no).update();
        assertThat(log.walk()).satisfies(report -> {
            assertThat(report.intact()).isFalse();
            assertThat(report.problem()).contains(no);
        });
        jdbc.sql("update publication_document set shown = replace(shown, '95.20', '91.20') where case_no = ?").param(no).update();
        assertThat(log.walk().intact()).isTrue();
    }

    @Test
    void aCaseEndedFromOutsideShowsNothing() {
        String no = wanted("结果" + origin, "内容");
        runtime.deleteProcessInstance(runtime.createProcessInstanceQuery().processInstanceBusinessKey(no).singleResult().getId(), "test");
        assertThat(gate.get(no).state()).isEqualTo("withheld");
        assertThat(cases.get(no).open()).isFalse();
    }

    private String published(String title) {
        return published(title, origin);
    }

    private String published(String title, String from) {
        String no = wanted(title, "内容", from);
        pass(no);
        assertThat(gate.get(no).state()).isEqualTo("published");
        return no;
    }

    private void pass(String no) {
        complete("userTask_reviewSecrecy", no, "credit1", Map.of("decision", "all"));
        complete("userTask_reviewPrivacy", no, "credit1", Map.of("decision", "all"));
        runJobs(no);
    }

    private String wanted(String title, String paragraph) {
        return wanted(title, paragraph, origin);
    }

    private String wanted(String title, String paragraph, String from) {
        transaction.executeWithoutResult(s -> events.publishEvent(new PublicationWanted(from, "evaluation-result", title, List.of(paragraph), List.of("单位", "得分"),
                List.of(List.of("区财政局", "91.20")))));
        return jdbc.sql("select case_no from publication_document where origin_no = ? order by case_no desc fetch first 1 rows only").param(from).query(String.class).single();
    }
}
