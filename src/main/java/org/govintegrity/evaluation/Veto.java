package org.govintegrity.evaluation;

import java.math.BigDecimal;

/**
 * What no other point makes good.
 *
 * @param figure   id of the figure that is looked at
 * @param from     from this value on the veto holds
 * @param capTotal the total is at most this; null where only the grade is fixed
 * @param grade    code of the grade it fixes; null where the total decides
 */
public record Veto(String id, String name, String figure, BigDecimal from, BigDecimal capTotal, String grade, String basis) {
}
