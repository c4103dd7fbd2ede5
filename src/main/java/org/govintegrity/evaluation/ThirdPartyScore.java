package org.govintegrity.evaluation;

import java.math.BigDecimal;

/**
 * What an institution outside has given a unit.
 *
 * @param score    0 to 100
 * @param ownScore ours when they were compared, 0 to 100; null where there was none, or they are not compared yet
 * @param verdict  {@code accepted}, {@code rejected}; null while it is not decided
 * @param reasons  why it was rejected, or what the review found; null where nobody had to look
 */
public record ThirdPartyScore(int evalYear, String caseNo, String institution, String unitId, BigDecimal score, BigDecimal ownScore, String verdict, String reasons) {

    public static final String ACCEPTED = "accepted";
    public static final String REJECTED = "rejected";

    /** How far apart; null where there is nothing to compare with. */
    public BigDecimal difference() {
        return ownScore == null ? null : score.subtract(ownScore).abs();
    }

    /** The verdict in words. */
    public String verdictWords() {
        return verdict == null ? "待复核" : verdict.equals(ACCEPTED) ? "采用" : "不采用";
    }
}
