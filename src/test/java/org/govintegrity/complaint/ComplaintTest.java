package org.govintegrity.complaint;

import org.govintegrity.casefile.CaseFile;
import org.govintegrity.escalation.EscalationService;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Base of tests of complaints: taken in, dispatched, verified by two people and answered. */
abstract class ComplaintTest extends ProcessTest {

    static final String ACCUSED = "jieshi";
    static final String HANDLER = "fagaiju";
    static final Informer WANG = new Informer("王大川", "13806310001", null, null);

    @Autowired Complaints complaints;
    @Autowired ComplaintService service;
    @Autowired ComplaintConsequences consequences;
    @Autowired ComplaintPublicity publicity;
    @Autowired FollowUp followUp;
    @Autowired Correspondence letters;
    @Autowired Informers informers;
    @Autowired ComplaintFiles files;
    @Autowired EscalationService escalations;

    /** What other tests have had upheld against the same body does not count here. */
    @BeforeEach
    void nothingUpheldBefore() {
        jdbc.sql("update complaint_consequence set revoked_on = upheld_on where revoked_on is null").update();
    }

    static NewComplaint wanted(Category category, Naming naming, String facts) {
        boolean arrears = category == Category.ARREARS;
        return new NewComplaint(Channel.PORTAL, naming, category, ACCUSED, facts, arrears ? new BigDecimal("100000") : null, arrears ? LocalDate.of(2025, 11, 2) : null,
                naming == Naming.ANONYMOUS ? Informer.UNKNOWN : WANG, List.of(), null, null, true);
    }

    Receipt received(Category category, String facts) {
        return complaints.register(wanted(category, Naming.NAMED, facts));
    }

    Receipt received() {
        return received(Category.INVESTMENT, "招商时承诺的厂房租金补贴一直没有兑现，已经两年");
    }

    String accepted(String no) {
        complete("userTask_precheckComplaint", no, "credit1", Map.of("decision", "accept", "handler", HANDLER));
        runJobs(no);
        complete("userTask_acceptComplaint", no, HANDLER + "1", Map.of("contact", "李主任 8451000"));
        return no;
    }

    static Map<String, Object> finding(String finding) {
        Map<String, Object> form = new LinkedHashMap<>(Map.of("facts", "查阅合同和付款凭证", "finding", finding, "reasons", "合同约定清楚，没有兑现", "answer", "经核实，补贴应当兑现"));
        if (!finding.equals("unfounded")) {
            form.put("gravity", "general");
            form.put("problems", List.of(Map.of("text", "租金补贴没有兑现")));
        }
        return form;
    }

    void answered(String no, Map<String, Object> finding) {
        complete("userTask_verifyComplaint", no, HANDLER + "1", finding);
        complete("userTask_confirmFinding", no, HANDLER + "2", Map.of("decision", "agree"));
        runJobs(no);
    }

    void answered(String no, String finding) {
        answered(no, finding(finding));
    }

    /** Upheld and with its consequences begun. @return case of the consequences */
    String upheld(Category category) {
        Receipt receipt = received(category, "承诺的事项没有兑现，多次催办没有结果" + System.nanoTime());
        accepted(receipt.caseNo());
        answered(receipt.caseNo(), "upheld");
        String consequence = complaints.get(receipt.caseNo()).consequenceNo();
        runJobs(consequence);
        return consequence;
    }

    String rectification(String consequence) {
        String no = child(consequence, "rectification");
        runJobs(no);
        return no;
    }

    String child(String parent, String kind) {
        return cases.children(parent).stream().filter(c -> c.kind().equals(kind)).map(CaseFile::caseNo).findFirst().orElseThrow();
    }

    Complaint get(Receipt receipt) {
        return followUp.find(receipt.caseNo(), receipt.code());
    }

    LocalDate due(String taskKey, String no) {
        return book.get(task(taskKey, no).getId()).dueOn();
    }

    List<String> notices(String no) {
        return jdbc.sql("select template || ':' || addressee from notice where case_no = ?").param(no).query(String.class).list();
    }

    List<String> told(String no) {
        return letters.of(no).stream().map(Message::text).toList();
    }

    List<String> texts(String no) {
        return cases.timeline(no).stream().map(e -> e.text()).toList();
    }

    void endsAs(String no, String outcome, String state) {
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo(outcome);
        assertThat(complaints.get(no).state()).isEqualTo(state);
    }
}
