package org.govintegrity.complaint.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.complaint.ComplaintConsequences;
import org.govintegrity.complaint.ComplaintProblem;
import org.govintegrity.complaint.ComplaintService;
import org.govintegrity.complaint.ComplaintSignal;
import org.govintegrity.engine.AsSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the models of complaints name; a bean's name is API for running instances. Variables are routing flags only. */
@Configuration
class ComplaintProcessBeans {

    private final RuntimeService runtime;
    private final AsSystem system;
    private final ComplaintService service;
    private final ComplaintConsequences consequences;
    private final Submissions submissions;

    ComplaintProcessBeans(@Lazy RuntimeService runtime, AsSystem system, @Lazy ComplaintService service, @Lazy ComplaintConsequences consequences, @Lazy Submissions submissions) {
        this.runtime = runtime;
        this.system = system;
        this.service = service;
        this.consequences = consequences;
        this.submissions = submissions;
    }

    @EventListener
    void on(ComplaintSignal signal) {
        system.run(() -> {
            if (signal.begins() != null) {
                runtime.startProcessInstanceByKey(signal.begins(), signal.caseNo());
            } else {
                // a case of consequences may be mending no more: then there is nothing to stop
                runtime.createMessageCorrelation(signal.message()).processInstanceBusinessKey(signal.caseNo()).correlateAllWithResult();
            }
        });
    }

    @Bean
    ExecutionListener carryComplaint(Cases cases) {
        return execution -> cases.carriedBy(execution.getProcessBusinessKey(), execution.getProcessInstanceId());
    }

    @Bean
    TaskListener recordComplaintDecision() {
        return task -> {
            Submission form = submissions.of(task.getId());
            service.decide(caseNo(task), new ComplaintService.Decision(form.text("decision"), form.text("accused"), form.text("handler"), Set.copyOf(form.list("withheld")),
                    form.text("refusalCode"), form.text("joinTo"), form.text("question"), form.text("reason")));
            task.getExecution().setVariable("decision", form.text("decision"));
        };
    }

    @Bean
    JavaDelegate refuseComplaint() {
        return execution -> service.refuse(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate joinComplaint() {
        return execution -> service.join(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate dispatchComplaint() {
        return execution -> service.dispatch(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordComplaintAcceptance() {
        return task -> service.accept(caseNo(task), submissions.of(task.getId()).text("contact"));
    }

    @Bean
    TaskListener recordComplaintFinding() {
        return task -> {
            Submission form = submissions.of(task.getId());
            List<ComplaintProblem> problems = new ArrayList<>();
            for (Map<String, Object> row : form.rows("problems")) {
                if (row.get("text") != null) {
                    problems.add(new ComplaintProblem(problems.size() + 1, (String) row.get("text"), row.get("mendBy") == null ? null : LocalDate.parse((String) row.get("mendBy"))));
                }
            }
            service.draft(caseNo(task), new ComplaintService.Drafted(form.text("facts"), form.text("finding"), form.text("reasons"), form.text("gravity"), problems,
                    form.text("owed") == null ? null : new BigDecimal(form.text("owed")), form.text("answer")));
        };
    }

    @Bean
    TaskListener recordComplaintConfirmation() {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean agreed = "agree".equals(form.text("decision"));
            service.confirm(caseNo(task), agreed, form.text("reason"));
            task.getExecution().setVariable("confirmed", agreed);
        };
    }

    @Bean
    JavaDelegate answerComplaint() {
        return execution -> service.answer(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordComplaintReview() {
        return task -> {
            Submission form = submissions.of(task.getId());
            service.review(caseNo(task), "change".equals(form.text("decision")), form.text("finding"), form.text("problem"), form.text("reasons"), form.text("answer"));
        };
    }

    @Bean
    JavaDelegate serveComplaintReview() {
        return execution -> service.serveReview(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate closeComplaint() {
        return execution -> service.close(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate closeWithdrawnComplaint() {
        return execution -> service.closeWithdrawn(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordRetaliation() {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean confirmed = "yes".equals(form.text("confirmed"));
            service.retaliation(caseNo(task), confirmed, form.text("facts"));
            task.getExecution().setVariable("retaliated", confirmed);
        };
    }

    @Bean
    JavaDelegate proposeRetaliationAccountability() {
        return execution -> {
            String caseNo = execution.getProcessBusinessKey();
            service.proposeAccountability(caseNo, submissions.last(caseNo, "userTask_checkRetaliation").orElseThrow().text("facts"));
        };
    }

    @Bean
    ExecutionListener carryComplaintConsequence(Cases cases) {
        return execution -> cases.carriedBy(execution.getProcessBusinessKey(), execution.getProcessInstanceId());
    }

    @Bean
    JavaDelegate weighComplaintConsequence() {
        return execution -> {
            execution.setVariable("cluster", consequences.weigh(execution.getProcessBusinessKey()));
            execution.setVariable("rectificationOutcome", "none");
        };
    }

    @Bean
    JavaDelegate referComplaintRefusal() {
        return execution -> consequences.referRefusal(execution.getProcessBusinessKey(), (String) execution.getVariable("rectificationOutcome"));
    }

    @Bean
    TaskListener recordInspectionProposal() {
        return task -> {
            Submission form = submissions.of(task.getId());
            consequences.consider(caseNo(task), "start".equals(form.text("decision")), form.text("inspectionNo"), form.text("reason"));
        };
    }

    @Bean
    JavaDelegate closeComplaintConsequence() {
        return execution -> consequences.close(execution.getProcessBusinessKey(), (String) execution.getVariable("rectificationOutcome"));
    }

    private static String caseNo(DelegateTask task) {
        return task.getExecution().getProcessBusinessKey();
    }
}
