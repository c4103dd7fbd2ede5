package org.govintegrity.publication;

import java.time.LocalDate;

/**
 * Says in public that what was shown was wrong, for as long as the wrong was shown.
 *
 * @param how       撤销 or 更正
 * @param shownFrom first day on which the wrong was shown
 * @param shownTo   last day on which it was shown
 * @param until     last day of this notice
 */
public record PublishedNotice(String recordNo, String subject, String creditCode, String documentName, String documentNo, String how, LocalDate shownFrom,
                              LocalDate shownTo, String reason, LocalDate publishedOn, LocalDate until) {
}
