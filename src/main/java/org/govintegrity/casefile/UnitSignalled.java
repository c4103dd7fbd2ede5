package org.govintegrity.casefile;

/** Something serious has happened to a unit, so that whoever watches units should look at it before the night; published within the transaction that records it. */
public record UnitSignalled(String unitId) {
}
