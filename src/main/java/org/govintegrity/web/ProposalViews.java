package org.govintegrity.web;

import org.govintegrity.proposal.Promises;
import org.govintegrity.proposal.Proposal;
import org.govintegrity.proposal.Proposals;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the file of a proposal shows: whoever may read the case may read all of it, save that a clue is not for the unit it is about. */
@Component
class ProposalViews {

    private final Proposals proposals;
    private final Promises promises;
    private final CurrentPerson me;

    ProposalViews(Proposals proposals, Promises promises, CurrentPerson me) {
        this.proposals = proposals;
        this.promises = promises;
        this.me = me;
    }

    void addTo(Model model, String caseNo) {
        Proposal proposal = proposals.get(caseNo);
        model.addAttribute("proposal", proposal);
        model.addAttribute("signers", proposals.signers(caseNo));
        model.addAttribute("assists", proposals.assists(caseNo));
        model.addAttribute("answers", proposals.answers(caseNo));
        model.addAttribute("replies", proposals.replies(caseNo));
        model.addAttribute("promised", promises.of(caseNo));
        model.addAttribute("clue", me.districtWide() ? proposal.falseFacts() : null);
        model.addAttribute("mayReportFalse", me.supervisor() && proposal.falseOn() == null
                && proposals.signed(caseNo).filter(a -> a.answerClass().equals("A")).isPresent());
    }
}
