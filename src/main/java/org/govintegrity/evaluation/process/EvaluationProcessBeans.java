package org.govintegrity.evaluation.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.engine.AsSystem;
import org.govintegrity.engine.ModelBean;
import org.govintegrity.evaluation.EvaluationService;
import org.govintegrity.evaluation.EvaluationSignal;
import org.govintegrity.evaluation.UnitEvaluations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

import java.util.List;
import java.util.Optional;

/** What the models of the yearly evaluation name; a bean's name is API for running instances. */
@Configuration
class EvaluationProcessBeans {

    private final RuntimeService runtime;
    private final AsSystem system;
    private final EvaluationService evaluations;
    private final UnitEvaluations units;

    EvaluationProcessBeans(@Lazy RuntimeService runtime, AsSystem system, @Lazy EvaluationService evaluations, @Lazy UnitEvaluations units) {
        this.runtime = runtime;
        this.system = system;
        this.evaluations = evaluations;
        this.units = units;
    }

    @EventListener
    void on(EvaluationSignal signal) {
        system.run(() -> {
            switch (signal.kind()) {
                case OPENED -> start("evaluation.opened", signal.caseNo());
                case CANCELLED -> tell("evaluation.cancelled", signal.caseNo());
                case UNIT_LEFT -> tell("evaluation.unitLeft", signal.caseNo());
            }
        });
    }

    /** A process that the timer has started has no number before {@code openEvaluationYear} gives it one. */
    @Bean
    ExecutionListener carryEvaluation(Cases cases) {
        return execution -> {
            if (execution.getProcessBusinessKey() != null) {
                cases.carriedBy(execution.getProcessBusinessKey(), execution.getProcessInstanceId());
            }
        };
    }

    /** At the end of a process that was ended from outside: no open case is left behind, and no year waits for such a unit. */
    @Bean
    ExecutionListener leaveNoOpenEvaluation() {
        return execution -> {
            String caseNo = execution.getProcessBusinessKey();
            if (execution.isCanceled() && caseNo != null) {
                evaluations.abandon(caseNo);
            }
        };
    }

    @Bean
    ExecutionListener leaveNoOpenUnitEvaluation() {
        return execution -> {
            if (execution.isCanceled()) {
                units.abandon(execution.getProcessBusinessKey());
                report(execution.getProcessBusinessKey());
            }
        };
    }

    /** Sets what the gateway reads. */
    @Bean
    JavaDelegate openEvaluationYear(Cases cases) {
        return execution -> {
            Optional<String> opened = evaluations.openUnlessThere();
            opened.ifPresent(caseNo -> {
                execution.setProcessBusinessKey(caseNo);
                cases.carriedBy(caseNo, execution.getProcessInstanceId());
            });
            execution.setVariable("opened", opened.isPresent());
        };
    }

