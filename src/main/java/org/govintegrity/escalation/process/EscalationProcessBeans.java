package org.govintegrity.escalation.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.engine.AsSystem;
import org.govintegrity.escalation.EscalationEvent;
import org.govintegrity.escalation.EscalationService;
import org.govintegrity.escalation.LadderService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

/** What the escalation model names, and what starts its parts. */
@Configuration
class EscalationProcessBeans {

    private final RuntimeService runtime;
    private final AsSystem system;
    private final Cases cases;

    EscalationProcessBeans(@Lazy RuntimeService runtime, AsSystem system, Cases cases) {
        this.runtime = runtime;
        this.system = system;
        this.cases = cases;
    }

    @EventListener
    void on(EscalationEvent event) {
        system.run(() -> {
            ProcessInstance started = runtime.createMessageCorrelation(event.message()).processInstanceBusinessKey(event.caseNo()).correlateStartMessage();
            cases.carriedBy(event.caseNo(), started.getId());
        });
    }

    @Bean
    JavaDelegate sweepDeadlines(LadderService ladder) {
        return execution -> ladder.sweep();
    }

    @Bean
    TaskListener recordDesignation(EscalationService escalations, Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            escalations.designate(caseNo(task), form.text("unit"), form.text("reason"));
        };
    }

    @Bean
    TaskListener recordExtensionDecision(EscalationService escalations, Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            escalations.decideExtension(caseNo(task), "grant".equals(form.text("decision")), form.text("reason"));
        };
    }

    @Bean
    TaskListener recordInterview(EscalationService escalations, Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            escalations.recordInterview(caseNo(task), form.date("heldOn"), form.text("attended"), form.text("record"), form.text("demands"));
        };
    }

    private static String caseNo(DelegateTask task) {
        return task.getExecution().getProcessBusinessKey();
    }
}
