package org.govintegrity.assessment;

import java.time.LocalDate;

/**
 * What is held against an institution that failed, and what came of it.
 *
 * @param measure the most that may be decided: {@code circular} or {@code disqualify}
 * @param months  of a disqualification
 * @param heard   whether it has stated its view; null while its time runs
 * @param decided {@code none}, {@code circular} or {@code disqualify}; null before the decision
 * @param untilOn last day of a disqualification
 */
public record Sanction(String caseNo, long institutionId, String fault, String facts, String measure, int months, LocalDate toldOn, Boolean heard, String statement,
                       String decided, String decidedWhy, String decidedBy, LocalDate decidedOn, LocalDate untilOn) {

    static final String NONE = "none";
    static final String CIRCULAR = "circular";
    static final String DISQUALIFY = "disqualify";

    public String measureWords() {
        return words(measure, months);
    }

    public String decidedWords() {
        return decided == null ? "尚未决定" : words(decided, months);
    }

    private static String words(String measure, int months) {
        return switch (measure) {
            case NONE -> "不作处理";
            case CIRCULAR -> "通报";
            default -> "取消资格" + months + "个月";
        };
    }
}
