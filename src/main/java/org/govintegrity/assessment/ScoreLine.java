package org.govintegrity.assessment;

import java.math.BigDecimal;

/**
 * A unit's score as it came back from being compared.
 *
 * @param ownScore ours; null where there is none
 * @param differs  further from ours than the limit, so somebody has looked at it
 * @param verdict  {@code accepted} or {@code rejected}; null where nobody decided
 */
public record ScoreLine(String scoresNo, String unitId, BigDecimal score, BigDecimal ownScore, boolean differs, String verdict, String reasons) {

    /** How far apart; null where there is nothing to compare with. */
    public BigDecimal difference() {
        return ownScore == null ? null : score.subtract(ownScore).abs();
    }

    public String verdictWords() {
        return verdict == null ? "没有决定" : verdict.equals("accepted") ? "采用" : "不采用";
    }
}
