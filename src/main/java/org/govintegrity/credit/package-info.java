/**
 * The credit archive of units and people: append-only, hash-chained records and the events that change their standing.
 * A person's records are restricted: never public, never in a list (山东省社会信用条例 第20条).
 */
package org.govintegrity.credit;
