package org.govintegrity.casefile;

/**
 * Something a family can tell an early warning from, beside its figures.
 *
 * @param id       such as {@code complaints.received}; lower-case words with a dot
 * @param shielded the rows are for the offices only: the unit they are about must not read them, because they would lead it to somebody who is to be
 *                 protected, such as who complained (信访工作条例 第30条)
 */
public record SignalKind(String id, boolean shielded) {
}
