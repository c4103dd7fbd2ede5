package org.govintegrity.assessment;

/** A set of data as listed. */
public record NewDataSet(String title, String contents, String sourceUnit, String secrecy, boolean personal) {
}
