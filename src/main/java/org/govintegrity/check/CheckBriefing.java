package org.govintegrity.check;

import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskBriefing;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.FormText;
import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the forms of a check show. Of a person neither name nor records: those are on the check's page, which notes who reads them. */
@Component
class CheckBriefing implements TaskBriefing {

    private final CheckService checks;
    private final Cases cases;

    CheckBriefing(CheckService checks, Cases cases) {
        this.checks = checks;
        this.cases = cases;
    }

    @Override
    public Map<String, Object> brief(String caseNo, String taskKey, String item) {
        if (cases.find(caseNo).map(CaseFile::kind).filter(CheckService.KIND::equals).isEmpty()) {
            return Map.of();
        }
        Check check = checks.get(caseNo);
        Map<String, Object> brief = new LinkedHashMap<>();
        brief.put("purpose", checks.purpose(check.purpose()).label());
        brief.put("matter", FormText.plain(check.matterNo()));
        brief.put("basis", FormText.plain(check.basis()));
        brief.put("subject", check.person() ? "个人（姓名和记录请在核查页面查看，查看会留下记录）"
                : FormText.plain((check.subjectName() == null ? "" : check.subjectName() + "　") + check.creditCode()));
        brief.put("emergency", FormText.plain(check.emergency()));
        brief.put("measureOptions", List.of());
        if (check.answered()) {
            Answer answer = checks.read(check);
            brief.put("answer", check.person() ? "见核查页面" : FormText.plain(answer.words()));
            brief.put("records", check.person() ? "" : answer.records().stream().map(CheckBriefing::words).collect(Collectors.joining("\n")));
            brief.put("allowed", answer.measures().isEmpty() ? "没有。不得因信用原因限制或者不予办理" : answer.measures().stream().map(Measure::label).collect(Collectors.joining("、")));
            brief.put("suggestion", answer.suggestionWords());
            brief.put("tableBasis", FormText.plain(answer.tableBasis()));
            brief.put("validUntil", ChineseDates.date(answer.validUntil()));
            brief.put("measureOptions", answer.measures().stream().map(m -> Map.of("label", m.label(), "value", m.code())).toList());
        }
        return brief;
    }

    private static String words(Answer.Entry e) {
        return "- " + e.recordNo() + "　" + e.kindWords() + "，" + e.classWords() + "（" + e.standingWords() + "）"
                + (e.documentName() == null ? "" : FormText.plain("《" + e.documentName() + "》" + e.documentNo())) + "，" + ChineseDates.date(e.documentDate()) + "；" + e.repair();
    }
}
