package org.govintegrity.casefile;

import java.math.BigDecimal;

/**
 * A unit's result of a year's evaluation is approved; published within the transaction that tells the unit.
 *
 * @param year   the evaluated year
 * @param total  0.00 to 100.00
 * @param grade  {@code excellent}, {@code good}, {@code passed} or {@code failed}
 * @param caseNo number of the evaluation
 */
public record EvaluationApproved(String unitId, int year, BigDecimal total, String grade, String caseNo) {
}
