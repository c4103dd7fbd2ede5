package org.govintegrity.casefile;

import java.util.List;
import java.util.Optional;

/**
 * A case has ordered scores of an institution outside: what the process that takes them in needs to know of it. Asked when that process is
 * called with the number of such a case.
 */
public interface ScoresOrdered {

    /**
     * @param commitment     the institution's, in its own words
     * @param unitIds        the units that have to be scored, none of them missing and no others
     * @param scoresFile     evidence of the case that asked
     * @param commitmentFile evidence of the case that asked
     */
    record Order(int year, String institution, String commitment, List<String> unitIds, long scoresFile, long commitmentFile) {
    }

    /** @return empty if the case is not of this family, or nothing has come in for it */
    Optional<Order> order(String caseNo);
}
