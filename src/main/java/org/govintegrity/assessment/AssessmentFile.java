package org.govintegrity.assessment;

import java.time.LocalDateTime;

/**
 * A paper of an assessment.
 *
 * @param round of the report it belongs to
 * @param used  whether a file of scores has been read
 */
public record AssessmentFile(long id, String kind, int round, long evidenceId, String fileName, boolean used, String addedBy, LocalDateTime addedAt) {

    public static final String CONTRACT = "contract";
    public static final String AGREEMENT = "agreement";
    public static final String REPORT = "report";
    public static final String SCORES = "scores";
    public static final String DESTRUCTION = "destruction";

    public String kindWords() {
        return words(kind);
    }

    static String words(String kind) {
        return switch (kind) {
            case CONTRACT -> "委托合同";
            case AGREEMENT -> "保密协议";
            case REPORT -> "评估报告";
            case SCORES -> "评分文件";
            default -> "数据交回、销毁证明";
        };
    }
}
