package org.govintegrity.assessment.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;
import org.govintegrity.assessment.AssessmentService;
import org.govintegrity.assessment.AssessmentSignal;
import org.govintegrity.assessment.Assessments;
import org.govintegrity.assessment.DataSets;
import org.govintegrity.assessment.NewDataSet;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.AsSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the model {@code third-party-assessment} names; a bean's name is API for running instances. Variables are routing flags only. */
@Configuration
class AssessmentProcessBeans {

    private final RuntimeService runtime;
    private final AsSystem system;
    private final Assessments assessments;
    private final AssessmentService service;
    private final DataSets data;
    private final Submissions submissions;

    AssessmentProcessBeans(@Lazy RuntimeService runtime, AsSystem system, @Lazy Assessments assessments, @Lazy AssessmentService service, @Lazy DataSets data,
                           @Lazy Submissions submissions) {
        this.runtime = runtime;
        this.system = system;
        this.assessments = assessments;
        this.service = service;
        this.data = data;
        this.submissions = submissions;
    }

    @EventListener
    void on(AssessmentSignal signal) {
        system.run(() -> {
            if (signal.message().equals(AssessmentSignal.OPENED)) {
                runtime.startProcessInstanceByMessage(signal.message(), signal.caseNo());
            } else {
                // one that was ended from outside waits no more
                MessageCorrelationBuilder message = runtime.createMessageCorrelation(signal.message()).processInstanceBusinessKey(signal.caseNo());
                (signal.message().equals(AssessmentSignal.SUMMARY_DECIDED) ? message.setVariable("published", signal.published()) : message).correlateAllWithResult();
            }
        });
    }

    /** A process that the timer has started has no number before {@code openAssessmentYear} gives it one. */
    @Bean
    ExecutionListener carryAssessment(Cases cases) {
        return execution -> {
            if (execution.getProcessBusinessKey() != null) {
                cases.carriedBy(execution.getProcessBusinessKey(), execution.getProcessInstanceId());
            }
        };
    }

    @Bean
    ExecutionListener leaveNoOpenAssessment() {
        return execution -> {
            if (execution.isCanceled() && execution.getProcessBusinessKey() != null) {
                assessments.abandon(execution.getProcessBusinessKey());
            }
        };
    }

    /** Sets what the gateway reads. */
    @Bean
    JavaDelegate openAssessmentYear(Cases cases) {
        return execution -> {
            Optional<String> opened = assessments.openUnlessThere();
            opened.ifPresent(caseNo -> {
                execution.setProcessBusinessKey(caseNo);
                cases.carriedBy(caseNo, execution.getProcessInstanceId());
            });
            execution.setVariable("opened", opened.isPresent());
        };
    }

