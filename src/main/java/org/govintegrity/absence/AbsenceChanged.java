package org.govintegrity.absence;

/** A substitute was named, or an absence ended before its time; published within the transaction that does so. */
public record AbsenceChanged(Absence absence) {
}
