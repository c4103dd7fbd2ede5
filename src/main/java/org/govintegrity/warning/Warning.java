package org.govintegrity.warning;

import java.time.LocalDate;
import java.util.List;

/**
 * A warning about a unit.
 *
 * @param rule      id of the rule
 * @param signal    what it goes by, or {@link WarningRules#TOGETHER}
 * @param reasons   one a line
 * @param state     {@code open}, {@code triaged} or {@code closed}
 * @param grownOn   when something was last added; null if nothing was
 * @param fadedOn   since when its rule does not apply any more; null while it does
 * @param outcome   null until it is triaged
 * @param words     of whoever triaged it; of a letter its text
 * @param noticeNo  of the letter; null if none was served
 * @param due       last day of its triage
 */
public record Warning(String caseNo, String unitId, String rule, String ruleTitle, String signal, String level, LocalDate raisedOn, double figure, double surprise, String reasons,
                      String state, LocalDate grownOn, LocalDate fadedOn, String outcome, String dismissal, String words, String triagedBy, LocalDate triagedOn, String complaintNo,
                      String inspectionNo, String inspectionReason, String noticeNo, LocalDate due) {

    public static final String OPEN = "open";
    public static final String TRIAGED = "triaged";
    public static final String CLOSED = "closed";

    public boolean open() {
        return OPEN.equals(state);
    }

    public List<String> reasonList() {
        return reasons.lines().toList();
    }

    public String levelWords() {
        return Level.of(level).label;
    }

    public String stateWords() {
        return switch (state) {
            case OPEN -> "待研判";
            case TRIAGED -> "处理中";
            default -> "已办结";
        };
    }

    public String outcomeWords() {
        return outcome == null ? "" : Outcome.of(outcome).label;
    }
}
