package org.govintegrity.proposal;

import java.time.LocalDate;

/**
 * How an answer reached a signer, and what they think of it.
 *
 * @param signer    name
 * @param opinionOn null until the opinion is recorded
 */
public record Reply(int round, String signer, LocalDate deliveredOn, String way, LocalDate opinionOn, String attitude, String result, String remarks) {

    public String wayWords() {
        return Way.of(way).label;
    }

    public String attitudeWords() {
        return attitude == null ? "" : Opinion.of(attitude).label;
    }

    public String resultWords() {
        return result == null ? "" : Opinion.of(result).label;
    }
}
