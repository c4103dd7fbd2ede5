package org.govintegrity.evaluation.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.govintegrity.casefile.Cases;
import org.govintegrity.engine.AsSystem;
import org.govintegrity.evaluation.QuarterScores;
import org.govintegrity.evaluation.QuarterWanted;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

import java.util.Optional;

/** What the model {@code quarterly-score} names, and what starts it; a bean's name is API for running instances. */
@Configuration
class QuarterProcessBeans {

    private static final String WANTED = "evaluation.quarterWanted";

    private final RuntimeService runtime;
    private final AsSystem system;
    private final QuarterScores scores;
    private final Cases cases;

    QuarterProcessBeans(@Lazy RuntimeService runtime, AsSystem system, @Lazy QuarterScores scores, Cases cases) {
        this.runtime = runtime;
        this.system = system;
        this.scores = scores;
        this.cases = cases;
    }

    @EventListener
    void on(QuarterWanted wanted) {
        String instance = system.call(() -> runtime.createMessageCorrelation(WANTED).processInstanceBusinessKey(wanted.caseNo()).correlateStartMessage().getId());
        cases.carriedBy(wanted.caseNo(), instance);
    }

    /** Sets what the gateway reads; the process carries the case from here on. */
    @Bean
    JavaDelegate openQuarterlyScore() {
        return execution -> {
            Optional<String> caseNo = scores.openLastQuarter();
            caseNo.ifPresent(no -> {
                execution.setProcessBusinessKey(no);
                cases.carriedBy(no, execution.getProcessInstanceId());
            });
            execution.setVariable("alreadyScored", caseNo.isEmpty());
        };
    }

    @Bean
    JavaDelegate computeQuarterlyScore() {
        return execution -> scores.score(execution.getProcessBusinessKey());
    }

    /** Sets what the gateway reads. */
    @Bean
    JavaDelegate serveQuarterlyScores() {
        return execution -> execution.setVariable("moreUnits", scores.serve(execution.getProcessBusinessKey()));
    }

    /** At the end of the process, whichever: one that was ended from outside leaves no open case behind. */
    @Bean
    ExecutionListener leaveNoOpenQuarter() {
        return execution -> scores.abandon(execution.getProcessBusinessKey());
    }
}
