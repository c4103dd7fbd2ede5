package org.govintegrity.assessment;

import org.govintegrity.casefile.ScoresOrdered;
import org.springframework.stereotype.Component;

import java.util.Optional;

/** What the process that takes scores in has to know: the latest file, and the units that are assessed. */
@Component
class AssessmentOrders implements ScoresOrdered {

    private final Assessments assessments;
    private final Institutions institutions;
    private final AssessmentFiles files;

    AssessmentOrders(Assessments assessments, Institutions institutions, AssessmentFiles files) {
        this.assessments = assessments;
        this.institutions = institutions;
        this.files = files;
    }

    @Override
    public Optional<Order> order(String caseNo) {
        return assessments.find(caseNo).flatMap(a -> files.latest(caseNo, AssessmentFile.SCORES).map(file -> {
            Candidate chosen = institutions.candidate(caseNo, a.institutionId());
            return new Order(a.evalYear(), chosen.name(), chosen.commitment(), assessments.assessed(caseNo), file.evidenceId(), chosen.commitmentEvidence());
        }));
    }
}
