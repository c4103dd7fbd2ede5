package org.govintegrity.proposal;

import java.time.LocalDate;

/**
 * A unit that assists.
 *
 * @param opinion null until given
 * @param missing it did not come in time
 */
public record Assist(String unitId, String opinion, LocalDate givenOn, boolean missing) {
}
