package org.govintegrity.demo;

import java.time.LocalDate;

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
        IGNORED_TASKS("ignored-tasks", "任务长期拖着不办，连续亮牌"),
        LATE_DISCLOSURE("late-disclosure", "双公示逾期报送"),
        RISING_COMPLAINTS("rising-complaints", "投诉明显多于本单位过去"),
        COURT_DEBTOR("court-debtor", "被法院列为失信被执行人"),
        ARREARS("arrears", "拖欠中小企业款项"),
        FALLING_SCORE("falling-score", "季度得分下降"),
        UPHELD_OBJECTIONS("upheld-objections", "报送的记录多次因异议撤销"),
        SILENT_SOURCE("silent-source", "报送单位停止报送");

        public final String code;
        public final String label;

        Kind(String code, String label) {
            this.code = code;
            this.label = label;
        }
    }

    boolean on(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}
