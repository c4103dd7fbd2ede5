package org.govintegrity.evaluation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/** The decision tables {@code quarter-item} and {@code quarter-level}; dated inside, so a past day has the answer it had. */
public interface QuarterRules {

    /**
     * @param points above 0 gained, below lost
     * @param words  which row of the table applied, in its words
     */
    record Points(int points, String words) {
    }

    /** What everybody starts with. */
    int base(LocalDate day);

    /** Empty where the figure is no item of the score. */
    Optional<Points> points(String figureId, BigDecimal value, LocalDate day);

    /** @param points at least 0 */
    String level(int points, LocalDate day);
}
