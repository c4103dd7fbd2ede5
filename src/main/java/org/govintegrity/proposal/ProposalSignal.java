package org.govintegrity.proposal;

/** A proposal was registered: its process begins. Published within the transaction that registers it. */
public record ProposalSignal(String caseNo) {
}
