package org.govintegrity.credit;

import java.time.LocalDate;

/**
 * Whose file it is.
 *
 * @param id         row, for joins
 * @param subjectId  a unit's or a person's id in the registry; for others a number of the archive's own (W-000001)
 * @param name       the name when the file was opened
 * @param creditCode unified social credit code; null for a person, or where none is known
 * @param legacyCode the code is real but fails its check digit
 * @param identified for a person: the identity number is on file, encrypted
 */
public record CreditSubject(long id, SubjectKind kind, String subjectId, String name, String creditCode, boolean legacyCode, boolean identified,
                            LocalDate since) {
}
