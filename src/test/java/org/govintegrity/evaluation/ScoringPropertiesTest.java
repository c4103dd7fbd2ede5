package org.govintegrity.evaluation;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for scores whatever the indicators and the inputs are. */
class ScoringPropertiesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 30);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** A year's rules with a unit's inputs. */
    record Year(RuleSet rules, Map<String, Input> inputs, Map<String, BigDecimal> figures) {

        ScoreSheet score() {
            return score(rules.indicators(), inputs);
        }

        ScoreSheet score(List<Indicator> indicators, Map<String, Input> with) {
            return Scoring.score(rules, indicators, with, figures, DAY, TABLES);
        }
    }

    /** The borders that the shipped table has, and one table that takes points away. */
    private static final ScoreRules TABLES = new ScoreRules() {
        @Override
        public Grade grade(BigDecimal total, LocalDate day) {
            return total.compareTo(BigDecimal.valueOf(90)) >= 0 ? Grade.EXCELLENT : total.compareTo(BigDecimal.valueOf(80)) >= 0 ? Grade.GOOD
                    : total.compareTo(BigDecimal.valueOf(60)) >= 0 ? Grade.PASSED : Grade.FAILED;
        }

        @Override
        public BigDecimal points(String decisionKey, BigDecimal value, LocalDate day) {
            return BigDecimal.ONE.subtract(value).max(BigDecimal.ZERO);
        }
    };

    @Property(tries = 500)
    void theOrderOfInputsAndIndicatorsChangesNothing(@ForAll("years") Year year, @ForAll Random random) {
        List<Indicator> shuffled = new ArrayList<>(year.rules.indicators());
        Collections.shuffle(shuffled, random);
        List<Map.Entry<String, Input>> entries = new ArrayList<>(year.inputs.entrySet());
        Collections.shuffle(entries, random);
        Map<String, Input> other = new java.util.LinkedHashMap<>();
        entries.forEach(e -> other.put(e.getKey(), e.getValue()));
        ScoreSheet one = year.score();
        ScoreSheet two = year.score(shuffled, other);
        assertThat(two.total()).isEqualTo(one.total());
        assertThat(two.grade()).isEqualTo(one.grade());
        assertThat(two.items()).containsExactlyInAnyOrderElementsOf(one.items());
    }

    @Property(tries = 500)
    void aBetterValueNeverLowersAScore(@ForAll("years") Year year, @ForAll Random random) {
        List<Indicator> valued = year.rules.indicators().stream().filter(i -> year.inputs.containsKey(Scoring.key(i)) && year.inputs.get(Scoring.key(i)).value() != null).toList();
        if (valued.isEmpty()) {
            return;
        }
        Indicator better = valued.get(random.nextInt(valued.size()));
        Input before = year.inputs.get(Scoring.key(better));
        BigDecimal by = BigDecimal.valueOf(random.nextInt(1, 500), 2);
        BigDecimal value = moreIsBetter(better.formula()) ? before.value().add(by) : before.value().subtract(by).max(BigDecimal.ZERO);
        Map<String, Input> changed = new HashMap<>(year.inputs);
        changed.put(before.key(), new Input(before.key(), value, before.late(), before.voided(), before.words()));
        assertThat(year.score(year.rules.indicators(), changed).total()).isGreaterThanOrEqualTo(year.score().total());
    }

    @Property(tries = 500)
    void whatPeopleAddUpIsTheTotalAndAnIndependentSumAgrees(@ForAll("years") Year year) {
        ScoreSheet sheet = year.score();
        BigDecimal common = points(year, sheet, IndicatorGroup.COMMON);
        BigDecimal individual = points(year, sheet, IndicatorGroup.INDIVIDUAL);
        assertThat(sheet.common()).isEqualByComparingTo(common);
        assertThat(sheet.individual()).isEqualByComparingTo(individual);
        assertThat(sheet.bonus()).isEqualByComparingTo(points(year, sheet, IndicatorGroup.BONUS).min(year.rules.bonusCap()));
        assertThat(sheet.total()).isLessThanOrEqualTo(common.add(individual).add(sheet.bonus()));
        if (sheet.vetoes().isEmpty()) {
            assertThat(sheet.total()).isEqualByComparingTo(common.add(individual).add(sheet.bonus()).min(HUNDRED));
            // once more without rounding in between, another way: apart by half a cent for each rounding at most
            double exact = Math.min(100, independent(year));
            assertThat(sheet.total().doubleValue()).isCloseTo(exact, org.assertj.core.data.Offset.offset(0.015 * sheet.items().size() + 0.001));
        }
    }

    @Property(tries = 500)
    void capsHold(@ForAll("years") Year year) {
        ScoreSheet sheet = year.score();
        assertThat(sheet.total()).isBetween(BigDecimal.ZERO, HUNDRED);
        assertThat(sheet.bonus()).isLessThanOrEqualTo(year.rules.bonusCap());
        assertThat(sheet.items()).allSatisfy(item -> {
            assertThat(item.points()).isBetween(BigDecimal.ZERO, item.most());
            assertThat(item.points().scale()).isEqualTo(2);
            assertThat(item.toWin() == null).as("what is lost is explained, and only that").isEqualTo(item.lost().signum() == 0);
        });
        Map<IndicatorGroup, BigDecimal> most = new HashMap<>();
        sheet.items().forEach(item -> most.merge(year.rules.find(item.indicatorId()).orElseThrow().group(), item.most(), BigDecimal::add));
        boolean common = most.containsKey(IndicatorGroup.COMMON);
        boolean individual = most.containsKey(IndicatorGroup.INDIVIDUAL);
        if (common) {
            assertThat(most.get(IndicatorGroup.COMMON)).isEqualByComparingTo(individual ? year.rules.commonShare() : HUNDRED);
        }
        if (individual) {
            assertThat(most.get(IndicatorGroup.INDIVIDUAL)).isEqualByComparingTo(common ? HUNDRED.subtract(year.rules.commonShare()) : HUNDRED);
        }
    }

    @Property(tries = 500)
    void aVetoWinsOverWhateverElse(@ForAll("years") Year year) {
        ScoreSheet sheet = year.score();
        for (Veto veto : year.rules.vetoes()) {
            boolean holds = year.figures.getOrDefault(veto.figure(), BigDecimal.ZERO).compareTo(veto.from()) >= 0;
            if (holds && veto.capTotal() != null) {
                assertThat(sheet.total()).isLessThanOrEqualTo(veto.capTotal());
            }
            if (holds && veto.grade() != null) {
                assertThat(sheet.grade().ordinal()).isGreaterThanOrEqualTo(Grade.of(veto.grade()).ordinal());
            }
            assertThat(sheet.vetoes().stream().anyMatch(words -> words.startsWith(veto.name()))).isEqualTo(holds);
        }
    }

    @Property(tries = 300)
    void whatIsFalsifiedGivesNothingAndLatenessNeverHelps(@ForAll("years") Year year, @ForAll Random random) {
        List<Indicator> valued = year.rules.indicators().stream().filter(i -> year.inputs.containsKey(Scoring.key(i)) && year.inputs.get(Scoring.key(i)).value() != null).toList();
        if (valued.isEmpty()) {
            return;
        }
        Indicator one = valued.get(random.nextInt(valued.size()));
        Input input = year.inputs.get(Scoring.key(one));
        Map<String, Input> voided = new HashMap<>(year.inputs);
        voided.put(input.key(), new Input(input.key(), input.value(), input.late(), true, input.words()));
        assertThat(year.score(year.rules.indicators(), voided).items()).filteredOn(item -> Scoring.key(year.rules.find(item.indicatorId()).orElseThrow()).equals(input.key()))
                .isNotEmpty().allSatisfy(item -> assertThat(item.points()).isEqualByComparingTo(BigDecimal.ZERO));
        Map<String, Input> late = new HashMap<>(year.inputs);
        late.put(input.key(), new Input(input.key(), input.value(), true, input.voided(), input.words()));
        assertThat(year.score(year.rules.indicators(), late).total()).isLessThanOrEqualTo(year.score().total());
    }

    private static boolean moreIsBetter(Formula formula) {
        if (formula instanceof Formula.Linear f) {
            return f.full().compareTo(f.zero()) > 0;
        } else if (formula instanceof Formula.Steps f) {
            return f.steps().get(f.steps().size() - 1).points().compareTo(f.steps().get(0).points()) >= 0;
        } else if (formula instanceof Formula.Decision f) {
            return f.moreIsBetter();
        }
        return formula instanceof Formula.Add;
    }

    private static BigDecimal points(Year year, ScoreSheet sheet, IndicatorGroup group) {
        return sheet.items().stream().filter(item -> year.rules.find(item.indicatorId()).orElseThrow().group() == group).map(ItemScore::points).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The total as somebody would work it out with a spreadsheet: weights to shares, shares to points, sums. */
    private static double independent(Year year) {
        double total = 0;
        double bonus = 0;
        Map<IndicatorGroup, Double> weights = new HashMap<>();
        List<Indicator> counted = year.rules.indicators().stream().filter(i -> {
            Input in = year.inputs.get(Scoring.key(i));
            return i.whenNone() != Indicator.WhenNone.LEAVE_OUT || in != null && (in.value() != null || in.voided());
        }).toList();
        counted.forEach(i -> weights.merge(i.group(), i.weight().doubleValue(), Double::sum));
        for (Indicator i : counted) {
            double whole = switch (i.group()) {
                case COMMON -> weights.containsKey(IndicatorGroup.INDIVIDUAL) ? year.rules.commonShare().doubleValue() : 100;
                case INDIVIDUAL -> weights.containsKey(IndicatorGroup.COMMON) ? 100 - year.rules.commonShare().doubleValue() : 100;
                case BONUS -> i.weight().doubleValue();
            };
            double most = i.group() == IndicatorGroup.BONUS ? whole : whole * i.weight().doubleValue() / weights.get(i.group());
            Input in = year.inputs.get(Scoring.key(i));
            double share;
            if (in != null && in.voided()) {
                share = 0;
            } else if (in == null || in.value() == null) {
                share = i.whenNone() == Indicator.WhenNone.FULL ? 1 : 0;
            } else {
                share = share(i, in.value().doubleValue()) * (in.late() ? year.rules.lateReport().doubleValue() : 1);
            }
            if (i.group() == IndicatorGroup.BONUS) {
                bonus += most * share;
            } else {
                total += most * share;
            }
        }
        return total + Math.min(bonus, year.rules.bonusCap().doubleValue());
    }

    private static double share(Indicator i, double value) {
        double weight = i.weight().doubleValue();
        double share = 0;
        if (i.formula() instanceof Formula.Linear f) {
            share = (value - f.zero().doubleValue()) / (f.full().doubleValue() - f.zero().doubleValue());
        } else if (i.formula() instanceof Formula.Deduct f) {
            share = (weight - f.each().doubleValue() * value) / weight;
        } else if (i.formula() instanceof Formula.Add f) {
            share = f.each().doubleValue() * value / weight;
        } else if (i.formula() instanceof Formula.Steps f) {
            double points = f.steps().get(0).points().doubleValue();
            for (Formula.Step step : f.steps()) {
                points = value >= step.from().doubleValue() ? step.points().doubleValue() : points;
            }
            share = points / weight;
        } else {
            share = Math.max(0, 1 - value) / weight;
        }
        return Math.max(0, Math.min(1, share));
    }

    @Provide
    Arbitrary<Year> years() {
        Arbitrary<List<Indicator>> indicators = Combinators.combine(Arbitraries.of(IndicatorGroup.values()), Arbitraries.bigDecimals().between(BigDecimal.ONE, BigDecimal.valueOf(40)).ofScale(1),
                Arbitraries.of(IndicatorSource.values()), Arbitraries.of(Indicator.WhenNone.values()), Arbitraries.integers().between(0, 5)).as(ScoringPropertiesTest::indicator)
                .list().ofMinSize(1).ofMaxSize(12).map(list -> {
                    List<Indicator> numbered = new ArrayList<>();
                    for (Indicator i : list) {
                        int n = numbered.size();
                        numbered.add(new Indicator("i" + n, "指标" + n, i.group(), i.clause(), i.weight(), i.source(), i.figure() == null ? null : "figure." + n, i.formula(), List.of(), null,
                                i.whenNone(), "系统默认", true));
                    }
                    return numbered;
                });
        Arbitrary<BigDecimal> cap = Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.TEN).ofScale(0);
        Arbitrary<List<BigDecimal>> values = Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.valueOf(120)).ofScale(2).injectNull(0.2).list().ofSize(12);
        Arbitrary<List<Integer>> flags = Arbitraries.integers().between(0, 9).list().ofSize(12);
        return Combinators.combine(indicators, cap, values, flags, Arbitraries.integers().between(0, 2), Arbitraries.integers().between(50, 90)).as((list, bonusCap, given, flag, vetoed, share) -> {
            Map<String, Input> inputs = new HashMap<>();
            for (int n = 0; n < list.size(); n++) {
                Indicator i = list.get(n);
                BigDecimal value = given.get(n) == null ? null : i.formula() instanceof Formula.Linear f && f.full().abs().max(f.zero().abs()).compareTo(BigDecimal.ONE) <= 0
                        ? given.get(n).divide(BigDecimal.valueOf(120), new MathContext(6, RoundingMode.HALF_UP)) : given.get(n);
                if (flag.get(n) != 9) {
                    inputs.put(Scoring.key(i), new Input(Scoring.key(i), value, flag.get(n) == 1, flag.get(n) == 2, "来自测试"));
                }
            }
            List<Veto> vetoes = List.of(new Veto("cap", "封顶", "veto.cap", BigDecimal.ONE, new BigDecimal("59.99"), null, "系统默认"),
                    new Veto("grade", "定档", "veto.grade", BigDecimal.ONE, null, "failed", "系统默认"));
            Map<String, BigDecimal> figures = vetoed == 0 ? Map.of() : vetoed == 1 ? Map.of("veto.cap", BigDecimal.ONE) : Map.of("veto.grade", BigDecimal.valueOf(2));
            return new Year(new RuleSet("t", "测试", "系统默认", DAY, null, MonthDay.of(12, 1), MonthDay.of(11, 30), BigDecimal.valueOf(share), bonusCap, new BigDecimal("0.5"), BigDecimal.ZERO,
                    List.of(), BigDecimal.TEN, list, vetoes, ""), inputs, figures);
        });
    }

    private static Indicator indicator(IndicatorGroup group, BigDecimal weight, IndicatorSource source, Indicator.WhenNone whenNone, int formula) {
        Formula f = switch (formula) {
            case 0 -> new Formula.Linear(new BigDecimal("0.6"), BigDecimal.ONE);
            case 1 -> new Formula.Linear(new BigDecimal("0.2"), BigDecimal.ZERO);
            case 2 -> new Formula.Deduct(new BigDecimal("1.5"));
            case 3 -> new Formula.Add(new BigDecimal("0.7"));
            case 4 -> new Formula.Steps(List.of(new Formula.Step(BigDecimal.ZERO, weight), new Formula.Step(BigDecimal.TEN, weight.divide(BigDecimal.valueOf(3), 2, RoundingMode.DOWN)),
                    new Formula.Step(BigDecimal.valueOf(50), BigDecimal.ZERO)));
            default -> new Formula.Decision("table", false);
        };
        return new Indicator("i", "指标", group, "三.1", weight, source, source.figure() ? "figure" : null, f, List.of(), null, whenNone, "系统默认", true);
    }
}
