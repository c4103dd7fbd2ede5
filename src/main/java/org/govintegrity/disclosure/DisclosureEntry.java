package org.govintegrity.disclosure;

import java.time.LocalDate;
import java.util.Map;

/**
 * A permit or a penalty as it was taken in.
 *
 * @param legacyCode   a real code fails its check character
 * @param dueOn        last of the seven working days after the decision
 * @param late         received after that day
 * @param values       by national name; identity numbers masked
 * @param recordNo     the credit record it led to; null without one
 * @param withdrawnOn  day on which a revoked one was withdrawn; null while it stands
 */
public record DisclosureEntry(String entryNo, String batchNo, String unitId, DisclosureKind kind, String documentNo, String partyName, String partyCode,
                              boolean naturalPerson, boolean legacyCode, LocalDate decidedOn, LocalDate receivedOn, LocalDate dueOn, boolean late,
                              Map<String, String> values, String recordNo, LocalDate revokedOn, LocalDate withdrawnOn, boolean withdrawnLate, String withdrawalReason) {
}
