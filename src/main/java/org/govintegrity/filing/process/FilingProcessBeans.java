package org.govintegrity.filing.process;

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
import org.govintegrity.filing.Column;
import org.govintegrity.filing.Filing;
import org.govintegrity.filing.FilingOpened;
import org.govintegrity.filing.FilingService;
import org.govintegrity.filing.FilingSignal;
import org.govintegrity.filing.MatchDecisions;
import org.govintegrity.filing.PendingDocuments;
import org.govintegrity.filing.SourceSilence;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

import java.util.EnumMap;
import java.util.Map;

/** What the models of filing name, and what starts them; a bean's name is API for running instances. */
@Configuration
class FilingProcessBeans {

    private final RuntimeService runtime;
    private final AsSystem system;
    private final Cases cases;

    FilingProcessBeans(@Lazy RuntimeService runtime, AsSystem system, @Lazy Cases cases) {
        this.runtime = runtime;
        this.system = system;
        this.cases = cases;
    }

    @EventListener
    void on(FilingOpened opened) {
        system.run(() -> runtime.startProcessInstanceByKey(FilingService.KIND, opened.caseNo(), Map.of("single", opened.single(), "reading", opened.reading())));
    }

    @EventListener
    void on(FilingSignal signal) {
        system.run(() -> {
            if (signal.starts()) {
                ProcessInstance started = runtime.createMessageCorrelation(signal.message()).processInstanceBusinessKey(signal.caseNo()).correlateStartMessage();
                cases.carriedBy(signal.caseNo(), started.getId());
            } else {
                // where the process is not waiting for it, it finds out by itself when it gets there
                runtime.createMessageCorrelation(signal.message()).processInstanceBusinessKey(signal.caseNo()).correlateAll();
            }
        });
    }

    @Bean
    ExecutionListener carryFiling() {
        return execution -> cases.carriedBy(execution.getProcessBusinessKey(), execution.getProcessInstanceId());
    }

    @Bean
    TaskListener recordFilingEntry(FilingService filings, Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean abandoned = "abandon".equals(form.text("entry"));
            if (abandoned) {
                filings.abandon(caseNo(task), form.text("reason"));
            } else {
                Map<Column, String> entry = new EnumMap<>(Column.class);
                for (Column column : Column.values()) {
                    if (form.text(column.field) != null) {
                        entry.put(column, form.text(column.field));
                    }
                }
                filings.enter(caseNo(task), entry);
            }
            task.getExecution().setVariable("abandoned", abandoned);
        };
    }

    @Bean
    JavaDelegate readFilingFile(FilingService filings) {
        return execution -> {
            Filing now = filings.readOn(execution.getProcessBusinessKey());
            execution.setVariable("reading", now.reading());
            execution.setVariable("unreadable", now.problem() != null);
        };
    }

    @Bean
    JavaDelegate fileRows(FilingService filings) {
        return execution -> {
            FilingService.Step now = filings.next(execution.getProcessBusinessKey());
            execution.setVariable("more", now.more());
            execution.setVariable("undecided", now.undecided());
            execution.setVariable("pending", now.pending());
        };
    }

    @Bean
    TaskListener recordMatch(MatchDecisions matches, Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            matches.decide(caseNo(task), new MatchDecisions.Decision(form.number("row"), form.text("decision"),
                    form.text("subjectId") == null ? form.text("subject") : form.text("subjectId"), form.flag("alike"), form.text("reason")));
        };
    }

    @Bean
    TaskListener recordPendingReport(PendingDocuments pending, Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            pending.report(caseNo(task), form.text("record"), form.text("result"), form.date("effectiveOn"), form.text("words"));
            task.getExecution().setVariable("pending", pending.open(caseNo(task)) > 0);
        };
    }

    @Bean
    JavaDelegate closeFiling(FilingService filings) {
        return execution -> filings.close(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate askSilentSources(SourceSilence silence) {
        return execution -> silence.ask();
    }

    @Bean
    TaskListener recordNothingNew(SourceSilence silence, Submissions submissions) {
        return task -> silence.declareNothing(caseNo(task), submissions.of(task.getId()).text("words"));
    }

    private static String caseNo(DelegateTask task) {
        return task.getExecution().getProcessBusinessKey();
    }
}
