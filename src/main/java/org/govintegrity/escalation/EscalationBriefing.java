package org.govintegrity.escalation;

import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskBriefing;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.FormText;
import org.govintegrity.registry.Registry;
import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the forms of hand-back, extension and interview show. */
@Component
class EscalationBriefing implements TaskBriefing {

    private final EscalationService escalations;
    private final Cases cases;
    private final TaskBook book;
    private final Registry registry;

    EscalationBriefing(EscalationService escalations, Cases cases, TaskBook book, Registry registry) {
        this.escalations = escalations;
        this.cases = cases;
        this.book = book;
        this.registry = registry;
    }

    @Override
    public Map<String, Object> brief(String caseNo, String taskKey, String item) {
        if (cases.find(caseNo).map(CaseFile::kind).filter(EscalationService.KIND::equals).isEmpty()) {
            return Map.of();
        }
        Map<String, Object> brief = new LinkedHashMap<>();
        brief.put("parent", cases.get(caseNo).parentNo());
        switch (taskKey) {
            case "userTask_designateUnit" -> {
                EscalationService.HandBack handBack = escalations.handBack(caseNo);
                brief.put("reason", FormText.plain(handBack.reason()));
                brief.put("requestedBy", registry.displayName(handBack.requestedBy()));
                brief.put("unitOptions", escalations.designable(caseNo).stream()
                        .map(u -> Map.of("value", u.id(), "label", u.fullName() + (u.id().equals(handBack.unitId()) ? "（维持原单位）" : ""))).toList());
            }
            case "userTask_decideExtension" -> {
                EscalationService.Extension extension = escalations.extension(caseNo);
                TaskEntry task = book.get(extension.taskId());
                brief.put("reason", FormText.plain(extension.reason()));
                brief.put("requestedBy", registry.displayName(extension.requestedBy()));
                brief.put("task", task.taskName());
                brief.put("due", ChineseDates.date(task.dueOn()));
                brief.put("amount", extension.amount());
            }
            default -> {
                // the interview's form says all with the case's title
            }
        }
        return brief;
    }
}
