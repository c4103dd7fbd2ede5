package org.govintegrity.appraisal;

import java.time.LocalDate;

/** The tables by which votes become a score. */
public interface ScoreRules {

    /** @return what a grade is worth on that day, 0 to 100 */
    int points(Grade grade, LocalDate day);

    /** @return from how many answers on there is a score */
    int minimum(LocalDate day);
}
