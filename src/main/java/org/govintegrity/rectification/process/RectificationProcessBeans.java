package org.govintegrity.rectification.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.engine.ModelBean;
import org.govintegrity.rectification.RectificationService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the model of a rectification names; a bean's name is API for running instances. */
@Configuration
class RectificationProcessBeans {

    @Bean
    ExecutionListener openRectification(RectificationService rectifications, Cases cases) {
        return execution -> {
            String caseNo = rectifications.open((String) execution.getVariable("parentCaseNo"), (String) execution.getVariable("planRule"));
            execution.setProcessBusinessKey(caseNo);
            cases.carriedBy(caseNo, execution.getProcessInstanceId());
        };
    }

    /** {@code ${rectificationPlan.rule(execution)}}: by which rule the plan is due. */
    @Bean
    @ModelBean
    RectificationPlan rectificationPlan(RectificationService rectifications) {
        return execution -> rectifications.planRule(execution.getProcessBusinessKey()).orElseThrow();
    }

    /** Reached from models by reflection, so it must be public. */
    @FunctionalInterface
    public interface RectificationPlan {
        String rule(DelegateExecution execution);
    }

    /** At the end of the process, whichever: one that was cancelled from outside leaves no open case behind. */
    @Bean
    ExecutionListener leaveNoOpenRectification(RectificationService rectifications) {
        return execution -> rectifications.abandon(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate serveRectificationNotice(RectificationService rectifications) {
        return execution -> rectifications.serveNotice(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordRectificationPlan(RectificationService rectifications, Submissions submissions) {
        return task -> rectifications.plan(caseNo(task), submissions.of(task.getId()).rows("rows"));
    }

    @Bean
    TaskListener recordRectificationReport(RectificationService rectifications, Submissions submissions) {
        return task -> rectifications.report(caseNo(task), submissions.of(task.getId()).rows("rows"));
    }

    /** Sets the two flags that the verdict table reads. */
    @Bean
    TaskListener recordRectificationCheck(RectificationService rectifications, Submissions submissions) {
        return task -> {
            boolean allPassed = rectifications.verify(caseNo(task), submissions.of(task.getId()).rows("rows"));
            task.getExecution().setVariable("allPassed", allPassed);
            task.getExecution().setVariable("round", rectifications.round(caseNo(task)));
        };
    }

    @Bean
    JavaDelegate askForRectificationAgain(RectificationService rectifications) {
        return execution -> rectifications.again(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate closeRectification(RectificationService rectifications) {
        return execution -> {
            rectifications.close(execution.getProcessBusinessKey());
            execution.setVariable("outcome", "closed");
        };
    }

    @Bean
    JavaDelegate failRectification(RectificationService rectifications) {
        return execution -> {
            rectifications.fail(execution.getProcessBusinessKey());
            execution.setVariable("outcome", "failed");
        };
    }

    @Bean
    JavaDelegate overdueRectification(RectificationService rectifications) {
        return execution -> {
            rectifications.overdue(execution.getProcessBusinessKey());
            execution.setVariable("outcome", "overdue");
        };
    }

    private static String caseNo(DelegateTask task) {
        return task.getExecution().getProcessBusinessKey();
    }
}
