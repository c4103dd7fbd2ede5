package org.govintegrity.evaluation;

import java.math.BigDecimal;

/**
 * The value of one indicator for one unit, as frozen.
 *
 * @param key    id of a figure, or of an indicator where somebody gave the value
 * @param value  a rate 0 to 1, a count, or a mark 0 to 100
 * @param late   reported after the limit
 * @param voided falsified evidence: the item is zero whatever the value
 * @param words  where it comes from, for people; such as {@code 应办42件，按期40件}
 */
public record Input(String key, BigDecimal value, boolean late, boolean voided, String words) {
}
