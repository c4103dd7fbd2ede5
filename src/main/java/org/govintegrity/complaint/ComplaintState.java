package org.govintegrity.complaint;

import org.govintegrity.common.Refusal;

import java.util.Arrays;
import java.util.Optional;

/** How far a complaint has come. */
public enum ComplaintState {
    RECEIVED("received", "已收到，预审中"),
    ASKED("asked", "等待补充材料"),
    DISPATCHED("dispatched", "已受理，核实中"),
    ANSWERED("answered", "已答复"),
    AGAIN("again", "重新办理"),
    REVIEW("review", "复查中"),
    REVIEWED("reviewed", "已答复复查意见"),
    RECHECK("recheck", "复核中"),
    REFUSED("refused", "不予受理"),
    JOINED("joined", "已并案"),
    WITHDRAWN("withdrawn", "已撤回"),
    CLOSED("closed", "已办结");

    public final String code;
    public final String label;

    ComplaintState(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** Whether nothing more happens. */
    public boolean over() {
        return this == REFUSED || this == JOINED || this == WITHDRAWN || this == CLOSED;
    }

    public static Optional<ComplaintState> find(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }

    /** By the word people see. */
    static Optional<ComplaintState> labelled(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
    }

    /** @throws Refusal (invalid) if there is none */
    public static ComplaintState of(String code) {
        return find(code).orElseThrow(() -> Refusal.invalid("没有这种办理状态，请从列表中选择。"));
    }
}
