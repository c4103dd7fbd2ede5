package org.govintegrity.repair;

/**
 * How the conditions were judged; all three make a repair, for the shortest term is a date that nobody judges.
 *
 * @param reasons needed where one is not met
 */
public record Decision(boolean corrected, boolean dutyDone, boolean committed, String reasons) {

    boolean granted() {
        return corrected && dutyDone && committed;
    }
}
