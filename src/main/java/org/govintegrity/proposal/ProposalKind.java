package org.govintegrity.proposal;

import org.govintegrity.common.Refusal;

import java.util.Arrays;
import java.util.Optional;

/** Who made it: a deputy to the people's congress, or a member of the consultative conference. */
public enum ProposalKind {
    SUGGESTION("suggestion", "代表建议", "JY", "proposal.answer"),
    MOTION("motion", "政协提案", "TA", "cppcc-proposal.answer");

    public final String code;
    public final String label;
    final String prefix;
    /** of the table of lawful limits */
    final String answerRule;

    ProposalKind(String code, String label, String prefix, String answerRule) {
        this.code = code;
        this.label = label;
        this.prefix = prefix;
        this.answerRule = answerRule;
    }

    /** @throws Refusal if there is no such kind */
    public static ProposalKind of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst()
                .orElseThrow(() -> Refusal.invalid("类别只能是" + SUGGESTION.label + "或者" + MOTION.label + "。"));
    }

    static Optional<ProposalKind> labelled(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }
}
