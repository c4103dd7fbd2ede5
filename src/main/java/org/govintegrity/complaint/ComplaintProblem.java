package org.govintegrity.complaint;

import java.time.LocalDate;

/** Something that has to be mended. @param mendBy null where the usual limit counts */
public record ComplaintProblem(int seq, String text, LocalDate mendBy) {
}
