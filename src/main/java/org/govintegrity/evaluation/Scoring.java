package org.govintegrity.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * From a version of the indicators and a unit's inputs to its score; nothing else is asked, so the same inputs give the same score
 * years later. What people add up is exact: the most an item can give is settled to the cent first, so that a group's items add up to
 * the group's share of the hundred, and every item's points are rounded before they are added.
 */
public final class Scoring {

    private static final BigDecimal HUNDRED = new BigDecimal("100.00");
    private static final BigDecimal ZERO = new BigDecimal("0.00");
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final int SCALE = 2;
    private static final int EXACT = 20;

    private Scoring() {
    }

    /**
     * @param applicable the unit's indicators, in the order of the version
     * @param inputs     by figure id or, where somebody gave the value, by indicator id; a key that is missing, or an input without a
     *                   value, is “no value”
     * @param figures    by figure id, for the vetoes; a missing one is 0
     * @param day        whose decision tables count
     */
    public static ScoreSheet score(RuleSet rules, List<Indicator> applicable, Map<String, Input> inputs, Map<String, BigDecimal> figures, LocalDate day, ScoreRules tables) {
        List<Indicator> counted = applicable.stream().filter(i -> i.whenNone() != Indicator.WhenNone.LEAVE_OUT || hasValue(i, inputs)).toList();
        List<Indicator> common = group(counted, IndicatorGroup.COMMON);
        List<Indicator> individual = group(counted, IndicatorGroup.INDIVIDUAL);
        BigDecimal commonShare = individual.isEmpty() ? HUNDRED : common.isEmpty() ? ZERO : rules.commonShare().setScale(SCALE, RoundingMode.HALF_UP);
        Map<String, BigDecimal> most = new HashMap<>();
        most.putAll(shares(common, commonShare));
        most.putAll(shares(individual, individual.isEmpty() ? ZERO : HUNDRED.subtract(commonShare)));
        group(counted, IndicatorGroup.BONUS).forEach(i -> most.put(i.id(), i.weight().setScale(SCALE, RoundingMode.HALF_UP)));
        List<ItemScore> items = counted.stream().map(i -> item(rules, i, inputs.get(key(i)), most.get(i.id()), day, tables)).toList();
        BigDecimal commonPoints = sum(items, common);
        BigDecimal individualPoints = sum(items, individual);
        BigDecimal bonus = sum(items, group(counted, IndicatorGroup.BONUS)).min(rules.bonusCap().setScale(SCALE, RoundingMode.HALF_UP));
        BigDecimal total = commonPoints.add(individualPoints).add(bonus).min(HUNDRED);
        List<String> held = new ArrayList<>();
        Grade fixed = null;
        for (Veto veto : rules.vetoes()) {
            BigDecimal value = figures.getOrDefault(veto.figure(), BigDecimal.ZERO);
            if (value.compareTo(veto.from()) >= 0) {
                held.add(veto.name() + "（" + plain(value) + "）：" + (veto.capTotal() == null ? "" : "总分不超过" + plain(veto.capTotal()) + "分")
                        + (veto.capTotal() != null && veto.grade() != null ? "，" : "") + (veto.grade() == null ? "" : "等次定为" + Grade.of(veto.grade()).label) + "（" + veto.basis() + "）");
                total = veto.capTotal() == null ? total : total.min(veto.capTotal().setScale(SCALE, RoundingMode.HALF_UP));
                fixed = veto.grade() == null ? fixed : worse(fixed, Grade.of(veto.grade()));
            }
        }
        return new ScoreSheet(items, commonPoints, individualPoints, bonus, total, worse(fixed, tables.grade(total, day)), held);
    }

    /** The same version with other weights, for trying out. @param weights by indicator id, above 0; the others stay */
    public static RuleSet withWeights(RuleSet rules, Map<String, BigDecimal> weights) {
        return new RuleSet(rules.version(), rules.title(), rules.basis(), rules.effectiveFrom(), rules.effectiveTo(), rules.periodStart(), rules.periodEnd(), rules.commonShare(),
                rules.bonusCap(), rules.lateReport(), rules.sampleShare(), rules.cohort(), rules.differenceLimit(),
                rules.indicators().stream().map(i -> weights.containsKey(i.id()) ? i.weighing(weights.get(i.id())) : i).toList(), rules.vetoes(), rules.text());
    }

