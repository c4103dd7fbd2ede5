package org.govintegrity.evaluation;

/**
 * Something that starts or moves a process; published within the transaction that decides it.
 *
 * @param caseNo number of the evaluation, or of the unit's part where it is about one
 */
public record EvaluationSignal(Kind kind, String caseNo) {

    public enum Kind {
        OPENED, CANCELLED, UNIT_LEFT
    }
}
