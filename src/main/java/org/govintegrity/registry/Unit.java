package org.govintegrity.registry;

import java.time.LocalDate;

/**
 * A body that owes something under the plan.
 *
 * @param id             letters only, at most 24; also the id of its group in the engine
 * @param creditCode     null when the body has none; {@code creditCodeNote} then says why
 * @param creditCodeNote {@code 示例} for an invented code, {@code 旧码} for a real one that fails the check
 * @param headId         the person in charge; null once the unit is over
 * @param validFrom      first day; null when it was there before the plan
 * @param validTo        last day; null while it lasts
 * @param successorId    who took over its duties; only with {@code validTo}
 * @param mail           null when it has no address
 */
public record Unit(String id, String fullName, String shortName, UnitKind kind, CreditCode creditCode,
                   String creditCodeNote, String headId, LocalDate validFrom, LocalDate validTo,
                   String successorId, String mail) {

    public boolean validOn(LocalDate day) {
        return !endedBy(day) && (validFrom == null || !day.isBefore(validFrom));
    }

    boolean endedBy(LocalDate day) {
        return validTo != null && day.isAfter(validTo);
    }
}
