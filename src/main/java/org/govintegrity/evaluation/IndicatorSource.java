package org.govintegrity.evaluation;

/** Where an indicator's value comes from. */
public enum IndicatorSource {
    /** the unit reports a percentage of fulfilment with evidence, spot checks may lower it */
    SELF_REPORT("self-report", "单位自评"),
    /** a figure of the system */
    AUTOMATIC("automatic", "系统数据"),
    /** the office that leads the clause gives 0 to 100 */
    REVIEWER("reviewer", "牵头单位评分"),
    /** the score of the public's appraisal, 0 to 100; a figure too */
    APPRAISAL("appraisal", "群众评议"),
    /** the score of an institution outside, 0 to 100 */
    THIRD_PARTY("third-party", "第三方评估"),
    /** records in the credit archive; a figure too */
    CREDIT("credit", "信用记录");

    public final String code;
    public final String label;

    IndicatorSource(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** Whether its value is a figure that is collected, not a mark that somebody gives. */
    public boolean figure() {
        return this == AUTOMATIC || this == APPRAISAL || this == CREDIT;
    }
}
