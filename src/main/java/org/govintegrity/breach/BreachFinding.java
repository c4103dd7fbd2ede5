package org.govintegrity.breach;

import java.time.LocalDate;

/**
 * A finding on its way.
 *
 * @param source        what it came from, as in {@link org.govintegrity.casefile.BreachSuspected}
 * @param clue          what was found there, in words
 * @param kind          code of {@link org.govintegrity.credit.RecordKind}; null until verified
 * @param gravity       {@code minor}, {@code general} or {@code serious}
 * @param correction    {@code none}, {@code after-harm} or {@code before-harm}
 * @param ruledClass    class the table gave; nothing heavier may be proposed
 * @param proposedClass class the unit was told of; nothing heavier may be decided
 * @param personId      who answers for it besides the unit, or null
 * @param personPost    their post when it was proposed
 * @param defended      whether a statement was made; null while it may still be
 * @param decidedClass  {@code none} if dismissed; null until decided
 */
public record BreachFinding(String caseNo, String originNo, String source, String gravity, String clue, String kind, String documentName, String documentNo,
                            LocalDate documentDate, String facts, String correction, String ruledClass, String proposedClass, String basis,
                            String measures, String personId, String personPost, Boolean defended, String defence, String decidedClass,
                            String reasons, String decidedBy, LocalDate decidedOn) {
}