    @Bean
    TaskListener recordAssessmentPlan() {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean some = "some".equals(form.text("scope"));
            if (some && form.list("units").isEmpty()) {
                throw Refusal.invalid("选择了“部分单位”，请选择评估哪些单位。");
            }
            assessments.plan(caseNo(task), some ? form.list("units") : List.of(), form.text("aspects"), form.text("budget"));
        };
    }

    @Bean
    TaskListener recordInstitutionProposal() {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean proposed = "choose".equals(form.text("decision"));
            if (proposed) {
                if (form.text("institution") == null || !form.text("institution").matches("\\d{1,18}")) {
                    throw Refusal.invalid("请选择机构。");
                }
                service.propose(caseNo(task), Long.parseLong(form.text("institution")), "exclude".equals(form.text("interest")), form.text("reasons"));
            } else {
                service.noneSuitable(caseNo(task), form.text("reasons"));
            }
            task.getExecution().setVariable("proposed", proposed);
        };
    }

    @Bean
    TaskListener recordInstitutionSearch() {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean again = "again".equals(form.text("decision"));
            service.consider(caseNo(task), again, form.text("reasons"));
            task.getExecution().setVariable("again", again);
        };
    }

    @Bean
    JavaDelegate closeAssessmentWithNobody() {
        return execution -> service.closeNobody(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordInstitutionApproval() {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean agreed = "agree".equals(form.text("decision"));
            service.approveChoice(caseNo(task), agreed, form.text("reason"));
            task.getExecution().setVariable("chosen", agreed);
        };
    }

    /** Sets what the gateway reads. */
    @Bean
    JavaDelegate announceInstitution() {
        return execution -> execution.setVariable("more", service.announce(execution.getProcessBusinessKey()));
    }

    @Bean
    TaskListener recordAssessmentData() {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean some = "some".equals(form.text("need"));
            List<NewDataSet> sets = some ? form.rows("rows").stream().map(row -> new NewDataSet((String) row.get("title"), (String) row.get("contents"), (String) row.get("source"),
                    (String) row.get("secrecy"), "yes".equals(row.get("personal")))).toList() : List.of();
            if (some && sets.isEmpty()) {
                throw Refusal.invalid("请逐项填写需要移交的数据；没有的，选择“不需要移交数据”。");
            }
            data.list(caseNo(task), sets);
        };
    }

    @Bean
    TaskListener recordAssessmentDataApproval() {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean approved = "approve".equals(form.text("decision"));
            boolean left = false;
            if (approved) {
                Map<Integer, String> refused = new HashMap<>();
                form.rows("rows").stream().filter(row -> row.get("no") != null || row.get("reason") != null).forEach(row -> {
                    if (row.get("no") == null) {
                        throw Refusal.invalid("不予移交的，请填写序号。");
                    }
                    refused.put(new BigDecimal(row.get("no").toString()).intValueExact(), (String) row.get("reason"));
                });
                left = data.approve(caseNo(task), refused);
            } else {
                service.returnData(caseNo(task), form.text("reason"));
            }
            task.getExecution().setVariable("dataApproved", approved);
            task.getExecution().setVariable("handOver", left);
        };
    }

    @Bean
    TaskListener recordAssessmentHandOver() {
        return task -> data.handedOver(caseNo(task));
    }

    @Bean
    TaskListener recordAssessmentReceipt() {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean received = "received".equals(form.text("decision"));
            if (received) {
                service.received(caseNo(task));
            } else {
                service.missing(caseNo(task), form.text("facts"));
            }
            task.getExecution().setVariable("received", received);
            task.getExecution().setVariable("scoresTaken", false);
        };
    }

    @Bean
    JavaDelegate askForScoresAgain() {
        return execution -> service.scoresFaulty(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordAssessmentReview() {
        return task -> {
            Submission form = submissions.of(task.getId());
            service.review(caseNo(task), form.text("decision"), form.text("fault"), form.text("words"));
            task.getExecution().setVariable("decision", form.text("decision"));
        };
    }

    @Bean
    JavaDelegate tellInstitutionBeforehand() {
        return execution -> service.tellBeforehand(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordInstitutionStatement() {
        return task -> {
            Submission form = submissions.of(task.getId());
            service.statement(caseNo(task), "stated".equals(form.text("decision")), form.text("statement"));
        };
    }

    @Bean
    JavaDelegate noteInstitutionNotHeard() {
        return execution -> service.notHeard(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordInstitutionSanction() {
        return task -> {
            Submission form = submissions.of(task.getId());
            service.decide(caseNo(task), form.text("decision"), form.text("reasons"));
        };
    }

    @Bean
    JavaDelegate carryOutInstitutionSanction() {
        return execution -> service.carryOut(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordAssessmentSummary() {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean publish = "publish".equals(form.text("decision"));
            service.summarise(caseNo(task), publish, form.text("title"), form.text("summary"), form.text("reason"));
            task.getExecution().setVariable("publish", publish);
        };
    }

    @Bean
    JavaDelegate publishAssessmentSummary() {
        return execution -> service.publish(execution.getProcessBusinessKey());
    }

    /** Sets what the gateway reads. */
    @Bean
    JavaDelegate endAssessmentWork() {
        return execution -> {
            service.ending(execution.getProcessBusinessKey());
            execution.setVariable("handed", assessments.handedOver(execution.getProcessBusinessKey()));
        };
    }

    @Bean
    TaskListener recordAssessmentDestruction() {
        return task -> {
            Submission form = submissions.of(task.getId());
            data.destroyed(caseNo(task), form.text("way"), form.date("on"), form.text("words"));
        };
    }

    @Bean
    JavaDelegate closeAssessment() {
        return execution -> service.close(execution.getProcessBusinessKey());
    }

    /** Sets what the gateway reads. */
    @Bean
    JavaDelegate withdrawAssessment() {
        return execution -> execution.setVariable("handed", assessments.withdrawn(execution.getProcessBusinessKey()));
    }

    @Bean
    JavaDelegate closeWithdrawnAssessment() {
        return execution -> assessments.closeWithdrawn(execution.getProcessBusinessKey());
    }

    private static String caseNo(DelegateTask task) {
        return task.getExecution().getProcessBusinessKey();
    }
}
