package org.govintegrity.evaluation;

import java.math.BigDecimal;

/**
 * What a unit has got for one indicator. Points and most have two decimals and are already on the scale of the hundred, so that what
 * people add up themselves is the total.
 *
 * @param value  null where there was none
 * @param points 0.00 to {@code most}
 * @param most   what it could have given this unit
 * @param words  how the points came about
 * @param toWin  what the lost points would have needed; null where none are lost
 */
public record ItemScore(String indicatorId, BigDecimal value, BigDecimal points, BigDecimal most, boolean late, boolean voided, String words, String toWin) {

    public BigDecimal lost() {
        return most.subtract(points);
    }
}
