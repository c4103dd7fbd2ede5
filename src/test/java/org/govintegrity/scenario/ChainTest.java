package org.govintegrity.scenario;

import org.camunda.bpm.engine.task.Task;
import org.govintegrity.casefile.AccountabilityProposed;
import org.govintegrity.casefile.BreachSuspected;
import org.govintegrity.casefile.CaseEvent;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Steps of the chain from an inspection to accountability, for the tests of its parts. */
public abstract class ChainTest extends ProcessTest {

    protected static final String UNIT = "caizhengju";

    @Autowired protected ApplicationEventPublisher events;
    @Autowired protected TransactionTemplate transaction;

    /** An inspection of the unit, approved, with its conclusion still to be drafted. */
    protected String inspectedToConclusion() {
        String definition = repository.createProcessDefinitionQuery().processDefinitionKey("inspection").latestVersion().singleResult().getId();
        String id = as("supervisor1", () -> forms.submitStartForm(definition, new LinkedHashMap<>(Map.of("kind", "special", "title", "服务承诺兑现专项检查",
                "authority", "文政办字〔2026〕12号", "approver", "区长", "clauses", "三.5", "periodFrom", "2026-03-02", "periodTo", "2026-06-30")))).getId();
        String caseNo = runtime.createProcessInstanceQuery().processInstanceId(id).singleResult().getBusinessKey();
        complete("userTask_planInspection", caseNo, "supervisor1", new LinkedHashMap<>(Map.of("unitSelection", "manual", "units", List.of(UNIT),
                "teamSelection", "manual", "team", List.of("inspector1", "inspector2"), "items", List.of(Map.of("method", "documents", "text", "承诺台账")))));
        complete("userTask_approvePlan", caseNo, "leader1", Map.of("decision", "approve"));
        runJobs(caseNo);
        String part = cases.children(caseNo).get(0).caseNo();
        runJobs(part);
        complete("userTask_submitSelfCheck", part, UNIT + "1", Map.of("problemsFound", "no", "report", "未发现问题"));
        for (Task item : openTasks("userTask_checkItem", part)) {
            as("inspector1", () -> forms.submitTaskForm(item.getId(), Map.of("problem", "yes", "findings", "三项承诺没有兑现")));
            runJobs(part);
        }
        complete("userTask_writeFactSheet", part, "inspector2", Map.of("facts", "三项承诺没有按期兑现"));
        complete("userTask_signFactSheet", part, UNIT + "head", Map.of("answer", "sign"));
        return part;
    }

    /** The conclusion is drafted by inspector1, reviewed by supervisor1 and served. */
    protected void conclude(String part, String loss, String impact, boolean problem, String obstruction) {
        Map<String, Object> draft = new LinkedHashMap<>(Map.of("conclusion", "三项公开承诺没有兑现", "loss", loss, "impact", impact, "deliberate", false,
                "problems", problem ? List.of(Map.of("clause", "三.5", "text", "三项承诺没有按期兑现")) : List.of(), "obstruction", obstruction != null));
        if (obstruction != null) {
            draft.put("obstructionFacts", obstruction);
        }
        complete("userTask_draftConclusion", part, "inspector1", draft);
        complete("userTask_reviewConclusion", part, "supervisor1", Map.of("decision", "serve"));
        runJobs(part);
        cases.children(part).forEach(child -> runJobs(child.caseNo()));
    }

    protected void waiveReview(String part) {
        complete("userTask_applyReview", part, UNIT + "head", Map.of("answer", "waive"));
        runJobs(part);
    }

    /** The only child of that kind. */
    protected String child(String caseNo, String kind) {
        List<CaseFile> children = cases.children(caseNo).stream().filter(c -> c.kind().equals(kind)).toList();
        assertThat(children).as("%s of %s", kind, caseNo).hasSize(1);
        return children.get(0).caseNo();
    }

    protected List<CaseFile> children(String caseNo, String kind) {
        return cases.children(caseNo).stream().filter(c -> c.kind().equals(kind)).toList();
    }

    /** Plan, report and verification with that result; several rounds if it keeps failing. */
    protected void mend(String rectification, boolean passed) {
        complete("userTask_submitPlan", rectification, UNIT + "1", Map.of("rows", List.of(Map.of("no", 1, "owner", "张三", "measure", "逐项兑现", "by", "2026-03-20"))));
        do {
            complete("userTask_submitReport", rectification, UNIT + "1", Map.of("rows", List.of(Map.of("no", 1, "result", "已兑现"))));
            complete("userTask_verifyRectification", rectification, "inspector3", Map.of("rows", List.of(passed
                    ? Map.of("no", 1, "passed", "yes") : Map.of("no", 1, "passed", "no", "reason", "没有兑现"))));
        } while (!ended(rectification));
    }

