package org.govintegrity.assessment;

import org.govintegrity.common.Refusal;

import java.util.Arrays;

/** Where an assessment stands. */
public enum AssessmentState {
    PLANNING("planning", "制定计划"),
    CHOOSING("choosing", "选择机构"),
    LISTING("listing", "拟定数据清单"),
    HANDING("handing", "移交数据"),
    WORKING("working", "机构评估中"),
    COMPARING("comparing", "评分比较和复核"),
    REVIEWING("reviewing", "审核报告"),
    HEARING("hearing", "听取机构意见"),
    SUMMARISING("summarising", "拟定摘要"),
    PUBLISHING("publishing", "摘要公开审查"),
    ENDING("ending", "确认数据销毁"),
    COMPLETED("completed", "已完成"),
    REJECTED("rejected", "报告不采用"),
    NOBODY("nobody", "没有选定机构"),
    WITHDRAWN("withdrawn", "已撤回");

    public final String code;
    public final String label;

    AssessmentState(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** @throws Refusal if there is no such state */
    public static AssessmentState of(String code) {
        return Arrays.stream(values()).filter(s -> s.code.equals(code)).findFirst().orElseThrow(() -> Refusal.invalid("没有这种状态，请从列表中选择。"));
    }

    public boolean over() {
        return ordinal() >= COMPLETED.ordinal();
    }
}
