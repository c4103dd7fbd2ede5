package org.govintegrity.appraisal;

/**
 * What whoever comes with a token finds.
 *
 * @param where  the window or the matter
 * @param single whether it is a matter's, which the unit knows by its number
 * @param state  of the bad review a single token was used for, in words; null otherwise
 */
public record Door(State kind, String unitId, String where, boolean single, Campaign campaign, String state) {

    public enum State {
        /** votes are taken */
        OPEN,
        /** the campaign has not begun */
        EARLY,
        /** the campaign is over */
        OVER,
        /** the campaign was called off */
        CANCELLED,
        /** the token was good for one vote, which was cast */
        USED
    }
}
