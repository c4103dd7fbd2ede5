package org.govintegrity.credit;

import java.time.LocalDate;

/**
 * How long a record is shown and used, as the table in force on the day of its document says; kept with the record.
 *
 * @param publishable  whether records of this class may be shown to the public at all; a person's never are
 * @param repairFrom   first day on which repair may be asked for
 * @param publishUntil last day of publication; null where it is not published
 * @param useUntil     last day of use; the day after it the record goes to the closed archive
 * @param basis        the table's legal basis
 */
public record Terms(boolean publishable, LocalDate repairFrom, LocalDate publishUntil, LocalDate useUntil, String basis) {

    public Terms {
        if (publishable && publishUntil == null) {
            throw new IllegalArgumentException("what is published ends some day");
        }
        if (publishUntil != null && publishUntil.isAfter(useUntil)) {
            throw new IllegalArgumentException("a record cannot be shown longer than it is used");
        }
    }
}
