package org.govintegrity.notice.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.engine.AsSystem;
import org.govintegrity.engine.ModelBean;
import org.govintegrity.notice.DigestReady;
import org.govintegrity.notice.Digests;
import org.govintegrity.notice.DigestsNotWritten;
import org.govintegrity.notice.NoticeIssued;
import org.govintegrity.notice.NoticeReceived;
import org.govintegrity.notice.NoticeSender;
import org.govintegrity.notice.NoticeService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

import java.time.LocalDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the models of notices and digests name, and what starts and wakes them. The business key is the number of the notice or digest. */
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
        system.run(() -> runtime.startProcessInstanceByKey("notice", issued.noticeNo(), Map.of("needsReceipt", issued.needsReceipt())));
    }

    @EventListener
    void on(NoticeReceived received) {
        system.run(() -> runtime.createMessageCorrelation("notice.received").processInstanceBusinessKey(received.noticeNo()).correlateAll());
    }

    /** In the transaction that writes it, likewise. */
    @EventListener
    void on(DigestReady ready) {
        system.run(() -> runtime.createMessageCorrelation("notice.digestReady").processInstanceBusinessKey(ready.digestNo()).correlateStartMessage());
    }

    /** One attempt; {@code heldUntil} says when to ask again, or null. Local: deliveries of one notice go side by side. */
    @Bean
    JavaDelegate sendNotice(NoticeSender sender) {
        return execution -> execution.setVariableLocal("heldUntil",
                sender.send(item(execution)).map(time -> Date.from(time.atZone(ChineseDates.ZONE).toInstant())).orElse(null));
    }

    /**
     * One look. A digest that cannot be written makes an incident; while one is open, later looks that meet the same trouble leave it at the
     * log, for otherwise it would raise another every quarter of an hour.
     */
    @Bean
    JavaDelegate gatherDigests(Digests digests) {
        return execution -> {
            try {
                digests.sweep();
            } catch (DigestsNotWritten broken) {
                boolean known = runtime.createIncidentQuery().processDefinitionId(execution.getProcessDefinitionId()).activityId(execution.getCurrentActivityId())
                        .list().stream().anyMatch(incident -> !incident.getProcessInstanceId().equals(execution.getProcessInstanceId()));
                if (!known) {
                    throw broken;
                }
            }
        };
    }

    /** Named by notices issued before there were channels; their model cannot wait, so what is held back is tried again as if it had failed. */
    @Bean
    JavaDelegate sendNoticeMail(NoticeSender sender) {
        return execution -> {
            Optional<LocalDateTime> held = sender.send(item(execution));
            if (held.isPresent()) {
                throw new IllegalStateException("免打扰或者限流，到" + ChineseDates.time(held.get()) + "再发");
            }
        };
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

    /** {@code ${noticeDeliveries.of(execution)}}: one job for each delivery that is to be sent. */
    @Bean
    @ModelBean
    NoticeMails noticeDeliveries(NoticeSender sender) {
        return execution -> sender.toSend(execution.getProcessBusinessKey());
    }

    /** The same under the name that notices issued before there were channels know. */
    @Bean
    @ModelBean
    NoticeMails noticeMails(NoticeSender sender) {
        return execution -> sender.toSend(execution.getProcessBusinessKey());
    }

    private static long item(DelegateExecution execution) {
        return Long.parseLong((String) execution.getVariable("item"));
    }

    /** Reached from models by reflection, so it must be public. */
    @FunctionalInterface
    public interface NoticeMails {
        List<String> of(DelegateExecution execution);
    }
}
