package org.govintegrity.repair.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.engine.AsSystem;
import org.govintegrity.engine.ModelBean;
import org.govintegrity.repair.Decision;
import org.govintegrity.repair.RepairService;
import org.govintegrity.repair.RepairSignal;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

/** What the model of a repair names; a bean's name is API for running instances. */
@Configuration
class RepairProcessBeans {

    private final RuntimeService runtime;
    private final AsSystem system;
    private final RepairService repairs;

    RepairProcessBeans(@Lazy RuntimeService runtime, AsSystem system, @Lazy RepairService repairs) {
        this.runtime = runtime;
        this.system = system;
        this.repairs = repairs;
    }

    @EventListener
    void on(RepairSignal signal) {
        if (signal.message().equals(RepairSignal.APPLIED)) {
            system.run(() -> runtime.startProcessInstanceByKey(RepairService.KIND, signal.caseNo()));
        } else {
            system.run(() -> runtime.createMessageCorrelation(signal.message()).processInstanceBusinessKey(signal.caseNo()).correlate());
        }
    }

    @Bean
    ExecutionListener carryRepair(Cases cases) {
        return execution -> cases.carriedBy(execution.getProcessBusinessKey(), execution.getProcessInstanceId());
    }

    /** Sets what the gateway reads. */
    @Bean
    TaskListener recordRepairDecision(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            task.getExecution().setVariable("repaired", repairs.decide(task.getExecution().getProcessBusinessKey(), new Decision("yes".equals(form.text("corrected")),
                    "yes".equals(form.text("dutyDone")), "yes".equals(form.text("committed")), form.text("reasons"))));
        };
    }

    @Bean
    JavaDelegate serveRepairResult() {
        return execution -> repairs.tell(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate serveRepairDelay() {
        return execution -> repairs.delayed(execution.getProcessBusinessKey());
    }

    /** {@code ${repairDecider.of(execution)}}: the group that decides, asked of the case and never of a variable. */
    @Bean
    @ModelBean
    RepairDecider repairDecider() {
        return execution -> repairs.get(execution.getProcessBusinessKey()).decider();
    }

    /** Reached from models by reflection, so it must be public. */
    @FunctionalInterface
    public interface RepairDecider {
        String of(DelegateExecution execution);
    }
}
