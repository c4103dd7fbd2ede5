package org.govintegrity.evaluation;

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
 * @param units  of individual items: ids of units, groups or kinds of units it applies to; empty for all
 * @param lead   of {@code REVIEWER}: id of the unit that scores; null for those that lead the clause
 * @param whenNone what a unit without a value gets
 * @param basis  law, plan or {@code 系统默认}
 * @param projectDefault whether weight and formula are a default of this project that a district may change
 */
public record Indicator(String id, String name, IndicatorGroup group, String clause, BigDecimal weight, IndicatorSource source, String figure, Formula formula,
                        List<String> units, String lead, WhenNone whenNone, String basis, boolean projectDefault) {

    public Indicator {
        units = List.copyOf(units);
    }

    Indicator weighing(BigDecimal other) {
        return new Indicator(id, name, group, clause, other, source, figure, formula, units, lead, whenNone, basis, projectDefault);
    }

    /** What a unit without a value gets. */
    public enum WhenNone {
        /** the item does not apply: the others of its group count for more */
        LEAVE_OUT,
        FULL,
        ZERO
    }
}
