package org.govintegrity.database;

/**
 * How big a table is.
 *
 * @param table     its name as in the database; {@link DatabaseGrowth#WHOLE} for the whole database
 * @param rowCount  as the database estimates it: without counting, so that asking costs nothing on big tables
 * @param byteCount on the disk, indexes included; null where the database does not say (H2 by table, H2 in memory)
 */
public record TableSize(String table, long rowCount, Long byteCount) {
}
