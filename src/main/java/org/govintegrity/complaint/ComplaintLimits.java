package org.govintegrity.complaint;

import org.govintegrity.casefile.LimitStart;
import org.springframework.stereotype.Component;

import java.util.Optional;

/** All steps of handling share one limit from dispatch, by the kind of complaint; handled again, one from the day that was asked for. */
@Component
class ComplaintLimits implements LimitStart {

    private final Complaints complaints;

    ComplaintLimits(Complaints complaints) {
        this.complaints = complaints;
    }

    @Override
    public Optional<Start> startOf(String caseNo, String taskKey, String item) {
        return complaints.find(caseNo).map(c -> switch (taskKey) {
            case "userTask_decideComplaint" -> new Start(c.receivedOn(), c.acceptRule());
            default -> c.round() == 1 ? new Start(c.dispatchedOn(), c.limitRule()) : new Start(c.reopenedOn(), "complaint.again");
        });
    }
}
