package org.govintegrity.notice;

/**
 * The other side certainly did not take a notice, or knows a repetition; it is tried again. Has no cause on purpose: the other
 * side's own words can hold addresses, and this text goes to the log and to Cockpit.
 */
class NoticeNotSent extends RuntimeException {

    NoticeNotSent(String words) {
        super(words);
    }
}
