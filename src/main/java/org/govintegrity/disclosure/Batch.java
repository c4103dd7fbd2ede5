package org.govintegrity.disclosure;

import java.time.LocalDateTime;

/**
 * What was handed in at once.
 *
 * @param kind     code of a {@link DisclosureKind}
 * @param fileName null for a single form
 * @param late     of the accepted ones, those after their seven working days
 */
public record Batch(String batchNo, String unitId, String kind, String fileName, int accepted, int rejected, int late, String handedInBy, LocalDateTime handedInAt) {
}
