package org.govintegrity.casefile;

import java.time.LocalDate;
import java.util.List;

/** Warnings that nobody has settled yet, told by whoever gives them; whoever shows the whole does not know them otherwise. */
public interface OpenWarnings {

    /** All that are open now. */
    List<OpenWarning> open();

    /**
     * One of them.
     *
     * @param unit  id of the unit it is about
     * @param rule  what it is about, in words people know
     * @param level how serious, in words people know
     * @param since day it was given
     * @param due   last day to answer it, or null
     */
    record OpenWarning(String caseNo, String unit, String rule, String level, LocalDate since, LocalDate due) {
    }
}
