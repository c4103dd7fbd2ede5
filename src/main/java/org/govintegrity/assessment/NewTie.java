package org.govintegrity.assessment;

import java.time.LocalDate;

/** A tie as declared. @param endedOn null while it lasts */
public record NewTie(String unitId, String kind, String words, LocalDate endedOn) {
}
