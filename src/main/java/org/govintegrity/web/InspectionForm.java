package org.govintegrity.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is typed to launch an inspection, as typed: nothing is lost when it has to be shown again. */
public record InspectionForm(String kind, String title, String authority, String approver, List<String> clauses,
                             String periodFrom, String periodTo) {

    public InspectionForm {
        clauses = clauses == null ? List.of() : List.copyOf(clauses);
    }

    /** The fields as the start form of the process names them; empty ones left out. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "kind", kind);
        put(values, "title", title);
        put(values, "authority", authority);
        put(values, "approver", approver);
        put(values, "clauses", String.join("、", clauses));
        put(values, "periodFrom", periodFrom);
        put(values, "periodTo", periodTo);
        return values;
    }

    private static void put(Map<String, Object> values, String name, String typed) {
        if (typed != null && !typed.isBlank()) {
            values.put(name, typed.strip());
        }
    }
}
