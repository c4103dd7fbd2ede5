package org.govintegrity.casefile;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Says from which day a task's limit runs where the law counts neither from the task nor from the case: an answer is due
 * three months after dispatch, whatever steps it takes, and a promise on the day that was promised. Asked for tasks whose
 * model says {@code deadlineFrom=family}.
 */
public interface LimitStart {

    /**
     * @param day  day 0 of the limit
     * @param rule the rule that holds for this case in place of the model's; null for the model's
     */
    record Start(LocalDate day, String rule) {
    }

    /**
     * @param taskKey id of the user task in the model
     * @param item    which one of several side by side it is, or null
     * @return empty if the case is not of this family
     */
    Optional<Start> startOf(String caseNo, String taskKey, String item);
}
