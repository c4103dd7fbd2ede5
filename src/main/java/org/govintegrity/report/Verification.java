package org.govintegrity.report;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * What whoever holds a paper may hear about it.
 *
 * @param outcome  everything else is null unless {@link Outcome#GENUINE}
 * @param subject  name of a unit or organisation; a person's as {@code 张*}
 * @param valid    whether today is within the term of validity
 * @param changed  whether a report issued today would say something else
 * @param file     null if no file was handed in
 */
public record Verification(Outcome outcome, String no, LocalDateTime issuedAt, String issuer, String subject, LocalDate validUntil, boolean valid,
                           boolean changed, String sha256, FileCheck file) {

    public enum Outcome {
        GENUINE,
        /** wrong code and unknown number alike */
        NOT_GENUINE,
        /** there was such a report, but what is stored of it has been altered */
        DAMAGED
    }

    /**
     * @param issued whether these very bytes went out as this report
     * @param sha256 of the file handed in
     */
    public record FileCheck(boolean issued, String sha256) {
    }

    static Verification of(Outcome outcome) {
        return new Verification(outcome, null, null, null, null, null, false, false, null, null);
    }

    public boolean genuine() {
        return outcome == Outcome.GENUINE;
    }
}
