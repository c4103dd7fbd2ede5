package org.govintegrity.assessment;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * An institution of the register.
 *
 * @param creditCode        unified social credit code, its check character right
 * @param contact           for the joint office only
 * @param disqualifiedUntil last day of a disqualification that runs today; null if there is none
 */
public record Institution(long id, String name, String creditCode, String contact, String qualification, String registeredBy, LocalDateTime registeredAt,
                          LocalDate disqualifiedUntil) {
}
