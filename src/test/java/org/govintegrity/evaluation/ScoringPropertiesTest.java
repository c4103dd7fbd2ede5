package org.govintegrity.evaluation;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.math.BigDecimal;
import java.math.BigInteger;
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
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

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
        BigDecimal higher = better.source().figure() ? before.value().add(by) : before.value().add(by).min(HUNDRED);
        BigDecimal value = moreIsBetter(better.formula()) ? higher : before.value().subtract(by).max(BigDecimal.ZERO);
        Map<String, Input> changed = new HashMap<>(year.inputs);
        changed.put(before.key(), new Input(before.key(), value, before.late(), before.voided(), before.words()));
        assertThat(year.score(year.rules.indicators(), changed).total()).isGreaterThanOrEqualTo(year.score().total());
    }

    @Property(tries = 1000)
    void whatPeopleAddUpIsTheTotalAndAnIndependentCalculationComesToTheSameCent(@ForAll("years") Year year) {
        ScoreSheet sheet = year.score();
        BigDecimal common = points(year, sheet, IndicatorGroup.COMMON);
        BigDecimal individual = points(year, sheet, IndicatorGroup.INDIVIDUAL);
        BigDecimal bonus = points(year, sheet, IndicatorGroup.BONUS);
        assertThat(sheet.common()).isEqualByComparingTo(common);
        assertThat(sheet.individual()).isEqualByComparingTo(individual);
        assertThat(sheet.bonus()).isEqualByComparingTo(bonus);
        if (sheet.vetoes().isEmpty()) {
            assertThat(sheet.total()).isEqualByComparingTo(common.add(individual).add(bonus));
            assertThat(sheet.total().movePointRight(2).longValueExact()).isEqualTo(independent(year));
        }
    }

    /** An item of which every twelfth ends on half a cent: with rounded twelfths a cent is lost. */
    @Example
    void halvesOfACentAreNotLost() {
        Indicator twelfths = new Indicator("twelfths", "十二项", IndicatorGroup.BONUS, "三.1", new BigDecimal("10.02"), IndicatorSource.AUTOMATIC, "done",
                new Formula.Linear(BigDecimal.ZERO, BigDecimal.valueOf(12)), List.of(), null, Indicator.WhenNone.ZERO, "系统默认", true, null);
        RuleSet rules = rules(List.of(twelfths), BigDecimal.valueOf(20));
        assertThat(Scoring.score(rules, rules.indicators(), Map.of("done", new Input("done", BigDecimal.ONE, false, false, "")), Map.of(), DAY, TABLES).total())
                .isEqualByComparingTo("0.84");
    }

    @Property(tries = 300)
    void tryingOutAWeightKeepsHowFarAnItemIsFulfilled(@ForAll("years") Year year, @ForAll Random random) {
        Map<String, BigDecimal> same = new HashMap<>();
        Map<String, BigDecimal> threefold = new HashMap<>();
        year.rules.indicators().forEach(i -> {
            same.put(i.id(), i.weight());
            threefold.put(i.id(), i.group() == IndicatorGroup.BONUS ? i.weight() : i.weight().multiply(BigDecimal.valueOf(3)));
        });
        for (Map<String, BigDecimal> weights : List.of(same, threefold)) {
            RuleSet tried = Scoring.withWeights(year.rules, weights);
            ScoreSheet sheet = Scoring.score(tried, tried.indicators(), year.inputs, year.figures, DAY, TABLES);
            assertThat(sheet.items()).extracting(ItemScore::points).as("all weights threefold is the same").isEqualTo(year.score().items().stream().map(ItemScore::points).toList());
        }
        Indicator one = year.rules.indicators().get(random.nextInt(year.rules.indicators().size()));
        Indicator tried = one.weighing(BigDecimal.valueOf(random.nextInt(1, 400), 1)).weighing(BigDecimal.valueOf(random.nextInt(1, 400), 1));
        BigDecimal value = BigDecimal.valueOf(random.nextInt(0, 10_000), 2);
        assertThat(Formulas.share(tried, value, DAY, TABLES)).isEqualTo(Formulas.share(one, value, DAY, TABLES));
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

    /**
     * The total in cents, worked out in whole numbers only and in another order: each item's part of 10^12 of a point first, then cents.
     */
    private static long independent(Year year) {
        List<Indicator> counted = year.rules.indicators().stream().filter(i -> {
            Input in = year.inputs.get(Scoring.key(i));
            return i.source() == IndicatorSource.SELF_REPORT || i.whenNone() != Indicator.WhenNone.LEAVE_OUT || in != null && (in.value() != null || in.voided());
        }).toList();
        boolean common = counted.stream().anyMatch(i -> i.group() == IndicatorGroup.COMMON);
        boolean individual = counted.stream().anyMatch(i -> i.group() == IndicatorGroup.INDIVIDUAL);
        long share = year.rules.commonShare().longValueExact() * 100;
        long total = 0;
        for (IndicatorGroup group : List.of(IndicatorGroup.COMMON, IndicatorGroup.INDIVIDUAL)) {
            List<Indicator> members = counted.stream().filter(i -> i.group() == group).toList();
            long whole = !common || !individual ? 10_000 : group == IndicatorGroup.COMMON ? share : 10_000 - share;
            long weights = members.stream().mapToLong(i -> tenths(i.weight())).sum();
            Map<String, Long> cents = new HashMap<>();
            members.forEach(i -> cents.put(i.id(), whole * tenths(i.weight()) / weights));
            long missing = members.isEmpty() ? 0 : whole - cents.values().stream().mapToLong(Long::longValue).sum();
            List<Indicator> byRest = new ArrayList<>(members);
            byRest.sort((a, b) -> whole * tenths(a.weight()) % weights != whole * tenths(b.weight()) % weights
                    ? Long.compare(whole * tenths(b.weight()) % weights, whole * tenths(a.weight()) % weights) : a.id().compareTo(b.id()));
            byRest.subList(0, (int) missing).forEach(i -> cents.merge(i.id(), 1L, Long::sum));
            total += members.stream().mapToLong(i -> points(year, i, cents.get(i.id()))).sum();
        }
        long bonus = counted.stream().filter(i -> i.group() == IndicatorGroup.BONUS).mapToLong(i -> points(year, i, tenths(i.weight()) * 10)).sum();
        return total + Math.min(Math.min(bonus, year.rules.bonusCap().longValueExact() * 100), 10_000 - total);
    }

    private static long tenths(BigDecimal number) {
        return number.movePointRight(1).longValueExact();
    }

    /** A value or a border as a number of millionths. */
    private static BigInteger millionths(BigDecimal number) {
        return number.movePointRight(6).toBigIntegerExact();
    }

    private static long points(Year year, Indicator i, long most) {
        Input in = year.inputs.get(Scoring.key(i));
        if (in != null && in.voided()) {
            return 0;
        }
        if (in == null || in.value() == null) {
            return i.whenNone() == Indicator.WhenNone.FULL && i.source() != IndicatorSource.SELF_REPORT ? most : 0;
        }
        BigInteger value = millionths(in.value());
        BigInteger weight = millionths(i.weight());
        BigInteger of = weight;
        BigInteger part;
        if (i.formula() instanceof Formula.Linear f) {
            of = millionths(f.full()).subtract(millionths(f.zero()));
            part = value.subtract(millionths(f.zero())).multiply(BigInteger.valueOf(of.signum()));
            of = of.abs();
        } else if (i.formula() instanceof Formula.Deduct f) {
            of = weight.multiply(MILLION);
            part = of.subtract(millionths(f.each()).multiply(value));
        } else if (i.formula() instanceof Formula.Add f) {
            of = weight.multiply(MILLION);
            part = millionths(f.each()).multiply(value);
        } else if (i.formula() instanceof Formula.Steps f) {
            BigDecimal reached = f.steps().get(0).points();
            for (Formula.Step step : f.steps()) {
                reached = in.value().compareTo(step.from()) >= 0 ? step.points() : reached;
            }
            part = millionths(reached);
        } else {
            part = MILLION.subtract(value);
        }
        part = part.max(BigInteger.ZERO).min(of);
        // half up: twice the cents and one, halved
        BigInteger kept = BigInteger.valueOf(in.late() ? 1 : 2);
        return part.multiply(kept).multiply(BigInteger.valueOf(most)).add(of).divide(of.multiply(BigInteger.TWO)).longValueExact();
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
                                i.whenNone(), "系统默认", true, null));
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
                        ? given.get(n).divide(BigDecimal.valueOf(120), 6, RoundingMode.HALF_UP) : i.source().figure() ? given.get(n) : given.get(n).min(HUNDRED);
                if (flag.get(n) != 9) {
                    inputs.put(Scoring.key(i), new Input(Scoring.key(i), value, flag.get(n) == 1, flag.get(n) == 2, "来自测试"));
                }
            }
            List<Veto> vetoes = List.of(new Veto("cap", "封顶", "veto.cap", BigDecimal.ONE, new BigDecimal("59.99"), null, "系统默认", null),
                    new Veto("grade", "定档", "veto.grade", BigDecimal.ONE, null, "failed", "系统默认", null));
            Map<String, BigDecimal> figures = vetoed == 0 ? Map.of() : vetoed == 1 ? Map.of("veto.cap", BigDecimal.ONE) : Map.of("veto.grade", BigDecimal.valueOf(2));
            return new Year(new RuleSet("t", "测试", "系统默认", DAY, null, MonthDay.of(12, 1), MonthDay.of(11, 30), BigDecimal.valueOf(share), bonusCap, new BigDecimal("0.5"), BigDecimal.ZERO,
                    List.of(), BigDecimal.TEN, list, vetoes, ""), inputs, figures);
        });
    }

    private static RuleSet rules(List<Indicator> indicators, BigDecimal bonusCap) {
        return new RuleSet("t", "测试", "系统默认", DAY, null, MonthDay.of(12, 1), MonthDay.of(11, 30), BigDecimal.valueOf(70), bonusCap, new BigDecimal("0.5"), BigDecimal.ZERO,
                List.of(), BigDecimal.TEN, indicators, List.of(), "");
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
        return new Indicator("i", "指标", group, "三.1", weight, source, source.figure() ? "figure" : null, f, List.of(), null, whenNone, "系统默认", true, null);
    }
}
