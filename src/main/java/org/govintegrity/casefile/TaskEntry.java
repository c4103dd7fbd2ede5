package org.govintegrity.casefile;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * A task as the case file knows it: whose it is, when it is due and why.
 *
 * @param item        which one of several side by side it is, or null
 * @param owner       group that has to do it: a unit, its head's group, or a role
 * @param rule        id of the deadline rule
 * @param startOn     day 0 of the limit
 * @param dueOn       last day of the limit
 * @param explanation the sum in words
 * @param provisional whether the date rests on a year whose holiday notice is not loaded
 * @param extendedBy  units of the rule by which it was extended; 0 = not extended
 * @param nextStep    the ladder's next step
 * @param nextStepAt  when that step is due; null once the ladder is climbed or the task is closed
 */
public record TaskEntry(String taskId, String caseNo, String processKey, String taskKey, String taskName, String item, String owner,
                        String rule, LocalDate asOf, LocalDate startOn, LocalDate dueOn, String explanation,
                        boolean provisional, int extendedBy, LocalDateTime openedAt, LocalDateTime closedAt,
                        String closedBy, LadderStep nextStep, LocalDateTime nextStepAt) {

    /** What kind of task it is: its name without what tells several side by side apart, which may be a person. */
    public static String kindOf(String taskName) {
        int bracket = taskName.indexOf('（');
        return bracket > 0 ? taskName.substring(0, bracket) : taskName;
    }

    public boolean open() {
        return closedAt == null;
    }
}
