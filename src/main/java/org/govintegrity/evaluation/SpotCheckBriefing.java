package org.govintegrity.evaluation;

import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskBriefing;
import org.springframework.stereotype.Component;

import java.util.Map;

/** What the form of a check on the spot shows above its fields. */
@Component
class SpotCheckBriefing implements TaskBriefing {

    private final SpotChecks checks;
    private final Cases cases;

    SpotCheckBriefing(SpotChecks checks, Cases cases) {
        this.checks = checks;
        this.cases = cases;
    }

    @Override
    public Map<String, Object> brief(String caseNo, String taskKey, String item) {
        return cases.find(caseNo).filter(file -> file.kind().equals(SpotChecks.KIND)).isEmpty() ? Map.of()
                : Map.of("year", String.valueOf(checks.get(caseNo).drawnAt().getYear()));
    }
}
