package org.govintegrity.repair;

/**
 * What an applicant says; fields as in {@link Repair}.
 *
 * @param madePublic the applicant agrees that the commitment is made public
 */
public record Application(String correction, String duty, String commitment, boolean madePublic) {
}
