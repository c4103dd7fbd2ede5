package org.govintegrity.inspection;

import java.util.List;

/** Published within the transaction that cancels an inspection. */
public record InspectionCancelled(String caseNo, List<String> unitCaseNos) {
}
