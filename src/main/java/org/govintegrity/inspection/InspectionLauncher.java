package org.govintegrity.inspection;

import org.govintegrity.common.Refusal;

import java.util.Map;

/** Launches an inspection outside Tasklist, by the same start form and with the same checks and rights. */
public interface InspectionLauncher {

    /**
     * @param values the start form's fields: {@code kind, title, authority, approver, clauses} (ids separated by 、),
     *               {@code periodFrom, periodTo} (yyyy-MM-dd)
     * @return the case number, for instance {@code JC-2026-0001}
     * @throws Refusal naming every field that is wrong, or saying that this person may not launch inspections
     */
    String launch(Map<String, Object> values);
}
