package org.govintegrity.filing;

/** A source has filed something; it is silent no longer. */
record FilingReceived(String sourceId) {
}
