package org.govintegrity.evaluation;

import java.math.BigDecimal;
import java.util.List;

/**
 * A unit's score with all that explains it.
 *
 * @param items      in the order of the version; those that do not apply are not among them
 * @param common     sum of the common items
 * @param individual sum of the individual items; 0 where none applies, the common ones then have the whole hundred
 * @param bonus      what bonus items added, after their cap
 * @param total      0.00 to 100.00, after bonus and vetoes
 * @param vetoes     those that held, in words
 */
public record ScoreSheet(List<ItemScore> items, BigDecimal common, BigDecimal individual, BigDecimal bonus, BigDecimal total, Grade grade, List<String> vetoes) {

    public ScoreSheet {
        items = List.copyOf(items);
        vetoes = List.copyOf(vetoes);
    }
}
