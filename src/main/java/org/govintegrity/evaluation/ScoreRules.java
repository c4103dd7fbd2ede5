package org.govintegrity.evaluation;

import java.math.BigDecimal;
import java.time.LocalDate;

/** The decision tables by which a score is worked out; dated inside, so a past day has the answer it had. */
public interface ScoreRules {

    /** @param total 0.00 to 100.00 */
    Grade grade(BigDecimal total, LocalDate day);

    /** @return what a table named by an indicator gives for a value, at least 0 */
    BigDecimal points(String decisionKey, BigDecimal value, LocalDate day);
}
