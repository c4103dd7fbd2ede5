package org.govintegrity.proposal;

import org.govintegrity.casefile.LimitStart;
import org.springframework.stereotype.Component;

import java.util.Optional;

/** All steps of an answer share one limit from dispatch, those of a second answer one from the day of the complaint; a promise has its day. */
@Component
class ProposalLimits implements LimitStart {

    private final Proposals proposals;
    private final Promises promises;

    ProposalLimits(Proposals proposals, Promises promises) {
        this.proposals = proposals;
        this.promises = promises;
    }

    @Override
    public Optional<Start> startOf(String caseNo, String taskKey, String item) {
        return proposals.find(caseNo).map(p -> switch (taskKey) {
            case "userTask_fulfilPromise" -> new Start(promises.get(caseNo, Integer.parseInt(item)).dueOn(), null);
            case "userTask_draftAnswerAgain", "userTask_signAnswerAgain", "userTask_deliverAnswerAgain" -> new Start(p.unsatisfiedOn(), null);
            default -> new Start(p.dispatchedOn(), ProposalKind.of(p.kind()).answerRule);
        });
    }
}
