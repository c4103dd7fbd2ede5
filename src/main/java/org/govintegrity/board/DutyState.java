package org.govintegrity.board;

/** How a duty stands, the worst first. Told by a sign and a word, not by colour alone. */
public enum DutyState {
    LATE("late", "超期", "超"),
    NEAR("near", "临期", "临"),
    RUNNING("running", "在办", "办"),
    DONE("done", "已办结", "结"),
    /** the plan gives the unit the duty, and nothing is due under it */
    NONE("none", "没有到期事项", "·");

    public final String code;
    public final String label;
    public final String sign;

    DutyState(String code, String label, String sign) {
        this.code = code;
        this.label = label;
        this.sign = sign;
    }

    /** Name as style sheets and addresses write it. */
    public String code() {
        return code;
    }

    /** Chinese, for people. */
    public String label() {
        return label;
    }

    /** One letter for a narrow cell. */
    public String sign() {
        return sign;
    }
}
