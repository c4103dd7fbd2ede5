package org.govintegrity.assessment;

import org.govintegrity.casefile.LimitStart;
import org.springframework.stereotype.Component;

import java.util.Optional;

/** The institution's time runs from the day it had all data, or from the day its report was returned, whatever was wrong with a file meanwhile. */
@Component
class AssessmentLimits implements LimitStart {

    private final Assessments assessments;

    AssessmentLimits(Assessments assessments) {
        this.assessments = assessments;
    }

    @Override
    public Optional<Start> startOf(String caseNo, String taskKey, String item) {
        return assessments.find(caseNo).map(a -> new Start(a.round() == 1 ? a.workFrom() : a.returnedOn(), Assessments.reportRule(a)));
    }
}
