package org.govintegrity.inspection;

/** One thing the team checks in every inspected unit. */
public record InspectionItem(long id, String caseNo, CheckMethod method, String text) {
}
