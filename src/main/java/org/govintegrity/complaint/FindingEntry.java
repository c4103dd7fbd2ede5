package org.govintegrity.complaint;

import java.time.LocalDate;

/**
 * What was found, one of several times it was looked into.
 *
 * @param stage       {@code first}, {@code again}, {@code review} or {@code recheck}
 * @param confirmedBy the second person; null until then, and for reviews
 * @param servedOn    null until the complainant was answered
 */
public record FindingEntry(int seq, String stage, String facts, String finding, String reasons, String gravity, String answer, String foundBy, String confirmedBy,
                           LocalDate foundOn, LocalDate servedOn) {

    public String findingWords() {
        return Finding.of(finding).label;
    }

    public String stageWords() {
        return switch (stage) {
            case "again" -> "重新办理";
            case "review" -> "复查";
            case "recheck" -> "复核";
            default -> "核实";
        };
    }
}
