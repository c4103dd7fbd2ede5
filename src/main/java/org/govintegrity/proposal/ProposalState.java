package org.govintegrity.proposal;

import org.govintegrity.common.Refusal;

import java.util.Arrays;

/** How far a proposal has come. */
public enum ProposalState {
    REGISTERED("registered", "待交办"),
    DISPATCHED("dispatched", "办理中"),
    ANSWERED("answered", "已签发答复，听取意见"),
    AGAIN("again", "再次办理"),
    ASSESSING("assessing", "专家评估"),
    PROMISED("promised", "承诺跟踪"),
    CLOSED("closed", "已办结"),
    /** its parts go on */
    SPLIT("split", "已分办");

    public final String code;
    public final String label;

    ProposalState(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** @throws Refusal if there is no such state */
    public static ProposalState of(String code) {
        return Arrays.stream(values()).filter(state -> state.code.equals(code)).findFirst()
                .orElseThrow(() -> Refusal.invalid("没有“" + code + "”这种办理状态，请从列表中选择。"));
    }
}
