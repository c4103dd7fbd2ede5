package org.govintegrity.publication;

import java.time.LocalDate;

/** How a record stands at the gate; the columns say what each is. */
public record PublicationItem(String recordNo, String caseNo, String state, String gate, String reason, String subjectName, String subjectCode, String documentNo,
                              LocalDate documentDate, String basis, String shown, LocalDate publishedOn, LocalDate shownUntil, LocalDate takenDownOn, String notice,
                              LocalDate noticeUntil, LocalDate checkOn) {

    public static final String REVIEWING = "reviewing";
    public static final String PUBLISHED = "published";
    public static final String WITHHELD = "withheld";
    public static final String TAKEN_DOWN = "taken-down";

    /** The state in words. */
    public String stateWords() {
        return switch (state) {
            case REVIEWING -> "审查中";
            case PUBLISHED -> "公示中";
            case WITHHELD -> "不予公示";
            default -> "已撤下";
        };
    }

    /** Where it was held or why it was taken down, in words; empty while it is neither. */
    public String gateWords() {
        return switch (gate == null ? "" : gate) {
            case "secrecy" -> "保密审查";
            case "privacy" -> "隐私和第三方审查";
            case "subject" -> "对象是个人";
            case "basis" -> "没有公示依据";
            case "standing" -> "记录状态";
            case "term" -> "公示期满";
            case "manual" -> "信用中心撤下";
            default -> "";
        };
    }
}
