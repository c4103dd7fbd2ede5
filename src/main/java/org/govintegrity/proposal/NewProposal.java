package org.govintegrity.proposal;

import java.util.List;

/**
 * A suggestion or proposal as it is handed in.
 *
 * @param joint signers besides the leading one; may be empty
 */
public record NewProposal(ProposalKind kind, String session, String number, String subject, String text, String leading, List<String> joint,
                          boolean confidential, boolean keyItem) {

    public NewProposal {
        joint = List.copyOf(joint);
    }
}
