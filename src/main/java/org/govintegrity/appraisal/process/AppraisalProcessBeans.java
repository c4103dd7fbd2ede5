package org.govintegrity.appraisal.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.govintegrity.appraisal.AppraisalService;
import org.govintegrity.appraisal.AppraisalSignal;
import org.govintegrity.appraisal.BadReviews;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.AsSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

import java.util.Arrays;
import java.util.List;

/** What the model {@code public-appraisal} names, and what starts it; a bean's name is API for running instances. */
@Configuration
class AppraisalProcessBeans {

    private static final String BAD_REVIEW = "appraisal.badReviewReceived";
    private static final String CANCELLED = "appraisal.cancelled";

    private final RuntimeService runtime;
    private final AsSystem system;
    private final AppraisalService campaigns;
    private final BadReviews badReviews;

    AppraisalProcessBeans(@Lazy RuntimeService runtime, AsSystem system, @Lazy AppraisalService campaigns, @Lazy BadReviews badReviews) {
        this.runtime = runtime;
        this.system = system;
        this.campaigns = campaigns;
        this.badReviews = badReviews;
    }

    @EventListener
    void on(AppraisalSignal signal) {
        system.run(() -> {
            switch (signal.kind()) {
                case BAD_REVIEW -> runtime.createMessageCorrelation(BAD_REVIEW).processInstanceBusinessKey(signal.caseNo()).correlateStartMessage();
                case CAMPAIGN_CANCELLED -> runtime.createMessageCorrelation(CANCELLED).processInstanceBusinessKey(signal.caseNo()).correlate();
                case CAMPAIGN_OPENED -> runtime.startProcessInstanceByKey(AppraisalService.KIND, signal.caseNo());
            }
        });
    }

    @Bean
    ExecutionListener carryAppraisal(Cases cases) {
        return execution -> cases.carriedBy(execution.getProcessBusinessKey(), execution.getProcessInstanceId());
    }

    /** At the end of the process, whichever: one that was ended from outside leaves no open case behind. */
    @Bean
    ExecutionListener leaveNoOpenAppraisal() {
        return execution -> {
            String caseNo = execution.getProcessBusinessKey();
            if (badReviews.find(caseNo).isPresent()) {
                badReviews.abandon(caseNo);
            } else {
                campaigns.abandon(caseNo);
            }
        };
    }

    @Bean
    JavaDelegate announceAppraisal() {
        return execution -> campaigns.announce(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate countAppraisal() {
        return execution -> campaigns.count(execution.getProcessBusinessKey());
    }

    /** Sets what the gateway reads. */
    @Bean
    JavaDelegate serveAppraisalResults() {
        return execution -> {
            campaigns.serveResults(execution.getProcessBusinessKey());
            execution.setVariable("hasComments", !campaigns.comments(execution.getProcessBusinessKey(), null).isEmpty());
        };
    }

    @Bean
    TaskListener recordAppraisalRelease(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            campaigns.release(caseNo(task), form.text("decision"), numbers(form.text("held")), form.text("reason"));
        };
    }

    @Bean
    JavaDelegate closeAppraisal() {
        return execution -> campaigns.close(execution.getProcessBusinessKey());
    }

    /** Sets what the gateway reads. */
    @Bean
    TaskListener recordCallBack(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean contested = "false".equals(form.text("finding"));
            if (contested && form.text("grounds") == null) {
                throw Refusal.invalid("认为评议不实的，请写明理由，并在任务页上传证据。");
            }
            badReviews.callBack(caseNo(task), form.text("reached"), form.text("words"), contested ? form.text("grounds") : null);
            task.getExecution().setVariable("contested", contested);
        };
    }

    /** Sets what the gateway reads. */
    @Bean
    TaskListener recordJudgement(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean voided = "false".equals(form.text("verdict"));
            badReviews.judge(caseNo(task), voided, form.text("reasons"));
            task.getExecution().setVariable("voided", voided);
        };
    }

    @Bean
    JavaDelegate voidReview() {
        return execution -> badReviews.strikeOut(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordReviewMended(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            badReviews.mend(caseNo(task), form.text("measures"), form.text("prevention"));
        };
    }

    /** Sets what the gateway reads. */
    @Bean
    TaskListener recordMendingVerified(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            task.getExecution().setVariable("mending", badReviews.verify(caseNo(task), "confirm".equals(form.text("decision")), form.text("reason")));
        };
    }

    private static List<Long> numbers(String lines) {
        if (lines == null) {
            return List.of();
        }
        return Arrays.stream(lines.split("[\\s,，、;；]+")).filter(word -> !word.isEmpty()).map(word -> {
            if (!word.matches("\\d{1,18}")) {
                throw Refusal.invalid("“" + (word.length() > 20 ? word.substring(0, 20) + "…" : word) + "”不是意见编号，请一行填一个编号。");
            }
            return Long.valueOf(word);
        }).toList();
    }

    private static String caseNo(DelegateTask task) {
        return task.getExecution().getProcessBusinessKey();
    }
}
