package org.govintegrity.evaluation;

import java.math.BigDecimal;
import java.util.Map;

/** What we ourselves would give units. */
public interface OwnScores {

    /**
     * Totals by unit: of the evaluation of that year where it has scored the unit, else what today's figures would give.
     *
     * @return 0 to 100; a unit that is not evaluated is not in it
     */
    Map<String, BigDecimal> totals(int year);
}
