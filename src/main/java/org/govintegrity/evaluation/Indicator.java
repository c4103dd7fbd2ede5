package org.govintegrity.evaluation;

import org.govintegrity.casefile.FigureKind;

import java.math.BigDecimal;
import java.util.List;

/**
 * One thing that is scored.
 *
 * @param id     lower-case words with hyphens; unique in its version, and the same thing in all versions
 * @param clause of the plan, such as {@code 三.6}
 * @param weight most points it can give, above 0
 * @param figure id of a {@link org.govintegrity.casefile.FigureKind}; null where the source is no figure
 * @param formula how a value becomes points
 * @param units  of individual items: ids of units and kinds of units it applies to, with the groups of the plan expanded; empty for all
 * @param lead   of {@code REVIEWER}: id of the unit that scores; null for those that lead the clause
 * @param whenNone what a unit without a value gets
 * @param basis  law, plan or {@code 系统默认}
 * @param measure what the figure was when the version was loaded; null where there is none
 * @param projectDefault whether weight and formula are a default of this project that a district may change
 */
public record Indicator(String id, String name, IndicatorGroup group, String clause, BigDecimal weight, IndicatorSource source, String figure, Formula formula,
                        List<String> units, String lead, WhenNone whenNone, String basis, boolean projectDefault, FigureKind measure) {

    public Indicator {
        units = List.copyOf(units);
    }

    /** The same with another weight; how far it is fulfilled stays. */
    Indicator weighing(BigDecimal other) {
        Formula same = formula instanceof Formula.Weighed ? formula : new Formula.Weighed(formula, weight);
        return new Indicator(id, name, group, clause, other, source, figure, same, units, lead, whenNone, basis, projectDefault, measure);
    }

    /** Whether it drops out for a unit without a value; who does not report has nothing, a count without rows is 0. */
    boolean mayDropOut() {
        return whenNone == WhenNone.LEAVE_OUT && source != IndicatorSource.SELF_REPORT && (measure == null || !measure.none());
    }

    /** What a unit without a value gets. */
    public enum WhenNone {
        /** the item does not apply: the others of its group count for more */
        LEAVE_OUT,
        FULL,
        ZERO
    }
}
