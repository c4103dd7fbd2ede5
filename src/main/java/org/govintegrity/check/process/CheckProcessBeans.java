package org.govintegrity.check.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.check.CheckService;
import org.govintegrity.check.CheckStarter;
import org.govintegrity.check.Matters;
import org.govintegrity.engine.AsSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.Map;

/** What the model of a check names; a bean's name is API for running instances. */
@Configuration
class CheckProcessBeans {

    private static final String PROCESS = "credit-check";

    @Bean
    CheckStarter checkStarter(CheckService checks, @Lazy RuntimeService runtime, AsSystem system, Cases cases, PlatformTransactionManager transactions) {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        return (asker, wanted, emergency) -> transaction.execute(status -> {
            String no = checks.request(asker, wanted, emergency);
            ProcessInstance started = system.call(() -> runtime.startProcessInstanceByKey(PROCESS, no, Map.of("emergency", emergency != null)));
            cases.carriedBy(no, started.getId());
            return no;
        });
    }

    @Bean
    JavaDelegate answerCreditCheck(CheckService checks) {
        return execution -> checks.answer(execution.getProcessBusinessKey());
    }

    /** Sets the flag by which the model goes on. */
    @Bean
    TaskListener recordCheckBypass(CheckService checks, Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean granted = "grant".equals(form.text("decision"));
            checks.decideBypass(checkNo(task), granted, form.text("reason"));
            task.getExecution().setVariable("bypass", granted);
        };
    }

    @Bean
    TaskListener recordAfterCheck(CheckService checks, Submissions submissions) {
        return task -> checks.noteAfterCheck(checkNo(task), submissions.of(task.getId()).text("done"));
    }

    @Bean
    TaskListener recordCheckUse(CheckService checks, Submissions submissions, Actor actor) {
        return task -> {
            Submission form = submissions.of(task.getId());
            checks.use(checkNo(task), new CheckService.Decision(form.text("outcome"), form.list("measures"), form.text("reason"), form.date("usedOn")), actor.id());
        };
    }

    @Bean
    JavaDelegate writeBackCheckUse(CheckService checks) {
        return execution -> checks.writeBack(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate expireCreditCheck(CheckService checks) {
        return execution -> checks.expire(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate circulateCheckShares(Matters matters) {
        return execution -> matters.circulateLastMonth();
    }

    /** At the end of the process, whichever: one that was ended from outside leaves no open case behind. */
    @Bean
    ExecutionListener leaveNoOpenCheck(CheckService checks) {
        return execution -> checks.abandon(execution.getProcessBusinessKey());
    }

    private static String checkNo(DelegateTask task) {
        return task.getExecution().getProcessBusinessKey();
    }
}
