package org.govintegrity.evaluation;

import org.govintegrity.casefile.FigureKind;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the formulas of the indicators come to, and how they are told to people. */
final class Formulas {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal PERCENT = new BigDecimal("0.01");
    /** how far a table is searched for the next better value */
    private static final int FARTHEST = 500;

    private Formulas() {
    }

    /** How much of an item is fulfilled, 0 to 1, as an exact fraction: rounding comes once, when points are given. */
    record Share(BigDecimal part, BigDecimal whole) {

        /** Half up to the cent. */
        BigDecimal points(BigDecimal most, BigDecimal kept) {
            return most.multiply(part).multiply(kept).divide(whole, 2, RoundingMode.HALF_UP);
        }

        boolean nothing() {
            return part.signum() == 0;
        }

        boolean all() {
            return part.compareTo(whole) == 0;
        }

        boolean lessThan(Share other) {
            return part.multiply(other.whole).compareTo(other.part.multiply(whole)) < 0;
        }
    }

    /** @throws IllegalArgumentException for a value nothing can have: below 0, or a mark above 100 */
    static Share share(Indicator i, BigDecimal value, LocalDate day, ScoreRules tables) {
        if (value.signum() < 0 || !i.source().figure() && value.compareTo(HUNDRED) > 0) {
            throw new IllegalArgumentException(i.id() + " cannot be " + value);
        }
        Formula formula = formula(i);
        BigDecimal weight = weight(i);
        if (formula instanceof Formula.Linear f) {
            BigDecimal way = f.full().subtract(f.zero());
            BigDecimal gone = value.subtract(f.zero());
            return way.signum() > 0 ? within(gone, way) : within(gone.negate(), way.negate());
        } else if (formula instanceof Formula.Deduct f) {
            return within(weight.subtract(f.each().multiply(value)), weight);
        } else if (formula instanceof Formula.Add f) {
            return within(f.each().multiply(value), weight);
        } else if (formula instanceof Formula.Steps f) {
            return within(step(f, value).points(), weight);
        }
        return within(tables.points(((Formula.Decision) formula).key(), value, day), weight);
    }

    private static Share within(BigDecimal part, BigDecimal whole) {
        return new Share(part.max(BigDecimal.ZERO).min(whole), whole);
    }

    private static Formula formula(Indicator i) {
        return i.formula() instanceof Formula.Weighed tried ? tried.formula() : i.formula();
    }

    /** The weight that the points of the formula are meant for. */
    private static BigDecimal weight(Indicator i) {
        return i.formula() instanceof Formula.Weighed tried ? tried.weight() : i.weight();
    }

    /** The last step whose beginning the value has reached; below the first one, the first. */
    private static Formula.Step step(Formula.Steps f, BigDecimal value) {
        return f.steps().stream().filter(step -> value.compareTo(step.from()) >= 0).reduce((lower, higher) -> higher).orElse(f.steps().get(0));
    }

    /** Whether points rise with the value. */
    static boolean rising(Formula formula) {
        if (formula instanceof Formula.Weighed f) {
            return rising(f.formula());
        } else if (formula instanceof Formula.Linear f) {
            return f.full().compareTo(f.zero()) > 0;
        } else if (formula instanceof Formula.Steps f) {
            return f.steps().get(0).points().compareTo(f.steps().get(f.steps().size() - 1).points()) < 0;
        }
        return formula instanceof Formula.Add || formula instanceof Formula.Decision f && f.moreIsBetter();
    }

    /** A value as people read it: a rate as a percentage, a count with its unit. */
    static String value(FigureKind measure, BigDecimal value) {
        return measure == null ? Scoring.plain(value) : measure.rate() ? Scoring.percent(value) : Scoring.plain(value) + measure.unit();
    }

    static String value(Indicator i, BigDecimal value) {
        return i.source().figure() ? value(i.measure(), value) : Scoring.plain(value) + (i.source() == IndicatorSource.SELF_REPORT ? "%" : "分");
    }

    private static String one(Indicator i) {
        return i.measure() == null || i.measure().unit().isEmpty() ? "1个" : "1" + i.measure().unit();
    }

    private static boolean rate(Indicator i) {
        return i.measure() != null && i.measure().rate();
    }

