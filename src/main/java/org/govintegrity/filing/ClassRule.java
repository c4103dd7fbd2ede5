package org.govintegrity.filing;

import org.govintegrity.credit.BreachClass;

/**
 * What the table says of a kind of document.
 *
 * @param breachClass {@link BreachClass#NONE} for what may not be listed at all
 * @param months      the sanction's term; 0 without one
 * @param basis       the table's basis
 */
public record ClassRule(BreachClass breachClass, int months, String basis) {
}
