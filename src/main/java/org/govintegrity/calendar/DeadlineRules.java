package org.govintegrity.calendar;

import java.util.List;

/** Where the limits come from: the decision table of lawful limits. */
public interface DeadlineRules {

    /** Every version of every rule, in the order of the table. */
    List<DeadlineRule> all();
}
