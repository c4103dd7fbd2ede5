package org.govintegrity.repair;

/**
 * An application for repair.
 *
 * @param correction how the breach was put right, in the applicant's words
 * @param duty       how the duty was done
 * @param commitment the credit commitment, for the public
 * @param atCounter  taken down by the credit centre for somebody who came in person; the next three say who
 * @param decider    group that decides
 * @param corrected  as decided, like the next two; null until then
 * @param outcome    {@code repaired}, {@code refused}, {@code dropped} or {@code overtaken}; null until decided
 */
public record Repair(String caseNo, String recordNo, String correction, String duty, String commitment, boolean atCounter, String name, String identifiedBy,
                     String contact, String decider, Boolean corrected, Boolean dutyDone, Boolean committed, String outcome, String reasons) {

    public boolean repaired() {
        return "repaired".equals(outcome);
    }

    public String outcomeWords() {
        return switch (outcome == null ? "" : outcome) {
            case "repaired" -> "准予修复";
            case "refused" -> "不予修复";
            case "dropped" -> "申请人撤回";
            case "overtaken" -> "记录已另行终止";
            default -> null;
        };
    }
}
