package org.govintegrity.notice;

/**
 * The mail server certainly did not take a mail; it may be tried again. Has no cause on purpose: the server's own words
 * can hold the addressee's address, and this text goes to the log and to Cockpit.
 */
class MailNotSent extends RuntimeException {

    MailNotSent(String words) {
        super(words);
    }
}
