package org.govintegrity.warning.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.engine.AsSystem;
import org.govintegrity.warning.UnitPending;
import org.govintegrity.warning.WarningService;
import org.govintegrity.warning.WarningSignal;
import org.govintegrity.warning.WarningSweep;
import org.govintegrity.warning.Warnings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

import java.math.BigDecimal;

/** What the models of early warnings name; a bean's name is API for running instances. Variables are ids and routing flags only. */
@Configuration
class WarningProcessBeans {

    private static final String UNIT_SIGNALLED = "warning.unitSignalled";

    private final RuntimeService runtime;
    private final AsSystem system;
    private final WarningSweep sweep;
    private final WarningService service;
    private final Submissions submissions;

    WarningProcessBeans(@Lazy RuntimeService runtime, AsSystem system, @Lazy WarningSweep sweep, @Lazy WarningService service, @Lazy Submissions submissions) {
        this.runtime = runtime;
        this.system = system;
        this.sweep = sweep;
        this.service = service;
        this.submissions = submissions;
    }

    @EventListener
    void on(WarningSignal signal) {
        system.run(() -> {
            if (signal.message().equals(WarningSignal.BEGIN)) {
                runtime.startProcessInstanceByKey(Warnings.KIND, signal.caseNo());
            } else {
                // the letter may have been read after the time for it: then nobody waits any more
                runtime.createMessageCorrelation(signal.message()).processInstanceBusinessKey(signal.caseNo()).correlateAllWithResult();
            }
        });
    }

    /** Weighed in a job of its own after commit: what has happened is not undone because weighing it fails. */
    @EventListener
    void on(UnitPending pending) {
        system.run(() -> runtime.createMessageCorrelation(UNIT_SIGNALLED).setVariable("unitId", pending.unitId()).correlateStartMessage());
    }

    @Bean
    JavaDelegate weighAllUnits() {
        return execution -> sweep.all();
    }

    @Bean
    JavaDelegate weighOneUnit() {
        return execution -> sweep.unit((String) execution.getVariable("unitId"));
    }

    @Bean
    ExecutionListener carryWarning(Cases cases) {
        return execution -> cases.carriedBy(execution.getProcessBusinessKey(), execution.getProcessInstanceId());
    }

    @Bean
    TaskListener recordWarningTriage() {
        return task -> {
            Submission form = submissions.of(task.getId());
            service.triage(caseNo(task), new WarningService.Triage(form.text("decision"), form.text("dismissal"), form.text("words"), form.text("category"),
                    form.text("arrears") == null ? null : new BigDecimal(form.text("arrears")), form.date("arrearsFrom")));
            task.getExecution().setVariable("decision", form.text("decision"));
        };
    }

    @Bean
    JavaDelegate referWarningToComplaint() {
        return execution -> service.toComplaint(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordWarningInspection() {
        return task -> {
            Submission form = submissions.of(task.getId());
            service.considerInspection(caseNo(task), "start".equals(form.text("decision")), form.text("inspectionNo"), form.text("reason"));
        };
    }

    @Bean
    JavaDelegate sendWarningLetter() {
        return execution -> service.sendLetter(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate closeWarning() {
        return execution -> service.close(execution.getProcessBusinessKey());
    }

    private static String caseNo(DelegateTask task) {
        return task.getExecution().getProcessBusinessKey();
    }
}
