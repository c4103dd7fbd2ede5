package org.govintegrity.escalation;

/** How many cards a unit was given. */
public record Cards(String unitId, int yellow, int red, int interviews) {
}
