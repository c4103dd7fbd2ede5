package org.govintegrity.inspection;

import java.time.LocalDate;

/**
 * An inspection as launched.
 *
 * @param authority document that authorises it (文号及名称; 督查条例 第7条: a department needs its government's designation)
 * @param approver  who approved it
 */
public record Inspection(String caseNo, InspectionKind kind, String authority, String approver, LocalDate periodFrom,
                         LocalDate periodTo, boolean cancelled, boolean signed) {
}
