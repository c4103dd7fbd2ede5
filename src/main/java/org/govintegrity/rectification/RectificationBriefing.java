package org.govintegrity.rectification;

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

/** What the forms of a rectification show; {@code rows} prefills one line for each item still open. */
@Component
class RectificationBriefing implements TaskBriefing {

    private final RectificationService rectifications;
    private final Cases cases;

    RectificationBriefing(RectificationService rectifications, Cases cases) {
        this.rectifications = rectifications;
        this.cases = cases;
    }

    @Override
    public Map<String, Object> brief(String caseNo, String taskKey, String item) {
        if (cases.find(caseNo).map(CaseFile::kind).filter(RectificationService.KIND::equals).isEmpty()) {
            return Map.of();
        }
        Map<String, Object> brief = new LinkedHashMap<>();
        List<RectificationItem> open = rectifications.openItems(caseNo);
        brief.put("parent", cases.get(caseNo).parentNo());
        brief.put("items", open.stream().map(RectificationBriefing::words).collect(Collectors.joining("\n")));
        brief.put("round", rectifications.round(caseNo) == 1 ? "" : "这是第" + (rectifications.round(caseNo) - 1) + "次补充整改，请只办理下列未通过的事项。");
        brief.put("rows", open.stream().map(i -> Map.of("no", i.seq(), "problem", i.problem())).toList());
        return brief;
    }

    private static String words(RectificationItem i) {
        StringBuilder words = new StringBuilder("- 第").append(i.seq()).append("项：").append(FormText.plain(i.problem()));
        if (i.mendBy() != null) {
            words.append("（限").append(ChineseDates.date(i.mendBy())).append("前）");
        }
        if (i.owner() != null) {
            words.append("　责任人：").append(FormText.plain(i.owner())).append("，措施：").append(FormText.plain(i.measure())).append("，承诺").append(ChineseDates.date(i.plannedFor())).append("前完成");
        }
        if (i.result() != null) {
            words.append("　整改报告：").append(FormText.plain(i.result()));
        }
        if (i.reason() != null) {
            words.append("　**上次核查未通过**：").append(FormText.plain(i.reason()));
        }
        return words.toString();
    }
}
