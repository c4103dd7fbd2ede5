package org.govintegrity.evaluation;

import org.govintegrity.casefile.CaseEvent;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskBriefing;
import org.govintegrity.common.FormText;
import org.govintegrity.registry.Registry;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the review of an institution's scores shows above its fields. */
@Component
class ThirdPartyBriefing implements TaskBriefing {

    private static final int SHOWN = 100;

    private final ThirdPartyScores scores;
    private final Cases cases;
    private final Registry registry;

    ThirdPartyBriefing(ThirdPartyScores scores, Cases cases, Registry registry) {
        this.scores = scores;
        this.cases = cases;
        this.registry = registry;
    }

    @Override
    public Map<String, Object> brief(String caseNo, String taskKey, String item) {
        if (cases.find(caseNo).filter(file -> file.kind().equals(ThirdPartyScores.KIND)).isEmpty()) {
            return Map.of();
        }
        List<ThirdPartyScore> differing = scores.differing(caseNo);
        String commitment = cases.timeline(caseNo).stream().filter(event -> event.type().equals("third-party-received")).map(CaseEvent::text)
                .map(text -> text.substring(text.indexOf("机构承诺：") + 5)).findFirst().orElse("");
        return Map.of("institution", FormText.plain(differing.isEmpty() ? "" : differing.get(0).institution()), "commitment", FormText.plain(commitment),
                "limit", scores.limit().stripTrailingZeros().toPlainString(), "differences", differing.stream().limit(SHOWN).map(s -> registry.unit(s.unitId()).shortName() + "：第三方"
                        + s.score().toPlainString() + "分，本系统" + s.ownScore().toPlainString() + "分，相差" + s.difference().toPlainString() + "分").collect(Collectors.joining("<br>"))
                        + (differing.size() > SHOWN ? "<br>（只列前" + SHOWN + "个，共" + differing.size() + "个）" : ""));
    }
}
