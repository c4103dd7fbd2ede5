package org.govintegrity.objection;

import java.time.LocalDate;

/**
 * An objection to a record.
 *
 * @param atCounter     taken down by the credit centre for somebody who came in person; the next three say who
 * @param answerer      group that has to answer besides; null where none is asked
 * @param outcome       code of {@link Outcome}; null until decided
 * @param correctedNo   the record that says it right, or null
 * @param secondUntil   last day on which a second look may be asked for; null until the outcome is served
 * @param secondGrounds null unless it was asked for
 */
public record Objection(String caseNo, String recordNo, String grounds, boolean atCounter, String name, String identifiedBy, String contact, String answerer,
                        String answer, String outcome, String reasons, String correctedNo, LocalDate secondUntil, String secondGrounds,
                        String secondOutcome, String secondReasons) {

    /** Whether somebody has to decide something now. */
    public boolean undecided() {
        return outcome == null || secondGrounds != null && secondOutcome == null;
    }

    /** The record that is looked at: the corrected one, once there is one. */
    public String target() {
        return correctedNo == null ? recordNo : correctedNo;
    }

    /** What the archive's events of this look refer to; a second look is a matter of its own. */
    String ref() {
        return secondGrounds == null ? caseNo : caseNo + "/2";
    }

    public String outcomeWords() {
        return outcome == null ? null : Outcome.of(outcome).label;
    }

    public String secondOutcomeWords() {
        return secondOutcome == null ? null : Outcome.of(secondOutcome).label;
    }
}
