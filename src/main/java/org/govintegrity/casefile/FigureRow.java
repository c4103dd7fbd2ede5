package org.govintegrity.casefile;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One thing that a unit's figure is made of.
 *
 * @param unitId whose it was then; a unit that is over stays itself here, whoever collects follows successors
 * @param ref    what it is: a case number, a task's id, a record number; at most 80 characters
 * @param day    when it counted
 * @param words  Chinese, for the unit to recognise it; no personal data; at most 300 characters
 * @param link   page that shows it, such as {@code /cases/JC-2026-0001}; null where there is none
 * @param amount what it adds to the figure: of a rate 0 to 1, else at least 0
 * @param base   of a rate: its weight in the whole, mostly 1; else 0
 */
public record FigureRow(String unitId, String ref, LocalDate day, String words, String link, BigDecimal amount, BigDecimal base) {

    public static FigureRow share(String unitId, String ref, LocalDate day, String words, String link, boolean good) {
        return new FigureRow(unitId, ref, day, words, link, good ? BigDecimal.ONE : BigDecimal.ZERO, BigDecimal.ONE);
    }

    public static FigureRow count(String unitId, String ref, LocalDate day, String words, String link, int amount) {
        return new FigureRow(unitId, ref, day, words, link, BigDecimal.valueOf(amount), BigDecimal.ZERO);
    }
}
