package org.govintegrity.escalation.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
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
import org.govintegrity.escalation.StepsNotTaken;
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

    /**
     * One sweep. What cannot be done makes an incident; while one is open, later sweeps that meet the same trouble leave it
     * at the log, for otherwise a single broken task would raise another incident every quarter of an hour.
     */
    @Bean
    JavaDelegate sweepDeadlines(LadderService ladder) {
        return execution -> {
            try {
                ladder.sweep();
            } catch (StepsNotTaken broken) {
                boolean known = runtime.createIncidentQuery().processDefinitionId(execution.getProcessDefinitionId()).activityId(execution.getCurrentActivityId())
                        .list().stream().anyMatch(incident -> !incident.getProcessInstanceId().equals(execution.getProcessInstanceId()));
                if (!known) {
                    throw broken;
                }
            }
        };
    }

    /** At the end of the process, whichever: one that was ended from outside leaves no open case behind. A sweep has none. */
    @Bean
    ExecutionListener leaveNoOpenEscalation(EscalationService escalations) {
        return execution -> {
            if (execution.getProcessBusinessKey() != null) {
                escalations.abandon(execution.getProcessBusinessKey());
            }
        };
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
