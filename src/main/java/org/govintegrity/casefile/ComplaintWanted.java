package org.govintegrity.casefile;

/**
 * A case has come upon something that is to be verified as a complaint is; published within the transaction that decided so. Whoever takes complaints in opens
 * one and names the case it came from, once for each of them.
 *
 * @param originNo the case it comes from
 * @param unitId   the body it is about
 * @param category {@code arrears} is not for this: such a complaint needs an amount and a day
 * @param facts    what is to be verified, without personal data
 */
public record ComplaintWanted(String originNo, String unitId, String category, String facts) {
}