    /** Under which key an indicator's input is found. */
    public static String key(Indicator indicator) {
        return indicator.source().figure() ? indicator.figure() : indicator.id();
    }

    private static boolean hasValue(Indicator indicator, Map<String, Input> inputs) {
        Input input = inputs.get(key(indicator));
        return input != null && (input.value() != null || input.voided());
    }

    private static List<Indicator> group(List<Indicator> all, IndicatorGroup group) {
        return all.stream().filter(i -> i.group() == group).toList();
    }

    /**
     * The points that a group's items can give, adding up to {@code whole} to the cent: each its part by weight, cut off after the
     * cent, and the cents that are left to those that lost most by it (largest remainders), the first of equals first.
     */
    private static Map<String, BigDecimal> shares(List<Indicator> group, BigDecimal whole) {
        BigDecimal weights = group.stream().map(Indicator::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
        List<BigDecimal> exact = group.stream().map(i -> i.weight().multiply(whole).divide(weights, EXACT, RoundingMode.HALF_UP)).toList();
        List<BigDecimal> cut = new ArrayList<>(exact.stream().map(e -> e.setScale(SCALE, RoundingMode.DOWN)).toList());
        int left = whole.subtract(cut.stream().reduce(BigDecimal.ZERO, BigDecimal::add)).divide(CENT).intValueExact();
        IntStream.range(0, group.size()).boxed().sorted(Comparator.comparing((Integer i) -> exact.get(i).subtract(cut.get(i))).reversed()
                .thenComparing(i -> group.get(i).id())).limit(left).forEach(i -> cut.set(i, cut.get(i).add(CENT)));
        Map<String, BigDecimal> most = new HashMap<>();
        IntStream.range(0, group.size()).forEach(i -> most.put(group.get(i).id(), cut.get(i)));
        return most;
    }

    private static ItemScore item(RuleSet rules, Indicator i, Input input, BigDecimal most, LocalDate day, ScoreRules tables) {
        BigDecimal value = input == null ? null : input.value();
        boolean voided = input != null && input.voided();
        boolean late = input != null && input.late();
        String from = input == null || input.words() == null ? "" : input.words();
        if (voided) {
            return new ItemScore(i.id(), value, ZERO, most, late, true, "材料弄虚作假，本项不得分" + (from.isEmpty() ? "" : "（" + from + "）"), "材料属实才能得分");
        }
        if (value == null) {
            boolean full = i.whenNone() == Indicator.WhenNone.FULL;
            return new ItemScore(i.id(), null, full ? most : ZERO, most, late, false, full ? "没有这方面的数据，按满分计" : i.source() == IndicatorSource.SELF_REPORT ? "没有报告，不得分" : "没有这方面的数据，不得分",
                    full || most.signum() == 0 ? null : i.source() == IndicatorSource.SELF_REPORT ? "按期报告并附证明材料" : "有数据后才能得分");
        }
        BigDecimal share = Formulas.share(i, value, day, tables);
        BigDecimal kept = late ? share.multiply(rules.lateReport()) : share;
        BigDecimal points = most.multiply(kept).setScale(SCALE, RoundingMode.HALF_UP);
        String words = (from.isEmpty() ? Formulas.value(i, value) : from) + "。" + Formulas.words(i) + (late ? "；逾期报告，按" + percent(rules.lateReport()) + "计" : "");
        return new ItemScore(i.id(), value, points, most, late, false, words, points.compareTo(most) >= 0 ? null : Formulas.toWin(i, value) + (late ? "；并且按期报告" : ""));
    }

    private static BigDecimal sum(List<ItemScore> items, List<Indicator> of) {
        List<String> ids = of.stream().map(Indicator::id).toList();
        return items.stream().filter(item -> ids.contains(item.indicatorId())).map(ItemScore::points).reduce(ZERO, BigDecimal::add);
    }

    private static Grade worse(Grade one, Grade other) {
        return one == null ? other : other == null || one.ordinal() > other.ordinal() ? one : other;
    }

    static String percent(BigDecimal share) {
        return plain(share.movePointRight(2)) + "%";
    }

    static String plain(BigDecimal number) {
        BigDecimal short1 = number.setScale(SCALE, RoundingMode.HALF_UP).stripTrailingZeros();
        return (short1.scale() < 0 ? short1.setScale(0) : short1).toPlainString();
    }
}
