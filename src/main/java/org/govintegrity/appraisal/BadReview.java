package org.govintegrity.appraisal;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A vote with a bad grade and what came of it.
 *
 * @param where   the window or the matter
 * @param comment masked; null if nothing was written
 * @param contact encrypted; null if none was left, and again when the review is settled
 * @param reached {@code reached, unreachable, anonymous}; null before the call-back
 * @param words   what the unit has found out
 * @param grounds why the unit holds it to be false; null if it does not
 * @param verdict {@code upheld, false}; null if nobody had to decide
 * @param mended  how it was mended, as the unit says
 * @param mendRound   how often the unit has said so: 0, 1 or, after it was sent back, 2
 * @param mendChecked what somebody outside the unit holds of it: {@code confirmed, sent-back, failed}; null until then
 * @param mendReasons why it was sent back; null unless it was
 */
public record BadReview(String caseNo, long voteId, String campaignNo, String unitId, String where, Grade grade, String reasons, String comment, LocalDateTime votedAt,
                        String contact, String reached, String words, String grounds, String verdict, String verdictReasons, String mended, int mendRound,
                        String mendChecked, String mendReasons) {

    public boolean contested() {
        return grounds != null;
    }

    /** Whether nothing more is done about it. */
    public boolean settled() {
        return "confirmed".equals(mendChecked) || "failed".equals(mendChecked) || "false".equals(verdict);
    }

    public String reasonWords() {
        List<String> codes = reasons.isEmpty() ? List.of() : Arrays.asList(reasons.split(","));
        return codes.stream().map(code -> Reason.of(code).label).collect(Collectors.joining("；"));
    }

    /** Where it stands, in a few words. */
    public String state() {
        if (mended != null) {
            return mendChecked == null ? "已反馈整改，待确认" : switch (mendChecked) {
                case "confirmed" -> "已整改";
                case "sent-back" -> "整改没有到位，待重新整改";
                default -> "整改没有到位，已报监督员";
            };
        }
        if ("false".equals(verdict)) {
            return "评议不实，已作废";
        }
        if (reached == null) {
            return "待回访";
        }
        return contested() && verdict == null ? "待认定" : "待整改";
    }
}
