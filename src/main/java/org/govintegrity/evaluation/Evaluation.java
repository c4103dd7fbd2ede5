package org.govintegrity.evaluation;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * The evaluation of one year.
 *
 * @param state     {@code collecting}, {@code trial} (frozen, nobody asked yet), {@code running}, {@code scored}, {@code approved},
 *                  {@code handed-over}, {@code closed} or {@code cancelled}
 * @param figuresAt when the last figure was frozen
 * @param startedAt when the units were asked
 */
public record Evaluation(String caseNo, int evalYear, LocalDate periodFrom, LocalDate periodTo, String rulesVersion, String rulesSha256, String state,
                         LocalDateTime figuresAt, LocalDateTime startedAt, LocalDateTime approvedAt) {

    /** Whether it can still be cancelled. */
    public boolean undecided() {
        return switch (state) {
            case "collecting", "trial", "running", "scored" -> true;
            default -> false;
        };
    }
}
