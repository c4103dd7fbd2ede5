package org.govintegrity.disclosure;

/**
 * One unit in one month.
 *
 * @param inMonth         of receipt, 2026-03
 * @param accepted       rows taken in
 * @param late           of these, received after seven working days
 * @param rejected       rows that came back, each time they did
 * @param withdrawnLate  revoked ones withdrawn after three working days
 */
public record MonthCount(String unitId, String inMonth, long accepted, long late, long rejected, long withdrawnLate) {
}