    /** A unit's inspection as another module would know it, without running it. */
    protected String someUnitCase() {
        return transaction.execute(status -> {
            CaseFile file = cases.open(NewCase.numbered("JC", "unit-inspection-stub", "承诺检查", UNIT, List.of("三.5"), null));
            cases.setMembers(file.caseNo(), Cases.TEAM, List.of("inspector1"));
            return file.caseNo();
        });
    }

    /** A clue from such a case; the finding's case number. */
    protected String suspect(String origin, String source, String gravity) {
        transaction.executeWithoutResult(status -> events.publishEvent(new BreachSuspected(origin, source, gravity, "三项公开承诺没有兑现")));
        return cases.children(origin).stream().filter(c -> c.kind().equals("breach-finding")).map(CaseFile::caseNo).reduce((a, b) -> b).orElseThrow();
    }

    protected Map<String, Object> verification(String gravity, String correction) {
        return new LinkedHashMap<>(Map.of("result", "confirmed", "kind", "breach", "documentName", "检查结论书", "documentNo", "文诚检〔2026〕1号",
                "documentDate", "2026-03-02", "gravity", gravity, "correction", correction, "facts", "三项公开承诺到期没有兑现，有台账为证"));
    }

    protected void proposeFinding(String finding, String breachClass, String person) {
        Map<String, Object> form = new LinkedHashMap<>(Map.of("breachClass", breachClass, "basis", "国发〔2016〕76号第二部分", "measures", List.of("explain", "honours")));
        if (person != null) {
            form.put("personId", person);
        }
        complete("userTask_proposeFinding", finding, "credit1", form);
        runJobs(finding);
    }

    /** The unit uses its right of defence. */
    protected void defend(String finding) {
        complete("userTask_defend", finding, UNIT + "head", Map.of("answer", "defend", "statement", "系上级政策调整所致，请从轻"));
    }

    protected void decide(String finding, String decided) {
        complete("userTask_reviewFinding", finding, "supervisor2", Map.of("decided", decided, "reasons", "综合考虑全案情况", "answer", "部分采纳，政策调整情况属实"));
        runJobs(finding);
    }

    protected String proposeAccountability(String origin, String person) {
        transaction.executeWithoutResult(status -> events.publishEvent(new AccountabilityProposed(origin, person, "三项公开承诺没有兑现")));
        return child(origin, "accountability");
    }

    /** Proposed, approved, handed over and received. */
    protected void handOver(String accountability, String person, String letterNo) {
        Map<String, Object> form = new LinkedHashMap<>(Map.of("facts", "三项公开承诺没有兑现，造成企业损失", "evidence", List.of(Map.of("text", "检查结论书"), Map.of("text", "承诺台账")),
                "rule", "鲁政发〔2018〕9号", "circumstances", "无", "suggestion", "建议对责任人员依规依纪处理", "recipient", "discipline"));
        if (person != null) {
            form.put("personId", person);
        }
        complete("userTask_proposeAccountability", accountability, "supervisor1", form);
        complete("userTask_approveProposal", accountability, "leader1", Map.of("decision", "approve"));
        complete("userTask_handOver", accountability, "supervisor1", Map.of("letterNo", letterNo));
        runJobs(accountability);
        complete("userTask_confirmReceipt", accountability, "authority1", Map.of("receiptNo", "收〔2026〕8号"));
    }

    protected Map<String, Object> outcome(String form, String person, Integer months) {
        Map<String, Object> outcome = new LinkedHashMap<>(Map.of("result", "action", "form", form, "documentName", "政务处分决定书", "documentNo", "文监政〔2026〕5号",
                "documentDate", "2026-03-02"));
        if (person != null) {
            outcome.put("personId", person);
        }
        if (months != null) {
            outcome.put("months", months);
        }
        return outcome;
    }

    protected List<String> texts(String caseNo) {
        return cases.timeline(caseNo).stream().map(CaseEvent::text).toList();
    }

    /** Templates of a case's notices with their addressees, as {@code template:addressee}. */
    protected List<String> notices(String caseNo) {
        return jdbc.sql("select template || ':' || addressee from notice where case_no = ?").param(caseNo).query(String.class).list();
    }

    protected String refused(String taskKey, String caseNo, String person, Map<String, Object> form) {
        return refusalOf(() -> complete(taskKey, caseNo, person, form)).getMessage();
    }

    protected static Map<String, Object> with(Map<String, Object> form, String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(form);
        if (value == null) {
            changed.remove(field);
        } else {
            changed.put(field, value);
        }
        return changed;
    }
}
