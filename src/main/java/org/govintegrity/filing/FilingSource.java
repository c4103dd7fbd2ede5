package org.govintegrity.filing;

import org.govintegrity.credit.RecordKind;

import java.time.LocalDate;
import java.util.List;

/**
 * A unit that files.
 *
 * @param kinds what it may file
 * @param staff whether it may put the identity numbers of staff on file
 * @param since from when its silence counts
 */
public record FilingSource(String unitId, List<RecordKind> kinds, boolean staff, LocalDate since) {
}
