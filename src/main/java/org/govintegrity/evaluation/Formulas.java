package org.govintegrity.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** What the formulas of the indicators come to, and how they are told to people. */
final class Formulas {

    private static final int EXACT = 20;

    private Formulas() {
    }

    /** The part of an item's points that a value gives, 0 to 1. */
    static BigDecimal share(Indicator i, BigDecimal value, LocalDate day, ScoreRules tables) {
        BigDecimal weight = i.weight();
        BigDecimal share;
        if (i.formula() instanceof Formula.Linear f) {
            share = value.subtract(f.zero()).divide(f.full().subtract(f.zero()), EXACT, RoundingMode.HALF_UP);
        } else if (i.formula() instanceof Formula.Deduct f) {
            share = BigDecimal.ONE.subtract(f.each().multiply(value).divide(weight, EXACT, RoundingMode.HALF_UP));
        } else if (i.formula() instanceof Formula.Add f) {
            share = f.each().multiply(value).divide(weight, EXACT, RoundingMode.HALF_UP);
        } else if (i.formula() instanceof Formula.Steps f) {
            share = step(f, value).divide(weight, EXACT, RoundingMode.HALF_UP);
        } else {
            share = tables.points(((Formula.Decision) i.formula()).key(), value, day).divide(weight, EXACT, RoundingMode.HALF_UP);
        }
        return share.max(BigDecimal.ZERO).min(BigDecimal.ONE);
    }

    /** Of the last step whose beginning the value has reached; below the first one, that of the first. */
    private static BigDecimal step(Formula.Steps f, BigDecimal value) {
        BigDecimal points = f.steps().get(0).points();
        for (Formula.Step step : f.steps()) {
            if (value.compareTo(step.from()) >= 0) {
                points = step.points();
            }
        }
        return points;
    }

    /** Whether the value is a part of a whole, shown as a percentage: a rate is written between 0 and 1. */
    private static boolean rate(Indicator i) {
        return i.formula() instanceof Formula.Linear f && f.zero().abs().max(f.full().abs()).compareTo(BigDecimal.ONE) <= 0
                || i.formula() instanceof Formula.Steps s && s.steps().stream().allMatch(step -> step.from().compareTo(BigDecimal.ONE) <= 0) && s.steps().size() > 1;
    }

    /** A value as people read it. */
    static String value(Indicator i, BigDecimal value) {
        return rate(i) ? Scoring.percent(value) : Scoring.plain(value);
    }

    /** How the value becomes points, in words; points are those of the weight, before the group is brought to its share. */
    static String words(Indicator i) {
        String weight = Scoring.plain(i.weight());
        if (i.formula() instanceof Formula.Linear f) {
            return (f.full().compareTo(f.zero()) > 0 ? value(i, f.zero()) + "及以下不得分，" + value(i, f.full()) + "及以上得满分" : value(i, f.full()) + "及以下得满分，" + value(i, f.zero()) + "及以上不得分") + "，之间按比例";
        } else if (i.formula() instanceof Formula.Deduct f) {
            return "满分" + weight + "分，每1个扣" + Scoring.plain(f.each()) + "分，扣完为止";
        } else if (i.formula() instanceof Formula.Add f) {
            return "每1个得" + Scoring.plain(f.each()) + "分，最多" + weight + "分";
        } else if (i.formula() instanceof Formula.Steps f) {
            return "满分" + weight + "分：" + f.steps().stream().map(s -> value(i, s.from()) + "起" + Scoring.plain(s.points()) + "分").collect(Collectors.joining("，"));
        }
        return "满分" + weight + "分，按决策表" + ((Formula.Decision) i.formula()).key() + "计分";
    }

    /** What would have given all points. */
    static String toWin(Indicator i, BigDecimal value) {
        if (i.formula() instanceof Formula.Linear f) {
            return (f.full().compareTo(f.zero()) > 0 ? "需达到" : "需降到") + value(i, f.full());
        } else if (i.formula() instanceof Formula.Deduct f) {
            return "需减少到0（现在" + Scoring.plain(value) + "）";
        } else if (i.formula() instanceof Formula.Add f) {
            return "需达到" + Scoring.plain(i.weight().divide(f.each(), 0, RoundingMode.CEILING)) + "个";
        } else if (i.formula() instanceof Formula.Steps f) {
            List<Formula.Step> steps = f.steps();
            boolean rising = steps.get(steps.size() - 1).points().compareTo(steps.get(0).points()) > 0;
            return rising ? "需达到" + value(i, steps.get(steps.size() - 1).from()) : "需低于" + value(i, steps.get(Math.min(1, steps.size() - 1)).from());
        }
        return ((Formula.Decision) i.formula()).moreIsBetter() ? "需提高，见决策表" : "需降低，见决策表";
    }
}
