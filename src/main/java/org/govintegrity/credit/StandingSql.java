package org.govintegrity.credit;

/**
 * {@link Standing#on} as an expression of SQL, so that lists can be narrowed by standing in the database. That both say the
 * same is held by a test over generated histories.
 */
final class StandingSql {

    /** Code of the standing of {@code credit_record r} on {@code :day}; only for records whose document is not of a later day. */
    static final String ON_DAY = "case when " + has(Standing.WITHDRAWN) + " then 'withdrawn' when " + has(Standing.SUPERSEDED) + " then 'superseded' when "
            + has(Standing.REPAIRED) + " then 'repaired' when r.ends_on < :day then 'closed' when " + open(Standing.PENDING) + " then 'pending' when "
            + has(Standing.RELEASED) + " or r.sanction_until < :day then 'released' when " + open(Standing.OBJECTED) + " then 'objected' when "
            + has(Standing.CORRECTED) + " then 'corrected' else 'in-force' end";

    private StandingSql() {
    }

    private static String has(Standing standing) {
        return "exists (select 1 from credit_event e where e.record_no = r.record_no and e.standing = '" + standing.code + "' and e.effective_on <= :day)";
    }

    private static String open(Standing standing) {
        return "exists (select 1 from credit_event e where e.record_no = r.record_no and e.standing = '" + standing.code + "' and e.effective_on <= :day"
                + " and not exists (select 1 from credit_event o where o.record_no = r.record_no and o.standing <> e.standing and o.ref = e.ref and o.effective_on <= :day))";
    }
}
