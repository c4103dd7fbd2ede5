package org.govintegrity.inspection.process;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.engine.AsSystem;
import org.govintegrity.engine.ModelBean;
import org.govintegrity.engine.task.FormSchemas;
import org.govintegrity.inspection.InspectedUnit;
import org.govintegrity.inspection.InspectionCancelled;
import org.govintegrity.inspection.InspectionService;
import org.govintegrity.inspection.Launch;
import org.govintegrity.inspection.Plan;
import org.govintegrity.inspection.UnitInspectionService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the models of the inspection family name; a bean's name is API for running instances. */
@Configuration
class InspectionProcessBeans {

    private final RuntimeService runtime;
    private final AsSystem system;

    InspectionProcessBeans(@Lazy RuntimeService runtime, AsSystem system) {
        this.runtime = runtime;
        this.system = system;
    }

    /** Opens the case from the start form's values, which then leave the process again: they are in our own tables. */
    @Bean
    ExecutionListener launchInspection(InspectionService inspections, Cases cases, FormSchemas forms) {
        return execution -> {
            Map<String, Object> given = execution.getVariablesTyped(false);
            Map<String, Object> values = forms.ofStart(execution.getProcessDefinitionId()).check(given);
            Submission form = new Submission(0, null, null, null, null, null, null, null, values);
            String clauses = form.text("clauses") == null ? "" : form.text("clauses");
            String caseNo = inspections.launch(new Launch(form.text("kind"), form.text("title"), form.text("authority"), form.text("approver"),
                    Arrays.stream(clauses.split("[,，、;；\\s]+")).filter(s -> !s.isBlank()).toList(), form.date("periodFrom"), form.date("periodTo")));
            execution.removeVariables(given.keySet());
            execution.setProcessBusinessKey(caseNo);
            cases.carriedBy(caseNo, execution.getProcessInstanceId());
        };
    }

