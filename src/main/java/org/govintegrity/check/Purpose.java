package org.govintegrity.check;

/** What a check may be for: a row of {@code credit-purpose.dmn}. */
public record Purpose(String code, String label, String basis) {
}
