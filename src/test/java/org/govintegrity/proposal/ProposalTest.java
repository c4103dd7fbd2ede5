package org.govintegrity.proposal;

import org.govintegrity.escalation.EscalationService;
import org.govintegrity.evidence.EvidenceService;
import org.govintegrity.evidence.NewEvidence;
import org.govintegrity.evidence.Samples;
import org.govintegrity.scenario.ProcessTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** Base of the tests of proposals: takes one to any of its steps. */
abstract class ProposalTest extends ProcessTest {

    static final String UNIT = "jiaotongju";
    static final String OTHER = "zhujianju";
    private static final AtomicInteger NUMBER = new AtomicInteger(1000);

    @Autowired Proposals proposals;
    @Autowired Promises promises;
    @Autowired ProposalService service;
    @Autowired EscalationService escalations;
    @Autowired EvidenceService evidence;

    static NewProposal wanted(ProposalKind kind, boolean confidential, String... joint) {
        return new NewProposal(kind, "十九届五次会议", String.valueOf(NUMBER.incrementAndGet()), "关于完善农村公交站点的建议", "农村公交站点少、间隔大，建议增设。", "于海",
                List.of(joint), confidential, false);
    }

    String registered(String... joint) {
        return as("supervisor1", () -> proposals.register(wanted(ProposalKind.SUGGESTION, false, joint)));
    }

    String dispatched(List<String> joint, String... assisting) {
        String no = registered(joint.toArray(String[]::new));
        complete("userTask_designateUnits", no, "supervisor1", Map.of("how", "whole", "lead", UNIT, "assisting", List.of(assisting)));
        runJobs(no);
        return no;
    }

    void acceptAndContact(String no, String unit) {
        complete("userTask_acceptProposal", no, unit + "1", Map.of("contact", "王科长 8451234"));
        complete("userTask_contactDeputy", no, unit + "1", Map.of("contactedOn", today().toString(), "way", "face", "who", "于海", "record", "代表希望先解决界石镇"));
        runJobs(no);
    }

    static Map<String, Object> answer(String answerClass) {
        return new LinkedHashMap<>(Map.of("answerClass", answerClass, "text", "已在界石镇增设站点六处"));
    }

    void answered(String no, String answerClass, String... promised) {
        acceptAndContact(no, UNIT);
        Map<String, Object> form = answer(answerClass);
        if (promised.length > 0) {
            form.put("promises", List.of(Map.of("text", "增设站点四处", "dueOn", promised[0])));
        }
        complete("userTask_draftAnswer", no, UNIT + "1", form);
        complete("userTask_signAnswer", no, UNIT + "head", Map.of("decision", "sign"));
        runJobs(no);
    }

    void delivered(String no, String sfx, String way) {
        for (var task : openTasks("userTask_deliverAnswer" + sfx, no)) {
            as(UNIT + "1", () -> forms.submitTaskForm(task.getId(), Map.of("deliveredOn", today().toString(), "way", way)));
        }
        runJobs(no);
    }

    void opinions(String no, String sfx, String result) {
        for (var task : openTasks("userTask_recordOpinion" + sfx, no)) {
            as("supervisor1", () -> forms.submitTaskForm(task.getId(), Map.of("opinionOn", today().toString(), "attitude", "satisfied", "result", result, "remarks", "站点仍然不够")));
            runJobs(no);
        }
        runJobs(no);
    }

    void secondAnswer(String no) {
        Map<String, Object> form = answer("A");
        form.put("heard", "当面再次听取了意见");
        complete("userTask_draftAnswerAgain", no, UNIT + "1", form);
        complete("userTask_signAnswerAgain", no, UNIT + "head", Map.of("decision", "sign"));
        runJobs(no);
        delivered(no, "Again", "face");
    }

    void prove(String no, String taskId, String person) {
        as(person, () -> evidence.add(new NewEvidence(no, taskId, "验收单.pdf", "站点验收", person, false), new ByteArrayResource(Samples.pdf(UUID.randomUUID().toString()))));
    }

    LocalDate due(String taskKey, String no) {
        return book.get(task(taskKey, no).getId()).dueOn();
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    List<String> notices(String no) {
        return jdbc.sql("select template || ':' || addressee from notice where case_no = ?").param(no).query(String.class).list();
    }

    List<String> texts(String no) {
        return cases.timeline(no).stream().map(e -> e.text()).toList();
    }

    void endsAs(String no, String outcome) {
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo(outcome);
        assertThat(proposals.get(no).state()).isEqualTo("closed");
    }
}
