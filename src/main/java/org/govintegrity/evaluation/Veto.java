package org.govintegrity.evaluation;

import org.govintegrity.casefile.FigureKind;

import java.math.BigDecimal;

/**
 * What no other point makes good.
 *
 * @param figure   id of the figure that is looked at
 * @param from     from this value on the veto holds
 * @param capTotal the total is at most this; null where only the grade is fixed
 * @param grade    code of the grade it fixes; null where the total decides
 * @param measure  what the figure was when the version was loaded
 */
public record Veto(String id, String name, String figure, BigDecimal from, BigDecimal capTotal, String grade, String basis, FigureKind measure) {
}
