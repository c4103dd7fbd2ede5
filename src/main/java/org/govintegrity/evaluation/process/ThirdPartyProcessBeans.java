package org.govintegrity.evaluation.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.engine.AsSystem;
import org.govintegrity.evaluation.ThirdPartyScores;
import org.govintegrity.evaluation.ThirdPartySignal;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the model {@code third-party-score} names, and what starts it; a bean's name is API for running instances. */
@Configuration
class ThirdPartyProcessBeans {

    private final RuntimeService runtime;
    private final AsSystem system;
    private final ThirdPartyScores scores;

    ThirdPartyProcessBeans(@Lazy RuntimeService runtime, AsSystem system, @Lazy ThirdPartyScores scores) {
        this.runtime = runtime;
        this.system = system;
        this.scores = scores;
    }

    @EventListener
    void on(ThirdPartySignal signal) {
        system.run(() -> runtime.startProcessInstanceByKey(ThirdPartyScores.KIND, signal.caseNo()));
    }

    @Bean
    ExecutionListener carryThirdPartyScores(Cases cases) {
        return execution -> {
            if (execution.getProcessBusinessKey() != null) {
                cases.carriedBy(execution.getProcessBusinessKey(), execution.getProcessInstanceId());
            }
        };
    }

    /** A file that was sent back has no case. */
    @Bean
    ExecutionListener closeThirdPartyScores() {
        return execution -> {
            if (execution.getProcessBusinessKey() != null) {
                scores.close(execution.getProcessBusinessKey());
            }
        };
    }

    /** Sets what the gateway reads. Scores that were handed in on the page are there already; those a case has ordered are read now. */
    @Bean
    JavaDelegate takeThirdPartyScores(Cases cases) {
        return execution -> {
            Optional<String> caseNo = Optional.ofNullable(execution.getProcessBusinessKey());
            if (caseNo.isEmpty()) {
                caseNo = scores.receiveOrdered((String) execution.getVariable("parentCaseNo"));
                caseNo.ifPresent(no -> {
                    execution.setProcessBusinessKey(no);
                    cases.carriedBy(no, execution.getProcessInstanceId());
                });
            }
            execution.setVariable("scoresTaken", caseNo.isPresent());
        };
    }

    /** Sets what the gateway reads. */
    @Bean
    JavaDelegate compareThirdPartyScores() {
        return execution -> execution.setVariable("reviewNeeded", scores.compare(execution.getProcessBusinessKey()));
    }

    @Bean
    TaskListener recordThirdPartyReview(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            Map<String, String> rejected = new LinkedHashMap<>();
            if (form.text("decision").equals("some")) {
                form.rows("rows").forEach(row -> rejected.put(String.valueOf(row.get("unit")), (String) row.get("reasons")));
            }
            scores.review(task.getExecution().getProcessBusinessKey(), form.text("decision"), rejected, form.text("reasons"));
        };
    }
}
