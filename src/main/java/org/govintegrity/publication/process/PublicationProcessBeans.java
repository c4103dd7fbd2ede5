package org.govintegrity.publication.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.PublicationWanted;
import org.govintegrity.casefile.RowRevoked;
import org.govintegrity.casefile.RowsWanted;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.RecordsEntered;
import org.govintegrity.credit.StandingChanged;
import org.govintegrity.engine.AsSystem;
import org.govintegrity.publication.DocumentGate;
import org.govintegrity.publication.Gate;
import org.govintegrity.publication.PublicationService;
import org.govintegrity.publication.RowGate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the models of publication name, and what starts and stops a publication. */
@Configuration
class PublicationProcessBeans {

    private final RuntimeService runtime;
    private final AsSystem system;
    private final PublicationService publications;
    private final DocumentGate documents;
    private final RowGate rows;
    private final CreditArchive archive;

    PublicationProcessBeans(@Lazy RuntimeService runtime, AsSystem system, @Lazy PublicationService publications, @Lazy DocumentGate documents, @Lazy RowGate rows,
                           @Lazy CreditArchive archive) {
        this.runtime = runtime;
        this.system = system;
        this.publications = publications;
        this.documents = documents;
        this.rows = rows;
        this.archive = archive;
    }

    /** One case for all that were entered together, however many. */
    @EventListener
    void on(RecordsEntered entered) {
        start(entered);
    }

    /** In the transaction of the change, so that nothing is shown a moment longer; a document that has come into force goes to the gate. */
    @EventListener
    void on(StandingChanged changed) {
        publications.settle(changed.recordNo());
        start(RecordsEntered.inForce(archive.get(changed.recordNo())));
    }

    /** A text that everybody is to read. */
    @EventListener
    void on(PublicationWanted wanted) {
        system.run(() -> {
            String caseNo = documents.open(wanted);
            runtime.startProcessInstanceByKey(PublicationService.KIND, caseNo);
        });
    }

    /** Rows that everybody is to be able to look up. */
    @EventListener
    void on(RowsWanted wanted) {
        system.run(() -> rows.open(wanted).ifPresent(caseNo -> runtime.startProcessInstanceByKey(PublicationService.KIND, caseNo)));
    }

    /** In the transaction that revokes it, so that it is not shown a moment longer. */
    @EventListener
    void on(RowRevoked revoked) {
        rows.revoke(revoked.rowNo(), revoked.reason());
    }

    private Gate gate(DelegateExecution execution) {
        String caseNo = execution.getProcessBusinessKey();
        return documents.has(caseNo) ? documents : rows.has(caseNo) ? rows : publications;
    }

    private void start(RecordsEntered entered) {
        system.run(() -> publications.open(entered).ifPresent(caseNo -> runtime.startProcessInstanceByKey(PublicationService.KIND, caseNo)));
    }

    @Bean
    ExecutionListener carryPublication(Cases cases) {
        return execution -> cases.carriedBy(execution.getProcessBusinessKey(), execution.getProcessInstanceId());
    }

    @Bean
    ExecutionListener leaveNoOpenPublication() {
        return execution -> gate(execution).abandon(execution.getProcessBusinessKey());
    }

    /** Sets what the gateway reads. */
    @Bean
    TaskListener recordSecrecyReview(Submissions submissions) {
        return task -> task.getExecution().setVariable("remaining",
                gate(task.getExecution()).review(task.getExecution().getProcessBusinessKey(), "secrecy", withheld(submissions.of(task.getId()))));
    }

    @Bean
    TaskListener recordPrivacyReview(Submissions submissions) {
        return task -> task.getExecution().setVariable("remaining",
                gate(task.getExecution()).review(task.getExecution().getProcessBusinessKey(), "privacy", withheld(submissions.of(task.getId()))));
    }

    @Bean
    JavaDelegate screenPublicationPrivacy() {
        return execution -> gate(execution).screenPrivacy(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate excludePersonsFromPublication() {
        return execution -> gate(execution).excludePersons(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate checkPublicationBasis() {
        return execution -> execution.setVariable("remaining", gate(execution).checkBasis(execution.getProcessBusinessKey()));
    }

    @Bean
    JavaDelegate publishRecords() {
        return execution -> gate(execution).publish(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate closeWithheldPublication() {
        return execution -> gate(execution).closeWithheld(execution.getProcessBusinessKey());
    }

    @Bean
    JavaDelegate sweepPublications() {
        return execution -> publications.sweep();
    }

    /** Reasons by record number; all records under the key null where none may be published. */
    private static Map<String, String> withheld(Submission form) {
        Map<String, String> withheld = new LinkedHashMap<>();
        switch (form.text("decision")) {
            case "none" -> withheld.put(null, form.text("reason"));
            case "some" -> {
                if (form.rows("rows").isEmpty()) {
                    throw Refusal.invalid("选择了“部分不予公示”，请逐条填写不予公示的记录编号和理由。");
                }
                form.rows("rows").forEach(row -> withheld.put(String.valueOf(row.get("recordNo")), (String) row.get("reason")));
            }
            default -> {
                // all may be published
            }
        }
        return withheld;
    }
}
