package org.govintegrity.proposal.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.engine.AsSystem;
import org.govintegrity.proposal.Promises;
import org.govintegrity.proposal.ProposalService;
import org.govintegrity.proposal.ProposalSignal;
import org.govintegrity.proposal.Proposals;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** What the model of a proposal names; a bean's name is API for running instances. */
@Configuration
class ProposalProcessBeans {

    private final RuntimeService runtime;
    private final AsSystem system;
    private final ProposalService service;
    private final Promises promises;
    private final TaskBook book;
    private final Clock clock;

    ProposalProcessBeans(@Lazy RuntimeService runtime, AsSystem system, @Lazy ProposalService service, @Lazy Promises promises, @Lazy TaskBook book, Clock clock) {
        this.runtime = runtime;
        this.system = system;
        this.service = service;
        this.promises = promises;
        this.book = book;
        this.clock = clock;
    }

    @EventListener
    void on(ProposalSignal signal) {
        system.run(() -> runtime.startProcessInstanceByKey(Proposals.KIND, signal.caseNo()));
    }

    /** Sets what the first gateway reads: the unit of a part is known. */
    @Bean
    ExecutionListener carryProposal(Cases cases, @Lazy Proposals proposals) {
        return execution -> {
            cases.carriedBy(execution.getProcessBusinessKey(), execution.getProcessInstanceId());
            execution.setVariable("designated", proposals.get(execution.getProcessBusinessKey()).designated());
        };
    }

    @Bean
    TaskListener recordProposalDesignation(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean split = "split".equals(form.text("how"));
            if (split) {
                service.split(caseNo(task), form.rows("parts").stream().map(row -> new ProposalService.Part((String) row.get("unit"), (String) row.get("text"))).toList());
            } else {
                service.designate(caseNo(task), form.text("lead"), form.list("assisting"), form.flag("keyItem"), form.text("reason"));
            }
            task.getExecution().setVariable("split", split);
        };
    }

    @Bean
    JavaDelegate dispatchProposal() {
        return execution -> service.dispatch(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordProposalAcceptance(Submissions submissions) {
        return task -> service.accept(caseNo(task), submissions.of(task.getId()).text("contact"));
    }

    @Bean
    TaskListener recordProposalContact(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            service.contact(caseNo(task), form.date("contactedOn"), form.text("way"), form.text("who"), form.text("record"));
        };
    }

    @Bean
    TaskListener recordProposalAssistance(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            service.assist(caseNo(task), form.item(), form.text("opinion"));
        };
    }

    @Bean
    JavaDelegate noteProposalAssistMissing() {
        return execution -> service.assistMissing(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordProposalAnswer(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            List<Promises.Wanted> wanted = form.rows("promises").stream()
                    .map(row -> new Promises.Wanted((String) row.get("text"), row.get("dueOn") == null ? null : LocalDate.parse((String) row.get("dueOn")))).toList();
            service.draft(caseNo(task), form.text("answerClass"), form.text("text"), wanted, form.text("heard"));
        };
    }

    @Bean
    TaskListener recordProposalSignature(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean signed = "sign".equals(form.text("decision"));
            service.sign(caseNo(task), signed, form.text("reason"));
            if (signed) {
                service.given(caseNo(task), book.get(task.getId()).dueOn(), LocalDate.now(clock));
            }
            task.getExecution().setVariable("signed", signed);
        };
    }

    @Bean
    TaskListener recordProposalDelivery(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            service.deliver(caseNo(task), Integer.parseInt(form.item()), form.date("deliveredOn"), form.text("way"));
            service.given(caseNo(task), book.get(task.getId()).dueOn(), form.date("deliveredOn"));
        };
    }

    @Bean
    TaskListener recordProposalOpinion(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            service.opinion(caseNo(task), Integer.parseInt(form.item()), form.date("opinionOn"), form.text("attitude"), form.text("result"), form.text("remarks"));
        };
    }

    @Bean
    JavaDelegate weighProposalOpinions() {
        return execution -> execution.setVariable("satisfied", service.weigh(execution.getProcessBusinessKey()));
    }

    @Bean
    TaskListener recordProposalAssessment(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            service.assess(caseNo(task), form.text("experts"), form.text("finding"));
        };
    }

    @Bean
    JavaDelegate followProposalPromises() {
        return execution -> execution.setVariable("promised", service.follow(execution.getProcessBusinessKey()));
    }

    @Bean
    TaskListener recordProposalPromise(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean changed = "changed".equals(form.text("state"));
            promises.report(caseNo(task), Integer.parseInt(form.item()), task.getId(), form.text("report"), changed, form.date("wantedDueOn"));
        };
    }

    @Bean
    TaskListener recordProposalPromiseVerification(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            promises.verify(caseNo(task), Integer.parseInt(form.item()), "agree".equals(form.text("decision")), form.text("reason"));
        };
    }

    @Bean
    JavaDelegate closeProposal() {
        return execution -> service.close(execution.getProcessBusinessKey());
    }

    private static String caseNo(DelegateTask task) {
        return task.getExecution().getProcessBusinessKey();
    }
}
