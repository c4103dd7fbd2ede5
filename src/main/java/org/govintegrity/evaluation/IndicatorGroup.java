package org.govintegrity.evaluation;

/** How an indicator enters the total: common and individual items share the hundred 7:3 (文登区社会信用体系建设考核办法), bonus comes on top. */
public enum IndicatorGroup {
    COMMON("common", "共性指标"),
    INDIVIDUAL("individual", "个性指标"),
    /** on top of the hundred, up to the version's cap */
    BONUS("bonus", "加分项");

    public final String code;
    public final String label;

    IndicatorGroup(String code, String label) {
        this.code = code;
        this.label = label;
    }
}
