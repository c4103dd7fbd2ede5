package org.govintegrity.casefile;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a family can tell about units in figures, for whoever evaluates them: the families do not know the evaluation, nor it them.
 * A figure is nothing but the sum of its rows, so that everybody can see what it is made of.
 */
public interface FigureSource {

    /** Processes that score units; what is done in them is no part of what is scored. */
    Set<String> SCORING = Set.of("annual-evaluation", "unit-evaluation");

    /** The figures this family tells; their ids are unique in the application and are API for a district's indicators. */
    List<FigureKind> figures();

    /**
     * Hands over every row of a figure, for all units at once, in one or a few statements however many units there are.
     *
     * @param figureId one of {@link #figures}
     * @param from     first day that counts
     * @param to       last day that counts; what happened later is not seen
     * @param each     is given one row after the other; nothing is kept in memory
     */
    void rows(String figureId, LocalDate from, LocalDate to, Consumer<FigureRow> each);
}
