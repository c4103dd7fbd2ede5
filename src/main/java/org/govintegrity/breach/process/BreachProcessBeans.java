package org.govintegrity.breach.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.govintegrity.breach.BreachFinding;
import org.govintegrity.breach.BreachFindingService;
import org.govintegrity.breach.BreachFindingWithdrawn;
import org.govintegrity.breach.Proposal;
import org.govintegrity.breach.Verification;
import org.govintegrity.casefile.BreachSuspected;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.engine.AsSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;


/** What the model of a breach finding names; a bean's name is API for running instances. */
@Configuration
class BreachProcessBeans {

    private final RuntimeService runtime;
    private final AsSystem system;
    private final BreachFindingService findings;

    BreachProcessBeans(@Lazy RuntimeService runtime, AsSystem system, @Lazy BreachFindingService findings) {
        this.runtime = runtime;
        this.system = system;
        this.findings = findings;
    }

    /** A clue from another case: its own case, unless that matter has one. */
    @EventListener
    void on(BreachSuspected clue) {
        system.run(() -> findings.open(clue).ifPresent(caseNo -> runtime.startProcessInstanceByKey(BreachFindingService.KIND, caseNo)));
    }

    @EventListener
    void on(BreachFindingWithdrawn withdrawn) {
        system.run(() -> runtime.createMessageCorrelation("breachFinding.withdrawn").processInstanceBusinessKey(withdrawn.caseNo()).correlate());
    }

    @Bean
    ExecutionListener carryBreachFinding(Cases cases) {
        return execution -> cases.carriedBy(execution.getProcessBusinessKey(), execution.getProcessInstanceId());
    }

    /** Sets what the class table and the gateway read. */
    @Bean
    TaskListener recordClueVerification(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            String result = form.text("result");
            task.getExecution().setVariable("clue", result);
            if (!"confirmed".equals(result)) {
                findings.setAside(caseNo(task), "pending".equals(result), form.text("reason"));
                return;
            }
            findings.verify(caseNo(task), new Verification(form.text("kind"), form.text("documentName"), form.text("documentNo"), form.date("documentDate"),
                    form.text("gravity"), form.text("correction"), form.text("facts")));
            BreachFinding finding = findings.get(caseNo(task));
            task.getExecution().setVariable("gravity", finding.gravity());
            task.getExecution().setVariable("source", finding.source());
            task.getExecution().setVariable("correction", finding.correction());
            task.getExecution().setVariable("repeated", findings.repeated(caseNo(task)));
        };
    }

    @Bean
    ExecutionListener recordBreachClass() {
        return execution -> findings.ruled(execution.getProcessBusinessKey(), (String) execution.getVariable("breachClass"));
    }

    @Bean
    JavaDelegate closeUnfoundedClue() {
        return execution -> findings.unfounded(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate exemptBreach() {
        return execution -> findings.exempt(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordFindingProposal(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            findings.propose(caseNo(task), new Proposal(form.text("breachClass"), form.text("basis"), form.list("measures"), form.text("personId")));
        };
    }

    @Bean
    JavaDelegate serveFindingProposal() {
        return execution -> findings.serveProposal(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordDefence(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            findings.defend(caseNo(task), "defend".equals(form.text("answer")), form.text("statement"));
        };
    }

    @Bean
    JavaDelegate noteDefenceLapsed() {
        return execution -> findings.defenceLapsed(execution.getProcessBusinessKey());
    }

    /** Sets what the gateway and the consequence table read. */
    @Bean
    TaskListener recordFindingDecision(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean found = findings.decide(caseNo(task), form.text("decided"), form.text("reasons"), form.text("answer"));
            task.getExecution().setVariable("found", found);
            task.getExecution().setVariable("breachClass", form.text("decided"));
            task.getExecution().setVariable("source", findings.get(caseNo(task)).source());
        };
    }

    @Bean
    JavaDelegate dismissBreach() {
        return execution -> findings.dismiss(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate serveFindingDecision() {
        return execution -> findings.serveDecision(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate recordBreach() {
        return execution -> findings.record(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate proposeAccountability() {
        return execution -> findings.proposeAccountability(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate closeBreachFinding() {
        return execution -> findings.close(execution.getProcessBusinessKey());
    }

    private static String caseNo(DelegateTask task) {
        return task.getExecution().getProcessBusinessKey();
    }
}
