package org.govintegrity.board.process;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.govintegrity.board.WeeklyReports;
import org.govintegrity.casefile.Cases;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.Optional;

/** What the model of the weekly report names. The business key is the report's number. */
@Configuration
class BoardProcessBeans {

    private final WeeklyReports reports;
    private final Cases cases;

    BoardProcessBeans(WeeklyReports reports, Cases cases) {
        this.reports = reports;
        this.cases = cases;
    }

    /** Sets what the gateway reads; the process carries the case from here on. */
    @Bean
    JavaDelegate writeWeeklyReport() {
        return execution -> {
            Optional<String> no = reports.write();
            no.ifPresent(caseNo -> {
                execution.setProcessBusinessKey(caseNo);
                cases.carriedBy(caseNo, execution.getProcessInstanceId());
            });
            execution.setVariable("written", no.isPresent());
        };
    }

    @Bean
    JavaDelegate serveWeeklyReport() {
        return execution -> reports.serve(execution.getProcessBusinessKey());
    }

    /** At the end of the process, whichever: one that was ended from outside leaves no open case behind. Most mornings there is none. */
    @Bean
    ExecutionListener leaveNoOpenWeeklyReport() {
        return execution -> {
            if (execution.getProcessBusinessKey() != null) {
                reports.abandon(execution.getProcessBusinessKey());
            }
        };
    }
}
