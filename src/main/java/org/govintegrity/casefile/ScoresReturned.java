package org.govintegrity.casefile;

import java.math.BigDecimal;
import java.util.List;

/**
 * Ordered scores were compared with ours, and those too far apart looked at; published within the transaction that ends their case.
 *
 * @param orderedBy case that ordered them
 * @param scoresNo  case of the scores
 */
public record ScoresReturned(String orderedBy, String scoresNo, List<Line> lines) {

    /**
     * @param ownScore ours, 0 to 100; null where there is none
     * @param differs  further apart than the limit, so somebody had to look
     * @param accepted null where nobody has decided, because the case was ended before
     * @param reasons  of whoever looked; null where nobody had to
     */
    public record Line(String unitId, BigDecimal score, BigDecimal ownScore, boolean differs, Boolean accepted, String reasons) {
    }

    public ScoresReturned {
        lines = List.copyOf(lines);
    }
}