    @Bean
    JavaDelegate freezeEvaluationCohort() {
        return execution -> evaluations.freezeCohort(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate collectEvaluationFigure() {
        return execution -> more(execution, evaluations.collectNext(execution.getProcessBusinessKey()));
    }

    @Bean
    TaskListener recordEvaluationStart(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean start = "start".equals(form.text("decision"));
            evaluations.confirmStart(caseNo(task), start, form.text("reason"));
            task.getExecution().setVariable("start", start);
        };
    }

    /** Independent instances, some each job: what starts them commits with their cases or not at all. */
    @Bean
    JavaDelegate startUnitEvaluations() {
        return execution -> {
            String caseNo = execution.getProcessBusinessKey();
            evaluations.openNext(caseNo).forEach(unitCaseNo -> start("evaluation.unitStarted", unitCaseNo));
            more(execution, evaluations.moreToOpen(caseNo));
        };
    }

    @Bean
    JavaDelegate rankEvaluatedUnits() {
        return execution -> evaluations.rank(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordEvaluationPanel(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean submit = "submit".equals(form.text("decision"));
            evaluations.panel(caseNo(task), submit, form.text("units"), form.text("reason"));
            task.getExecution().setVariable("submitted", submit);
        };
    }

    @Bean
    TaskListener recordEvaluationApproval(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean approved = "approve".equals(form.text("decision"));
            evaluations.approve(caseNo(task), approved, form.text("reason"));
            task.getExecution().setVariable("approved", approved);
        };
    }

    /** Whoever failed owes a plan, in a process of their own: the year does not wait for it. */
    @Bean
    JavaDelegate serveEvaluationResults() {
        return execution -> {
            String caseNo = execution.getProcessBusinessKey();
            evaluations.tellNext(caseNo).forEach(unitCaseNo -> start("evaluation.unitFailed", unitCaseNo));
            more(execution, evaluations.moreToTell(caseNo));
        };
    }

    @Bean
    JavaDelegate handOverEvaluation() {
        return execution -> evaluations.handOver(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordEvaluationReceipt(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            evaluations.confirmHandOver(caseNo(task), form.text("receivedBy"), form.date("receivedOn"), form.text("receiptNo"));
        };
    }

    @Bean
    JavaDelegate cancelUnitEvaluations() {
        return execution -> {
            String caseNo = execution.getProcessBusinessKey();
            evaluations.cancelNext(caseNo).forEach(unitCaseNo -> tell("evaluation.unitLeft", unitCaseNo));
            more(execution, evaluations.moreToCancel(caseNo));
        };
    }

    @Bean
    TaskListener recordSelfReport(Submissions submissions) {
        return task -> units.selfReport(caseNo(task), submissions.of(task.getId()).rows("rows"));
    }

    @Bean
    JavaDelegate noteNoSelfReport() {
        return execution -> units.noReport(execution.getProcessBusinessKey());
    }

    /** Sets what the gateway reads; the figures themselves were frozen for all units together. */
    @Bean
    JavaDelegate prepareUnitScoring() {
        return execution -> execution.setVariable("sampled", units.checkedOnTheSpot(execution.getProcessBusinessKey()));
    }

    @Bean
    TaskListener recordReportCheck(Submissions submissions) {
        return task -> units.spotCheck(caseNo(task), submissions.of(task.getId()).rows("rows"));
    }

    /** {@code ${evaluationLeads.of(execution)}}: the groups that score side by side. */
    @Bean
    @ModelBean
    EvaluationLeads evaluationLeads() {
        return execution -> units.leads(execution.getProcessBusinessKey());
    }

    /** Reached from models by reflection, so it must be public. */
    @FunctionalInterface
    public interface EvaluationLeads {
        List<String> of(DelegateExecution execution);
    }

    @Bean
    TaskListener recordClauseScore(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            units.scoreClause(caseNo(task), form.item(), form.rows("rows"));
        };
    }

    @Bean
    JavaDelegate draftUnitScore() {
        return execution -> units.draft(execution.getProcessBusinessKey());
    }

    /** Sets what the gateway reads. */
    @Bean
    TaskListener recordDraftAnswer(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean objected = "object".equals(form.text("answer"));
            units.respond(caseNo(task), objected, objected ? form.rows("rows") : List.of());
            task.getExecution().setVariable("objected", objected);
        };
    }

    @Bean
    JavaDelegate noteDraftAccepted() {
        return execution -> units.acceptedSilently(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordEvaluationObjection(Submissions submissions) {
        return task -> units.decide(caseNo(task), submissions.of(task.getId()).rows("rows"));
    }

    /** Sets what the gateway reads. */
    @Bean
    JavaDelegate finishUnitScore() {
        return execution -> execution.setVariable("falsified", units.finish(execution.getProcessBusinessKey()));
    }

    @Bean
    JavaDelegate suspectFalsifiedEvidence() {
        return execution -> units.suspectBreach(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate reportUnitToYear() {
        return execution -> report(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate noteEvaluationPlanOwed() {
        return execution -> units.notePlanOwed(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate noteEvaluationMended() {
        return execution -> units.noteMended(execution.getProcessBusinessKey(), (String) execution.getVariable("rectificationOutcome"));
    }

    @Bean
    JavaDelegate referUnmendedEvaluation() {
        return execution -> units.referUnmended(execution.getProcessBusinessKey(), (String) execution.getVariable("rectificationOutcome"));
    }

    /** Of several last ones that find the year complete, the first wakes it; the others find nobody waiting. */
    private void report(String unitCaseNo) {
        units.lastOfYear(unitCaseNo).ifPresent(caseNo -> tell("evaluation.allUnitsEnded", caseNo));
    }

    private void start(String message, String caseNo) {
        runtime.createMessageCorrelation(message).processInstanceBusinessKey(caseNo).correlateStartMessage();
    }

    /** To whoever waits for it, which may be nobody. */
    private void tell(String message, String caseNo) {
        runtime.createMessageCorrelation(message).processInstanceBusinessKey(caseNo).correlateAllWithResult();
    }

    private static void more(DelegateExecution execution, boolean more) {
        execution.setVariable("more", more);
    }

    private static String caseNo(DelegateTask task) {
        return task.getExecution().getProcessBusinessKey();
    }
}
