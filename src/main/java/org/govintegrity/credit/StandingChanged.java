package org.govintegrity.credit;

/** An event was added to a record; published within the transaction that does so. The event may take effect on a later day. */
public record StandingChanged(String recordNo, Standing standing) {
}
