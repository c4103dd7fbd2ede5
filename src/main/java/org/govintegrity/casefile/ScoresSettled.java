package org.govintegrity.casefile;

/**
 * Whoever ordered scores has decided on the work they come from; until then they count for nothing. Published within the transaction that
 * decides.
 *
 * @param scoresNo case of the scores
 * @param used     whether they count
 * @param why      in words
 */
public record ScoresSettled(String scoresNo, boolean used, String why) {
}
