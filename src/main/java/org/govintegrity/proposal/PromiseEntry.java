package org.govintegrity.proposal;

import java.time.LocalDate;

/** A line of the list of promises: the promise, and whose it is. */
public record PromiseEntry(String caseNo, String kind, String number, String subject, String leadUnit, String answerClass, int seq, String text, LocalDate dueOn,
                           LocalDate wantedDueOn, LocalDate keptOn) {
}
