package org.govintegrity.credit;

/**
 * What walking the chain has shown.
 *
 * @param links    links found intact, from the first
 * @param head     hash of the last link; noted elsewhere, it proves later that nothing before it was changed
 * @param brokenAt place of the first broken link; 0 if none
 * @param problem  what is wrong with it, in Chinese; null if none
 */
public record ChainReport(long links, String head, long brokenAt, String problem) {

    public boolean intact() {
        return brokenAt == 0;
    }
}
