package org.govintegrity.proposal;

import org.govintegrity.common.Refusal;

import java.util.Arrays;

/** The four classes in which answers to suggestions and proposals are marked everywhere. */
public enum AnswerClass {
    A("所提问题已经解决或者基本解决"),
    B("所提问题正在解决或者列入计划逐步解决"),
    C("因目前条件限制或者其他原因，有待以后解决"),
    D("所提问题不能解决或者留作参考，已说明原因");

    public final String words;

    AnswerClass(String words) {
        this.words = words;
    }

    /** Whether the answer leaves something to be done, by a day it has to name. */
    boolean promises() {
        return this == B || this == C;
    }

    static AnswerClass of(String code) {
        return Arrays.stream(values()).filter(c -> c.name().equals(code)).findFirst().orElseThrow(() -> Refusal.invalid("答复类别只能是A、B、C、D之一。"));
    }
}
