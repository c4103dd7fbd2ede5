package org.govintegrity.accountability.process;

import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.govintegrity.accountability.AccountabilityProposal;
import org.govintegrity.accountability.AccountabilityService;
import org.govintegrity.accountability.AccountabilitySignal;
import org.govintegrity.accountability.FormRule;
import org.govintegrity.accountability.Outcome;
import org.govintegrity.casefile.AccountabilityProposed;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.AsSystem;
import org.govintegrity.engine.ModelBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

import java.util.Date;
import java.util.Map;

/** What the model of an accountability case names; a bean's name is API for running instances. */
@Configuration
class AccountabilityProcessBeans {

    private final RuntimeService runtime;
    private final DecisionService decisions;
    private final AsSystem system;
    private final AccountabilityService service;

    AccountabilityProcessBeans(@Lazy RuntimeService runtime, @Lazy DecisionService decisions, AsSystem system, @Lazy AccountabilityService service) {
        this.runtime = runtime;
        this.decisions = decisions;
        this.system = system;
        this.service = service;
    }

    @EventListener
    void on(AccountabilityProposed proposed) {
        system.run(() -> service.open(proposed).ifPresent(caseNo -> runtime.startProcessInstanceByKey(AccountabilityService.KIND, caseNo)));
    }

    @EventListener
    void on(AccountabilitySignal signal) {
        system.run(() -> runtime.createMessageCorrelation(signal.message()).processInstanceBusinessKey(signal.caseNo()).correlate());
    }

    @Bean
    ExecutionListener carryAccountability(Cases cases) {
        return execution -> cases.carriedBy(execution.getProcessBusinessKey(), execution.getProcessInstanceId());
    }

    @Bean
    TaskListener recordAccountabilityProposal(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            service.propose(caseNo(task), new AccountabilityProposal(form.text("personId"), form.text("facts"),
                    form.rows("evidence").stream().map(row -> (String) row.get("text")).toList(), form.text("rule"), form.text("circumstances"),
                    form.text("suggestion"), form.text("recipient")));
        };
    }

    @Bean
    TaskListener recordAccountabilityDecision(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            service.decideProposal(caseNo(task), form.text("decision"), form.text("reason"));
            task.getExecution().setVariable("decision", form.text("decision"));
        };
    }

    @Bean
    TaskListener recordHandOver(Submissions submissions) {
        return task -> service.handOver(caseNo(task), submissions.of(task.getId()).text("letterNo"));
    }

    @Bean
    JavaDelegate serveHandOver() {
        return execution -> service.serveHandOver(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordHandOverReceipt(Submissions submissions) {
        return task -> service.receive(caseNo(task), submissions.of(task.getId()).text("receiptNo"));
    }

    @Bean
    JavaDelegate urgeReply() {
        return execution -> service.urge(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordAccountabilityOutcome(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean action = "action".equals(form.text("result"));
            if (action) {
                if (form.text("form") == null) {
                    throw Refusal.invalid("请选择处理形式。");
                }
                service.outcome(caseNo(task), new Outcome(form(form.text("form")), form.text("personId"), form.number("months"), form.text("documentName"),
                        form.text("documentNo"), form.date("documentDate"), form.flag("leftNoted")));
            } else {
                service.noAction(caseNo(task), form.text("reason"));
            }
            task.getExecution().setVariable("action", action);
        };
    }

    @Bean
    JavaDelegate closeWithoutAction() {
        return execution -> service.closeWithoutAction(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate recordAccountability() {
        return execution -> service.record(execution.getProcessBusinessKey(), formOf(execution));
    }

    @Bean
    JavaDelegate serveAppealRights() {
        return execution -> service.serveAppealRights(execution.getProcessBusinessKey(), formOf(execution));
    }

    @Bean
    JavaDelegate releaseAccountability() {
        return execution -> service.release(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordAppealResult(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            service.appealResult(caseNo(task), form.text("result"), form.text("documentNo"), form.text("words"));
        };
    }

    /** {@code ${accountabilityTerm.end(execution)}}: the end of the last day of the term, or of the time for an appeal. */
    @Bean
    @ModelBean
    AccountabilityTerm accountabilityTerm() {
        return execution -> ChineseDates.endOfDay(service.waitsUntil(execution.getProcessBusinessKey()));
    }

    /** Reached from models by reflection, so it must be public. */
    @FunctionalInterface
    public interface AccountabilityTerm {
        Date end(DelegateExecution execution);
    }

    private FormRule formOf(DelegateExecution execution) {
        return form(service.get(execution.getProcessBusinessKey()).form());
    }

    private FormRule form(String code) {
        DmnDecisionTableResult found = decisions.evaluateDecisionTableByKey("accountability-form").variables(Map.of("form", code)).evaluate();
        if (found.isEmpty()) {
            throw Refusal.invalid("没有名为“" + code + "”的处理形式，请从列表中选择。");
        }
        DmnDecisionRuleResult row = found.getSingleResult();
        return new FormRule(code, row.getEntry("title"), row.getEntry("target"), row.getEntry("recordKind"), row.getEntry("breachClass"),
                ((Number) row.getEntry("months")).intValue(), row.getEntry("firstAppeal"), row.getEntry("secondAppeal"), row.getEntry("basis"));
    }

    private static String caseNo(DelegateTask task) {
        return task.getExecution().getProcessBusinessKey();
    }
}
