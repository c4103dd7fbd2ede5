package org.govintegrity.check;

/** A measure of the national list: a row of {@code credit-measure.dmn}. */
public record Measure(String code, String label, String basis) {
}
