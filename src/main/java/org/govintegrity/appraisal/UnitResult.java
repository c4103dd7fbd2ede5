package org.govintegrity.appraisal;

import java.math.BigDecimal;
import java.time.LocalDateTime;

/**
 * How a unit fared in a campaign. Never changed: where a vote is struck out afterwards, the next version is written.
 *
 * @param version from 1; the highest counts
 * @param answers votes that count
 * @param bad     of them with a bad grade
 * @param voided  votes struck out as false
 * @param score   0.0 to 100.0; null where there were fewer answers than {@code minimum}
 * @param minimum answers from which there is a score, by the rule in force when it was counted
 * @param cause   why it was counted
 */
public record UnitResult(String campaignNo, String unitId, int version, int answers, int bad, int voided, BigDecimal score, int minimum,
                         LocalDateTime countedAt, String cause) {

    public String scoreWords() {
        return score == null ? "有效评议不足" + minimum + "份，不计分" : score.toPlainString() + "分";
    }
}
