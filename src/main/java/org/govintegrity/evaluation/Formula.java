package org.govintegrity.evaluation;

import java.math.BigDecimal;
import java.util.List;

/** How a value becomes points. Whatever the formula, a better value never gives fewer points: the file is refused otherwise. */
public sealed interface Formula {

    /** Points grow (or shrink, where {@code full < zero}) evenly between the two values; a rate is 0 to 1. */
    record Linear(BigDecimal zero, BigDecimal full) implements Formula {
    }

    /** The whole weight less so much for each, not below 0. */
    record Deduct(BigDecimal each) implements Formula {
    }

    /** Nothing but so much for each, up to the weight. */
    record Add(BigDecimal each) implements Formula {
    }

    /** From each value on so many points; ordered by value, points only rising or only falling. */
    record Steps(List<Step> steps) implements Formula {

        public Steps {
            steps = List.copyOf(steps);
        }
    }

    /** @param from this value and above */
    record Step(BigDecimal from, BigDecimal points) {
    }

    /** As under another weight: how far an item is fulfilled stays when only its weight is tried out. */
    record Weighed(Formula formula, BigDecimal weight) implements Formula {
    }

    /** A decision table with inputs {@code value} and {@code day} (20261201) and output {@code points}, 0 to the weight. */
    record Decision(String key, boolean moreIsBetter) implements Formula {
    }
}
