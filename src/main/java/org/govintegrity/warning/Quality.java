package org.govintegrity.warning;

import java.util.List;

/**
 * How well a rule did.
 *
 * @param alarms  how often it sounded
 * @param right   how often there was a problem
 * @param planted problems it should have found
 * @param found   and did
 */
public record Quality(String rule, String title, int alarms, int right, int planted, int found) {

    /** Share of alarms that were right, 0 to 1; null where it never sounded. */
    public Double precision() {
        return alarms == 0 ? null : (double) right / alarms;
    }

    /** Share of problems that were found, 0 to 1; null where there were none. */
    public Double recall() {
        return planted == 0 ? null : (double) found / planted;
    }

    /**
     * The rules and, for comparison, plain thresholds over the same signals; each alone and all together.
     *
     * @param rules one for each rule, in the order of their ids
     */
    public record Measured(List<Quality> rules, Quality together, List<Quality> plainRules, Quality plainTogether) {
    }
}
