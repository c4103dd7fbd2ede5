package org.govintegrity.assessment;

import java.time.LocalDate;

/**
 * An institution that applies for an assessment.
 *
 * @param commitment            in its own words
 * @param commitmentEvidence    the signed letter
 * @param qualificationEvidence what shows that it is qualified
 * @param registeredBy          who may not approve it
 */
public record Candidate(String caseNo, long institutionId, String name, String creditCode, String commitment, LocalDate committedOn, long commitmentEvidence,
                        long qualificationEvidence, String registeredBy) {
}
