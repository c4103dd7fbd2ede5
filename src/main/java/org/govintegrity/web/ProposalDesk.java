package org.govintegrity.web;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.common.Refusal;
import org.govintegrity.proposal.Proposal;
import org.govintegrity.proposal.ProposalKind;
import org.govintegrity.proposal.ProposalState;
import org.govintegrity.proposal.Proposals;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Set;

/** Which proposals somebody may see, on the pages and as data: those whose case they may read. */
@Component
public class ProposalDesk {

    private final CurrentPerson me;
    private final CaseAccess access;
    private final Proposals proposals;

    ProposalDesk(CurrentPerson me, CaseAccess access, Proposals proposals) {
        this.me = me;
        this.access = access;
        this.proposals = proposals;
    }

    /** @param kind, state, unit a code, or null or empty for all. @throws Refusal (invalid) for a kind or state there is none of */
    public List<Proposal> list(String kind, String state, String unit, boolean keyItemsOnly) {
        List<Proposal> found = proposals.list(given(kind) ? ProposalKind.of(kind) : null, given(state) ? ProposalState.of(state) : null, given(unit) ? unit : null, keyItemsOnly);
        Set<String> readable = access.readable(found.stream().map(Proposal::caseNo).toList(), me.id());
        return found.stream().filter(p -> readable.contains(p.caseNo())).toList();
    }

    /** @throws Refusal (not found), in the same words whether there is no such case or it is not this person's to read */
    public Proposal read(String caseNo) {
        access.read(caseNo, me.id());
        return proposals.find(caseNo).orElseThrow(() -> Refusal.notFound("案件" + caseNo + "不是建议提案。"));
    }

    private static boolean given(String typed) {
        return typed != null && !typed.isEmpty();
    }
}
