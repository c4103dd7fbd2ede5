package org.govintegrity.breach;

import java.util.List;

/**
 * What is proposed to be found.
 *
 * @param breachClass not heavier than the table's
 * @param measures    codes of {@link Measure}
 * @param personId    somebody of the unit who answers for it, or null
 */
public record Proposal(String breachClass, String basis, List<String> measures, String personId) {
}
