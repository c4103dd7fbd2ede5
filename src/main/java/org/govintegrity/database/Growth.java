package org.govintegrity.database;

/**
 * What a table has gained since the samples of other days; negative where it has shrunk.
 *
 * @param rowsSinceYesterday  null where yesterday has no sample, or the table was not there
 * @param rowsSinceLastWeek   the same for the day a week ago
 * @param bytesSinceYesterday null also where the database does not say how big it is
 * @param bytesSinceLastWeek  the same for the day a week ago
 */
public record Growth(TableSize size, Long rowsSinceYesterday, Long rowsSinceLastWeek, Long bytesSinceYesterday, Long bytesSinceLastWeek) {
}
