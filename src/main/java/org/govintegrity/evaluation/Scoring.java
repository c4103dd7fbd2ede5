package org.govintegrity.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * From a version of the indicators and a unit's inputs to its score; nothing else is asked, so the same inputs give the same score
 * years later. What people add up is exact: the most an item can give is settled to the cent first, so that a group's items add up to
 * the group's share of the hundred, and every item's points are rounded before they are added.
 */
public final class Scoring {

    private static final BigDecimal HUNDRED = new BigDecimal("100.00");
    private static final BigDecimal ZERO = new BigDecimal("0.00");
    private static final int SCALE = 2;

    private Scoring() {
    }

    /**
     * @param applicable the unit's indicators; the items are in their order, points do not depend on it
     * @param inputs     by figure id or, where somebody gave the value, by indicator id; a key that is missing, or an input without a
     *                   value, is “no value”
     * @param figures    by figure id, for the vetoes; a missing one is 0
     * @param day        whose decision tables count
     * @throws IllegalArgumentException for a value nothing can have: below 0, or a mark above 100
     */
    public static ScoreSheet score(RuleSet rules, List<Indicator> applicable, Map<String, Input> inputs, Map<String, BigDecimal> figures, LocalDate day, ScoreRules tables) {
        List<Indicator> counted = applicable.stream().filter(i -> i.whenNone() != Indicator.WhenNone.LEAVE_OUT || i.source() == IndicatorSource.SELF_REPORT || hasValue(i, inputs)).toList();
        List<Indicator> common = group(counted, IndicatorGroup.COMMON);
        List<Indicator> individual = group(counted, IndicatorGroup.INDIVIDUAL);
        BigDecimal commonShare = individual.isEmpty() ? HUNDRED : common.isEmpty() ? ZERO : rules.commonShare().setScale(SCALE, RoundingMode.HALF_UP);
        Map<String, BigDecimal> most = new HashMap<>();
        most.putAll(shares(common, commonShare));
        most.putAll(shares(individual, individual.isEmpty() ? ZERO : HUNDRED.subtract(commonShare)));
        group(counted, IndicatorGroup.BONUS).forEach(i -> most.put(i.id(), i.weight().setScale(SCALE, RoundingMode.HALF_UP)));
        List<ItemScore> uncapped = counted.stream().map(i -> item(rules, i, inputs.get(key(i)), most.get(i.id()), day, tables)).toList();
        BigDecimal commonPoints = sum(uncapped, common);
        BigDecimal individualPoints = sum(uncapped, individual);
        List<Indicator> onTop = group(counted, IndicatorGroup.BONUS);
        List<ItemScore> items = withinRoom(rules, uncapped, onTop, rules.bonusCap().setScale(SCALE, RoundingMode.HALF_UP).min(HUNDRED.subtract(commonPoints).subtract(individualPoints)));
        BigDecimal bonus = sum(items, onTop);
        BigDecimal total = commonPoints.add(individualPoints).add(bonus);
        List<String> held = new ArrayList<>();
        Grade fixed = null;
        for (Veto veto : rules.vetoes()) {
            BigDecimal value = figures.getOrDefault(veto.figure(), BigDecimal.ZERO);
            if (value.compareTo(veto.from()) >= 0) {
                held.add(veto.name() + "（" + Formulas.value(veto.measure(), value) + "）：" + (veto.capTotal() == null ? "" : "总分不超过" + plain(veto.capTotal()) + "分")
                        + (veto.capTotal() != null && veto.grade() != null ? "，" : "") + (veto.grade() == null ? "" : "等次不高于“" + Grade.of(veto.grade()).label + "”") + "（" + veto.basis() + "）");
                total = veto.capTotal() == null ? total : total.min(veto.capTotal().setScale(SCALE, RoundingMode.HALF_UP));
                fixed = veto.grade() == null ? fixed : worse(fixed, Grade.of(veto.grade()));
            }
        }
        return new ScoreSheet(items, commonPoints, individualPoints, bonus, total, worse(fixed, tables.grade(total, day)), held);
    }

