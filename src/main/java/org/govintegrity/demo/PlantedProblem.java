package org.govintegrity.demo;

import org.govintegrity.warning.Planted;
import org.govintegrity.warning.WarningRules;

import java.time.LocalDate;
import java.util.Set;

/**
 * Something that was put into the played year on purpose, so that whatever looks for trouble can be measured by it.
 *
 * @param unitId whose it is
 * @param from   first day on which it can be seen
 * @param to     last day of it
 */
public record PlantedProblem(String unitId, Kind kind, LocalDate from, LocalDate to) {

    /** What is wrong. */
    public enum Kind {
        IGNORED_TASKS("ignored-tasks", "任务长期拖着不办，连续亮牌", "red-cards", "yellow-cards", "score"),
        LATE_DISCLOSURE("late-disclosure", "双公示逾期报送", "disclosure-late"),
        RISING_COMPLAINTS("rising-complaints", "投诉明显多于本单位过去", "complaints", "score"),
        COURT_DEBTOR("court-debtor", "被法院列为失信被执行人", "court-debtor", "score"),
        ARREARS("arrears", "拖欠中小企业款项", "arrears", "complaints", "score"),
        FALLING_SCORE("falling-score", "季度得分下降", "score", WarningRules.TOGETHER),
        UPHELD_OBJECTIONS("upheld-objections", "报送的记录多次因异议撤销", "objections"),
        SILENT_SOURCE("silent-source", "报送单位停止报送", "silence");

        public final String code;
        public final String label;
        /**
         * Of early warning, in which it leaves rows: whatever is done about most of them ends in a record against the unit, or in proposals and mending that are
         * late, and these lower its quarter's score.
         */
        final Set<String> signals;

        Kind(String code, String label, String... signals) {
            this.code = code;
            this.label = label;
            this.signals = Set.of(signals);
        }
    }

    /** As early warning is measured by. */
    Planted asPlanted() {
        return new Planted(unitId, kind.signals, from, to);
    }

    boolean on(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}
