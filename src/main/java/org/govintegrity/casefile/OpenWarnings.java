package org.govintegrity.casefile;

import java.time.LocalDate;
import java.util.List;

/** The early warnings nobody has triaged yet, for whoever shows them beside other figures without knowing the family that raises them. */
public interface OpenWarnings {

    /** Those still open, the most serious first, then the longest standing. */
    List<OpenWarning> open();

    /**
     * @param unit  unit id
     * @param rule  name of the rule, Chinese
     * @param level {@code 提示}, {@code 一般} or {@code 严重}
     * @param since day it was raised
     * @param due   last day of its triage
     */
    record OpenWarning(String caseNo, String unit, String rule, String level, LocalDate since, LocalDate due) {
    }
}
