package org.govintegrity.notice.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.engine.AsSystem;
import org.govintegrity.engine.ModelBean;
import org.govintegrity.notice.NoticeIssued;
import org.govintegrity.notice.NoticeMailer;
import org.govintegrity.notice.NoticeReceived;
import org.govintegrity.notice.NoticeService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

import java.util.List;
import java.util.Map;

/** What the model of a notice names, and what starts and wakes it. The business key is the notice's number. */
@Configuration
class NoticeProcessBeans {

    private final RuntimeService runtime;
    private final AsSystem system;
    private final NoticeService notices;

    NoticeProcessBeans(@Lazy RuntimeService runtime, AsSystem system, NoticeService notices) {
        this.runtime = runtime;
        this.system = system;
        this.notices = notices;
    }

    /** In the transaction that issues it: there is no notice without its process. */
    @EventListener
    void on(NoticeIssued issued) {
        system.run(() -> runtime.startProcessInstanceByKey("notice", issued.noticeNo(), Map.of("needsReceipt", notices.needsReceipt(issued.noticeNo()))));
    }

    @EventListener
    void on(NoticeReceived received) {
        system.run(() -> runtime.createMessageCorrelation("notice.received").processInstanceBusinessKey(received.noticeNo()).correlateAll());
    }

    @Bean
    JavaDelegate sendNoticeMail(NoticeMailer mailer) {
        return execution -> mailer.send(Long.parseLong((String) execution.getVariable("item")));
    }

    @Bean
    TaskListener recordNoticeCall(Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean reached = "yes".equals(form.text("reached"));
            notices.recordCall(task.getExecution().getProcessBusinessKey(), reached, form.text("whom"), form.text("note"));
            task.getExecution().setVariable("reached", reached);
        };
    }

    /** {@code ${noticeMails.of(execution)}}: one job for each mail. */
    @Bean
    @ModelBean
    NoticeMails noticeMails(NoticeMailer mailer) {
        return execution -> mailer.mailsOf(execution.getProcessBusinessKey());
    }

    /** Reached from models by reflection, so it must be public. */
    @FunctionalInterface
    public interface NoticeMails {
        List<String> of(DelegateExecution execution);
    }
}
