package org.govintegrity.casefile;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A case has come upon something that is to be verified as a complaint is; published within the transaction that decided so. Whoever takes complaints in opens
 * one, once for each case, and tells it by {@link CaseFollowed}.
 *
 * @param originNo    the case it comes from
 * @param unitId      the body it is about
 * @param category    kind of broken promise, such as {@code arrears}
 * @param facts       what is to be verified, without personal data
 * @param arrears     yuan; null unless it is about arrears
 * @param arrearsFrom first day of being overdue; null unless it is about arrears
 */
public record ComplaintWanted(String originNo, String unitId, String category, String facts, BigDecimal arrears, LocalDate arrearsFrom) {
}