    /** How the value becomes points, in words; points are those of the weight, before the group is brought to its share. */
    static String words(Indicator i) {
        String weight = Scoring.plain(weight(i));
        Formula formula = formula(i);
        if (formula instanceof Formula.Linear f) {
            return (rising(f) ? value(i, f.zero()) + "及以下不得分，" + value(i, f.full()) + "及以上得满分" : value(i, f.full()) + "及以下得满分，" + value(i, f.zero()) + "及以上不得分") + "，之间按比例";
        } else if (formula instanceof Formula.Deduct f) {
            return "权重" + weight + "，每" + one(i) + "扣" + Scoring.plain(f.each()) + "，扣完为止，按本项满分折算";
        } else if (formula instanceof Formula.Add f) {
            return "权重" + weight + "，每" + one(i) + "得" + Scoring.plain(f.each()) + "，得满为止，按本项满分折算";
        } else if (formula instanceof Formula.Steps f) {
            return "权重" + weight + "：" + f.steps().stream().map(s -> value(i, s.from()) + "起" + Scoring.plain(s.points())).collect(Collectors.joining("，")) + "，按本项满分折算";
        }
        return "权重" + weight + "，按决策表" + ((Formula.Decision) formula).key() + "计，按本项满分折算";
    }

    /** What would have given all points and, where that is not the same, what the next step up is worth. */
    static String toWin(Indicator i, BigDecimal value, Share share, BigDecimal most, LocalDate day, ScoreRules tables) {
        Formula formula = formula(i);
        BigDecimal weight = weight(i);
        if (formula instanceof Formula.Linear f) {
            BigDecimal way = f.full().subtract(f.zero());
            return (way.signum() > 0 ? "达到" : "降到") + value(i, f.full()) + "得满分，" + (share.nothing() ? "从" + value(i, f.zero()) + "起" : "") + "每" + (way.signum() > 0 ? "提高" : "降低")
                    + (rate(i) || i.source() == IndicatorSource.SELF_REPORT ? "1个百分点" : i.source().figure() ? one(i) : "1分") + "约得" + worth(most, rate(i) ? PERCENT : BigDecimal.ONE, way.abs()) + "分";
        } else if (formula instanceof Formula.Deduct f) {
            return "没有得满分，" + (share.nothing() ? "少于" + value(i, weight.divide(f.each(), 2, RoundingMode.HALF_UP)) + "起" : "") + "每减少" + one(i) + "约得" + worth(most, f.each(), weight) + "分";
        } else if (formula instanceof Formula.Add f) {
            return "达到" + value(i, weight.divide(f.each(), 0, RoundingMode.CEILING)) + "得满分，每增加" + one(i) + "约得" + worth(most, f.each(), weight) + "分";
        } else if (formula instanceof Formula.Steps f) {
            return steps(i, f.steps(), step(f, value), most, weight);
        }
        Formula.Decision decision = (Formula.Decision) formula;
        return better(i, decision, value, share, day, tables).map(next -> (decision.moreIsBetter() ? "达到" : "降到") + value(i, next) + "可得"
                + Scoring.plain(share(i, next, day, tables).points(most, BigDecimal.ONE)) + "分").orElse((decision.moreIsBetter() ? "提高" : "降低") + "后按决策表" + decision.key() + "可多得分");
    }

    private static String steps(Indicator i, List<Formula.Step> steps, Formula.Step now, BigDecimal most, BigDecimal weight) {
        if (rising(new Formula.Steps(steps))) {
            Formula.Step next = steps.stream().filter(step -> step.points().compareTo(now.points()) > 0).findFirst().orElseThrow();
            return "达到" + value(i, next.from()) + "可得" + worth(most, next.points(), weight) + "分";
        }
        int last = 0;
        while (steps.get(last + 1).points().compareTo(now.points()) > 0) {
            last++;
        }
        return "降到" + value(i, steps.get(last + 1).from()) + "以下可得" + worth(most, steps.get(last).points(), weight) + "分";
    }

    private static Optional<BigDecimal> better(Indicator i, Formula.Decision decision, BigDecimal value, Share now, LocalDate day, ScoreRules tables) {
        BigDecimal step = rate(i) ? PERCENT : BigDecimal.ONE;
        BigDecimal next = value;
        for (int n = 0; n < FARTHEST; n++) {
            next = decision.moreIsBetter() ? next.add(step) : next.subtract(step);
            if (next.signum() < 0 || rate(i) && next.compareTo(BigDecimal.ONE) > 0 || !i.source().figure() && next.compareTo(HUNDRED) > 0) {
                break;
            }
            if (now.lessThan(share(i, next, day, tables))) {
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    /** Values a unit may well have, rising: every percentage of a rate, every mark or count up to a hundred and some above. */
    static List<BigDecimal> samples(FigureKind measure) {
        if (measure != null && measure.rate()) {
            return IntStream.rangeClosed(0, 100).mapToObj(n -> BigDecimal.valueOf(n, 2)).toList();
        }
        return IntStream.concat(IntStream.rangeClosed(0, 100), measure == null || !measure.none() ? IntStream.empty() : IntStream.of(150, 200, 500, 1000, 100_000))
                .mapToObj(BigDecimal::valueOf).toList();
    }

    private static String worth(BigDecimal most, BigDecimal part, BigDecimal whole) {
        return Scoring.plain(most.multiply(part).divide(whole, 2, RoundingMode.HALF_UP));
    }
}
