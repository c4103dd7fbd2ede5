package org.govintegrity.publication;

import java.util.Map;

/** The steps of the publication gate, whatever passes through it: records of the archive ({@link PublicationService}) or texts ({@link DocumentGate}). */
public interface Gate {

    /**
     * Takes in a review of what the case is about.
     *
     * @param gate     {@code secrecy} or {@code privacy}
     * @param withheld reasons by number; for all where the key is {@code null}
     * @return whether anything is left
     * @throws org.govintegrity.common.Refusal if a reason is missing or a number is none of those under review
     */
    boolean review(String caseNo, String gate, Map<String, String> withheld);

    /** Looks for what points to a person in what would be shown; it is masked, and what was found is noted for the reviewer. */
    void screenPrivacy(String caseNo);

    /** Holds back what is about people. */
    void excludePersons(String caseNo);

    /** @return whether anything is left */
    boolean checkBasis(String caseNo);

    /** Publishes what has passed; a second run publishes nothing twice. */
    void publish(String caseNo);

    void closeWithheld(String caseNo);

    /** At the end of the process, whichever: what was still under review is not published. */
    void abandon(String caseNo);
}
