package org.govintegrity.warning;

import org.govintegrity.casefile.TaskBriefing;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.FormText;
import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the forms of a warning show; the whole is on its page. */
@Component
class WarningBriefing implements TaskBriefing {

    private static final int SHOWN = 10;

    private final Warnings warnings;
    private final WarningService service;

    WarningBriefing(Warnings warnings, WarningService service) {
        this.warnings = warnings;
        this.service = service;
    }

    @Override
    public Map<String, Object> brief(String caseNo, String taskKey, String item) {
        return warnings.find(caseNo).map(w -> brief(w, taskKey)).orElse(Map.of());
    }

    private Map<String, Object> brief(Warning w, String taskKey) {
        Map<String, Object> brief = new LinkedHashMap<>();
        brief.put("rule", FormText.plain(w.ruleTitle()));
        brief.put("level", w.levelWords());
        brief.put("reasons", w.reasonList().stream().map(FormText::plain).collect(Collectors.joining("；")));
        List<WarningRow> rows = warnings.rows(w.caseNo());
        brief.put("rows", rows.stream().limit(SHOWN).map(row -> "- " + FormText.plain(row.words())).collect(Collectors.joining("\n"))
                + (rows.size() > SHOWN ? "\n- 共" + rows.size() + "条，其余见预警页面" : ""));
        brief.put("faded", w.fadedOn() == null ? "" : "**信号已自" + ChineseDates.date(w.fadedOn()) + "起消失**（改正、撤回或者回落）\n\n");
        if (taskKey.equals(Warnings.TRIAGE)) {
            brief.put("dismissalOptions", service.dismissals().stream().map(r -> Map.of("value", r.code(), "label", r.label())).toList());
        } else {
            brief.put("words", FormText.plain(w.words()));
        }
        return brief;
    }
}
