package org.govintegrity.warning;

/** A unit is to be weighed before the night. Published within the transaction that notes it. */
public record UnitPending(String unitId) {
}
