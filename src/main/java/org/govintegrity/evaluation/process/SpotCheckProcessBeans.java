package org.govintegrity.evaluation.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.engine.AsSystem;
import org.govintegrity.evaluation.SpotCheckSignal;
import org.govintegrity.evaluation.SpotChecks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

/** What the models {@code half-year-check} and {@code spot-check} name, and what starts them; a bean's name is API for running instances. */
@Configuration
class SpotCheckProcessBeans {

    private final RuntimeService runtime;
    private final AsSystem system;
    private final SpotChecks checks;

    SpotCheckProcessBeans(@Lazy RuntimeService runtime, AsSystem system, @Lazy SpotChecks checks) {
        this.runtime = runtime;
        this.system = system;
        this.checks = checks;
    }

    @EventListener
    void on(SpotCheckSignal signal) {
        system.run(() -> runtime.startProcessInstanceByKey(SpotChecks.KIND, signal.caseNo()));
    }

    @Bean
    JavaDelegate drawSpotChecks() {
        return execution -> checks.draw();
    }

    @Bean
    ExecutionListener carrySpotCheck(Cases cases) {
        return execution -> cases.carriedBy(execution.getProcessBusinessKey(), execution.getProcessInstanceId());
    }

    @Bean
    ExecutionListener closeSpotCheck() {
        return execution -> checks.close(execution.getProcessBusinessKey());
    }

    /** Sets what the gateway reads. */
    @Bean
    TaskListener recordSpotCheck(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean falsified = "falsified".equals(form.text("result"));
            checks.record(task.getExecution().getProcessBusinessKey(), "passed".equals(form.text("result")), falsified, form.text("findings"));
            task.getExecution().setVariable("falsified", falsified);
        };
    }

    @Bean
    JavaDelegate reportFalsifiedSpotCheck() {
        return execution -> checks.reportFalsified(execution.getProcessBusinessKey());
    }
}
