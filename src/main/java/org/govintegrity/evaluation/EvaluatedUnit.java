package org.govintegrity.evaluation;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * A unit in a year's evaluation, with what of the year its scores rest on.
 *
 * @param unitName    as it was called when the cohort was frozen
 * @param sampled     drawn for a check on the spot
 * @param reportLate  it did not report in time
 * @param unitKind    as its kind was called then; by it and the id it is known which indicators apply
 * @param periodTo    last day of the evaluated period, by which tables are asked
 * @param figuresAt   when the figures were frozen
 */
public record EvaluatedUnit(String unitCaseNo, String caseNo, String unitId, String unitName, String unitKind, boolean sampled, LocalDateTime reportedAt, boolean reportLate,
                            LocalDateTime draftAt, LocalDateTime objectedAt, LocalDateTime finalAt, String leftReason, Integer place,
                            int evalYear, LocalDate periodTo, String rulesSha256, LocalDateTime figuresAt) {
}