    @Bean
    TaskListener recordInspectionPlan(InspectionService inspections, Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            inspections.plan(caseNo(task), new Plan("random".equals(form.text("unitSelection")), form.list("units"), form.number("unitCount"),
                    "random".equals(form.text("teamSelection")), form.list("team"), form.number("teamSize"),
                    form.rows("items").stream().map(row -> new Plan.Item((String) row.get("method"), (String) row.get("text"))).toList()));
        };
    }

    @Bean
    TaskListener recordPlanDecision(InspectionService inspections, Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            inspections.decidePlan(caseNo(task), form.text("decision"), form.text("reason"));
            task.getExecution().setVariable("decision", form.text("decision"));
        };
    }

    /** One independent instance a unit; the job may run again without starting any twice. */
    @Bean
    JavaDelegate startUnitInspections(InspectionService inspections) {
        return execution -> {
            for (InspectedUnit unit : inspections.openUnitCases(execution.getProcessBusinessKey())) {
                boolean started = runtime.createProcessInstanceQuery().processDefinitionKey("unit-inspection")
                        .processInstanceBusinessKey(unit.unitCaseNo()).count() > 0;
                if (!started && unit.endedAt() == null) {
                    runtime.startProcessInstanceByKey("unit-inspection", unit.unitCaseNo());
                }
            }
        };
    }

    @Bean
    TaskListener recordInspectionReport(InspectionService inspections, Submissions submissions) {
        return task -> inspections.report(caseNo(task), submissions.of(task.getId()).text("report"));
    }

    @Bean
    TaskListener recordReportSignature(InspectionService inspections, Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean signed = "sign".equals(form.text("decision"));
            inspections.signReport(caseNo(task), signed, form.text("reason"));
            task.getExecution().setVariable("signed", signed);
        };
    }

    @Bean
    JavaDelegate closeInspection(InspectionService inspections) {
        return execution -> inspections.close(execution.getProcessBusinessKey());
    }

    @Bean
    ExecutionListener carryUnitInspection(Cases cases) {
        return execution -> cases.carriedBy(execution.getProcessBusinessKey(), execution.getProcessInstanceId());
    }

    @Bean
    JavaDelegate serveInspectionNotice(UnitInspectionService inspections) {
        return execution -> inspections.serveNotice(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordSelfCheck(UnitInspectionService inspections, Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            inspections.selfCheck(caseNo(task), "yes".equals(form.text("problemsFound")), form.text("report"));
        };
    }

    @Bean
    TaskListener recordItemCheck(UnitInspectionService inspections, Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            inspections.recordItem(caseNo(task), form.item(), "yes".equals(form.text("problem")), form.text("findings"), form.person());
        };
    }

    @Bean
    TaskListener recordFactSheet(UnitInspectionService inspections, Submissions submissions) {
        return task -> inspections.factSheet(caseNo(task), submissions.of(task.getId()).text("facts"));
    }

    @Bean
    TaskListener recordFactSheetAnswer(UnitInspectionService inspections, Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            inspections.answerFactSheet(caseNo(task), "sign".equals(form.text("answer")), form.text("reason"));
        };
    }

    @Bean
    JavaDelegate deemFactSheetServed(UnitInspectionService inspections) {
        return execution -> inspections.deemFactSheetServed(execution.getProcessBusinessKey());
    }

    /** Stores the draft; the few values the severity table and the gateway read become routing flags. */
    @Bean
    TaskListener recordConclusionDraft(UnitInspectionService inspections, Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            inspections.draft(caseNo(task), form.text("conclusion"), form.text("loss"), form.text("impact"), form.flag("deliberate"), form.rows("problems"),
                    form.flag("obstruction") ? Objects.requireNonNullElse(form.text("obstructionFacts"), "") : null);
            DelegateExecution execution = task.getExecution();
            execution.setVariable("problemCount", form.rows("problems").size());
            execution.setVariable("loss", form.text("loss"));
            execution.setVariable("impact", form.text("impact"));
            execution.setVariable("deliberate", form.flag("deliberate"));
            execution.setVariable("obstruction", form.flag("obstruction"));
            execution.setVariable("rectificationOutcome", "none");
        };
    }

    /** Runs when the severity table has been asked. */
    @Bean
    ExecutionListener recordSeverity(UnitInspectionService inspections) {
        return execution -> inspections.severity(execution.getProcessBusinessKey(), (String) execution.getVariable("severity"));
    }

    @Bean
    TaskListener recordConclusionReview(UnitInspectionService inspections, Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean serve = "serve".equals(form.text("decision"));
            inspections.review(caseNo(task), serve, form.text("reason"));
            task.getExecution().setVariable("serve", serve);
        };
    }

    @Bean
    JavaDelegate serveConclusion(UnitInspectionService inspections) {
        return execution -> inspections.serveConclusion(execution.getProcessBusinessKey());
    }

    @Bean
    TaskListener recordReviewApplication(UnitInspectionService inspections, Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            boolean applied = "apply".equals(form.text("answer"));
            inspections.applyForReview(caseNo(task), applied, form.text("grounds"));
            task.getExecution().setVariable("reviewApplied", applied);
        };
    }

    @Bean
    JavaDelegate noteReviewLapsed(UnitInspectionService inspections) {
        return execution -> inspections.reviewLapsed(execution.getProcessBusinessKey());
    }

    /** What was decided replaces the flags that the consequence table reads. */
    @Bean
    TaskListener recordReviewDecision(UnitInspectionService inspections, Submissions submissions) {
        return task -> {
            Submission form = submissions.of(task.getId());
            String severity = inspections.decideReview(caseNo(task), form.text("decision"), form.text("severity"), form.text("reasons"));
            task.getExecution().setVariable("severity", severity);
            if ("revoke".equals(form.text("decision"))) {
                task.getExecution().setVariable("obstruction", false);
                task.getExecution().setVariable("revoked", true);
            }
        };
    }

    /** Serves the decision; where nothing is left of the conclusion, its mending ends. */
    @Bean
    JavaDelegate serveReviewDecision(UnitInspectionService inspections) {
        return execution -> {
            inspections.serveReview(execution.getProcessBusinessKey());
            if (Boolean.TRUE.equals(execution.getVariable("revoked"))) {
                runtime.createMessageCorrelation("unitInspection.conclusionRevoked").processInstanceBusinessKey(execution.getProcessBusinessKey())
                        .correlateAllWithResult();
            }
        };
    }

    @Bean
    JavaDelegate referBreach(UnitInspectionService inspections) {
        return execution -> inspections.referBreach(execution.getProcessBusinessKey(), (String) execution.getVariable("finding"));
    }

    /** Ends the unit's case; whoever ends the last one wakes the inspection. */
    @Bean
    JavaDelegate endUnitInspection(UnitInspectionService inspections) {
        return execution -> {
            inspections.end(execution.getProcessBusinessKey(), outcome(execution)).ifPresent(inspection ->
                    runtime.createMessageCorrelation("inspection.allUnitsEnded").processInstanceBusinessKey(inspection).correlate());
        };
    }

    /** {@code ${inspectionItems.of(execution)}}: the ids over which the items are checked side by side. */
    @Bean
    @ModelBean
    InspectionItems inspectionItems(UnitInspectionService inspections) {
        return execution -> inspections.itemIds(execution.getProcessBusinessKey());
    }

    /** Reached from models by reflection, so it must be public. */
    @FunctionalInterface
    public interface InspectionItems {
        List<String> of(DelegateExecution execution);
    }

    @EventListener
    void on(InspectionCancelled cancelled) {
        system.run(() -> {
            for (String unitCase : cancelled.unitCaseNos()) {
                runtime.createMessageCorrelation("unitInspection.cancelled").processInstanceBusinessKey(unitCase).correlateAllWithResult();
            }
            runtime.createMessageCorrelation("inspection.cancelled").processInstanceBusinessKey(cancelled.caseNo()).correlate();
        });
    }

    private static String outcome(DelegateExecution execution) {
        if (Boolean.TRUE.equals(execution.getVariable("revoked"))) {
            return "revoked";
        }
        return switch (String.valueOf(execution.getVariable("rectificationOutcome"))) {
            case "closed" -> "rectified";
            case "failed" -> "failed";
            case "overdue" -> "overdue";
            default -> Boolean.TRUE.equals(execution.getVariable("obstruction")) ? "obstructed" : "clean";
        };
    }

    private static String caseNo(DelegateTask task) {
        return task.getExecution().getProcessBusinessKey();
    }
}