    /**
     * The same version with other weights, for trying out: what counts is how far an item is fulfilled, and that stays.
     *
     * @param weights by indicator id, above 0; the others stay
     */
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
        // in cents over the same divisor, so that the remainders can be compared without rounding
        List<BigDecimal[]> parts = group.stream().map(i -> new BigDecimal(whole.unscaledValue()).multiply(i.weight()).divideAndRemainder(weights)).toList();
        long left = whole.unscaledValue().longValueExact() - parts.stream().mapToLong(part -> part[0].longValueExact()).sum();
        Set<Integer> luckier = IntStream.range(0, group.size()).boxed().sorted(Comparator.comparing((Integer i) -> parts.get(i)[1]).reversed()
                .thenComparing(i -> group.get(i).id())).limit(left).collect(Collectors.toSet());
        Map<String, BigDecimal> most = new HashMap<>();
        IntStream.range(0, group.size()).forEach(i -> most.put(group.get(i).id(), BigDecimal.valueOf(parts.get(i)[0].longValueExact() + (luckier.contains(i) ? 1 : 0), SCALE)));
        return most;
    }

    /** The bonus items get in the order of the version what there is room for, so that the items still add up to the total. */
    private static List<ItemScore> withinRoom(RuleSet rules, List<ItemScore> items, List<Indicator> onTop, BigDecimal room) {
        Set<String> members = onTop.stream().map(Indicator::id).collect(Collectors.toSet());
        List<String> ids = rules.indicators().stream().map(Indicator::id).filter(members::contains).toList();
        Map<String, BigDecimal> granted = new HashMap<>();
        BigDecimal left = room;
        for (String id : ids) {
            BigDecimal points = items.stream().filter(item -> item.indicatorId().equals(id)).findFirst().orElseThrow().points().min(left);
            granted.put(id, points);
            left = left.subtract(points);
        }
        return items.stream().map(item -> !granted.containsKey(item.indicatorId()) || granted.get(item.indicatorId()).compareTo(item.points()) == 0 ? item
                : new ItemScore(item.indicatorId(), item.value(), granted.get(item.indicatorId()), item.most(), item.late(), item.voided(),
                item.words() + "；加分合计不超过" + plain(rules.bonusCap()) + "分，总分不超过100分，本项实际加" + plain(granted.get(item.indicatorId())) + "分",
                "加分已到上限，本项不能再加分")).toList();
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
            boolean full = i.whenNone() == Indicator.WhenNone.FULL && i.source() != IndicatorSource.SELF_REPORT;
            return new ItemScore(i.id(), null, full ? most : ZERO, most, late, false, full ? "没有这方面的数据，按满分计" : i.source() == IndicatorSource.SELF_REPORT ? "没有报告，不得分" : "没有这方面的数据，不得分",
                    full || most.signum() == 0 ? null : i.source() == IndicatorSource.SELF_REPORT ? "按期报告并附证明材料" : "有数据后才能得分");
        }
        Formulas.Share share = Formulas.share(i, value, day, tables);
        BigDecimal points = share.points(most, late ? rules.lateReport() : BigDecimal.ONE);
        String words = (from.isEmpty() ? Formulas.value(i, value) : from) + "。" + Formulas.words(i) + (late ? "；逾期报告，按" + percent(rules.lateReport()) + "计" : "");
        if (points.compareTo(most) >= 0) {
            return new ItemScore(i.id(), value, points, most, late, false, words, null);
        }
        BigDecimal inTime = share.points(most, BigDecimal.ONE);
        List<String> needed = new ArrayList<>();
        if (inTime.compareTo(most) < 0) {
            needed.add(Formulas.toWin(i, value, share, most, day, tables));
        }
        if (inTime.compareTo(points) > 0) {
            needed.add("按期报告可多得" + plain(inTime.subtract(points)) + "分");
        }
        return new ItemScore(i.id(), value, points, most, late, false, words, String.join("；", needed));
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
