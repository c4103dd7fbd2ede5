package org.govintegrity.evaluation;

import org.springframework.core.io.InputStreamSource;

/**
 * What an institution hands in.
 *
 * @param commitment       in its own words: no interest in the units, data kept secret; kept with the case
 * @param commitmentFile   the signed letter
 */
public record ThirdPartyFile(int year, String institution, String commitment, String scoresName, byte[] scores, String commitmentName, InputStreamSource commitmentFile) {
}
