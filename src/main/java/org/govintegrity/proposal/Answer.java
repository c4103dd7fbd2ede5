package org.govintegrity.proposal;

import java.time.LocalDate;

/**
 * An answer, signed or in draft.
 *
 * @param round    1 or 2
 * @param signedOn null until signed
 */
public record Answer(int round, String answerClass, String text, String signedBy, LocalDate signedOn) {

    public String classWords() {
        return answerClass + "类：" + AnswerClass.of(answerClass).words;
    }
}
