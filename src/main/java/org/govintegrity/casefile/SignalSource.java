package org.govintegrity.casefile;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a family can tell for an early warning that is no figure to evaluate units by ({@link FigureSource}): the families do not know the warning, nor it
 * them. No personal data is in it.
 */
public interface SignalSource {

    /** The signals this family tells; their ids are unique among themselves and among the figures, and are API for the table {@code warning-signal}. */
    List<SignalKind> signals();

    /**
     * Hands over every row of a signal, for all units at once, in one or a few statements however many units there are.
     *
     * @param signalId one of {@link #signals}
     * @param from     first day that counts
     * @param to       last day that counts; what happened later is not seen. Of what has a standing instead of a day, the standing of this day
     * @param each     is given one row after the other; nothing is kept in memory
     */
    void rows(String signalId, LocalDate from, LocalDate to, Consumer<FigureRow> each);
}
