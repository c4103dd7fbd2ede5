package org.govintegrity.publication;

import java.time.LocalDate;

/**
 * Exactly what the public sees of a record; stored, hashed and shown as it is. Texts have gone through {@link Privacy}.
 *
 * @param creditCode unified social credit code; null where none is known
 * @param source     the unit that filed it, by name
 * @param until      last day of publication
 * @param basis      the legal basis of publishing it
 * @param terms      the legal basis of how long
 * @param correction what was put right afterwards; null where nothing was
 */
public record PublishedRecord(String recordNo, String subject, String creditCode, String kind, String breachClass, String documentName, String documentNo,
                              LocalDate documentDate, String facts, String decision, String source, LocalDate publishedOn, LocalDate until, String basis,
                              String terms, String standing, String correction) {
}
