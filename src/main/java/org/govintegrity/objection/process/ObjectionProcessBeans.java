package org.govintegrity.objection.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.engine.AsSystem;
import org.govintegrity.objection.Correction;
import org.govintegrity.objection.ObjectionService;
import org.govintegrity.objection.ObjectionSignal;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

/** What the model of an objection names; a bean's name is API for running instances. */
@Configuration
class ObjectionProcessBeans {

    private final RuntimeService runtime;
    private final AsSystem system;
    private final ObjectionService objections;

    ObjectionProcessBeans(@Lazy RuntimeService runtime, AsSystem system, @Lazy ObjectionService objections) {
        this.runtime = runtime;
        this.system = system;
        this.objections = objections;
    }

    @EventListener
    void on(ObjectionSignal signal) {
        if (signal.message().equals(ObjectionSignal.RAISED)) {
            system.run(() -> runtime.startProcessInstanceByKey(ObjectionService.KIND, signal.caseNo()));
        } else {
            system.run(() -> runtime.createMessageCorrelation(signal.message()).processInstanceBusinessKey(signal.caseNo()).correlate());
        }
    }

    @Bean
    ExecutionListener carryObjection(Cases cases) {
        return execution -> cases.carriedBy(execution.getProcessBusinessKey(), execution.getProcessInstanceId());
    }

    @Bean
    TaskListener recordObjectionAcceptance(Submissions submissions) {
        return task -> {
            boolean joint = "joint".equals(submissions.of(task.getId()).text("how"));
            objections.accept(caseNo(task), joint);
            task.getExecution().setVariable("joint", joint);
        };
    }

    @Bean
    TaskListener recordObjectionAnswer(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            objections.answer(caseNo(task), form.text("position"), form.text("answer"));
        };
    }

    @Bean
    JavaDelegate noteObjectionUnanswered() {
        return execution -> objections.unanswered(execution.getProcessBusinessKey());
    }

    /** Sets what the gateway reads. */
    @Bean
    TaskListener recordObjectionDecision(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            task.getExecution().setVariable("outcome", objections.decide(caseNo(task), form.text("outcome"), form.text("reasons"), new Correction(form.text("facts"),
                    form.text("documentName"), form.text("documentNo"), form.date("documentDate"), form.text("decision"), form.text("breachClass"))).code);
        };
    }

    @Bean
    JavaDelegate serveObjectionResult() {
        return execution -> objections.tell(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate serveObjectionReview() {
        return execution -> objections.tellSecond(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate closeObjection() {
        return execution -> objections.close(execution.getProcessBusinessKey());
    }

    private static String caseNo(DelegateTask task) {
        return task.getExecution().getProcessBusinessKey();
    }
}
