package org.govintegrity.evaluation;

import java.time.LocalDateTime;

/**
 * A unit looked at on the spot at mid-year.
 *
 * @param caseNo    the unit's own, a part of the round's
 * @param checkedAt null while it is not done
 * @param passed    null while it is not done
 */
public record SpotCheck(String caseNo, String unitId, LocalDateTime drawnAt, LocalDateTime checkedAt, String checkedBy, Boolean passed, Boolean falsified, String findings) {
}
