package org.govintegrity.inspection;

import java.time.LocalDate;
import java.util.List;

/** What a supervisor hands in to launch an inspection; checked by {@link InspectionService#launch}. */
public record Launch(String kind, String title, String authority, String approver, List<String> clauses,
                     LocalDate periodFrom, LocalDate periodTo) {
}
