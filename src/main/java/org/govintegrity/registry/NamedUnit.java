package org.govintegrity.registry;

import java.time.LocalDate;
import java.util.List;

/**
 * A unit as the plan's text names it.
 *
 * @param alsoWritten shorter forms in the same text
 * @param unitId      the unit when the plan was issued
 * @param todayId     who has its duties now; the same id when nothing changed
 * @param from        since when; null when nothing changed
 * @param note        null, or what is uncertain about it
 */
public record NamedUnit(String name, List<String> alsoWritten, String unitId, String todayId, LocalDate from, String note) {

    public NamedUnit {
        alsoWritten = List.copyOf(alsoWritten);
    }
}
