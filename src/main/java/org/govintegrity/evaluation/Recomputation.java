package org.govintegrity.evaluation;

import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.common.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Works out all scores of a year anew from what was frozen: the text of the indicators, the figures with the rows they are made of, and
 * the marks. Whatever was changed since, in an input or in a score, shows as a difference.
 */
@Component
@Transactional(readOnly = true)
public class Recomputation {

    private final JdbcClient jdbc;
    private final EvaluationReading reading;
    private final FrozenInputs frozen;
    private final ScoreRules tables;

    Recomputation(JdbcClient jdbc, EvaluationReading reading, FrozenInputs frozen, ScoreRules tables) {
        this.jdbc = jdbc;
        this.reading = reading;
        this.frozen = frozen;
        this.tables = tables;
    }

    /** With nothing but the database: what is frozen asks no family and no registry. */
    public static Recomputation alone(JdbcClient jdbc, ScoreRules tables) {
        return new Recomputation(jdbc, new EvaluationReading(jdbc), new FrozenInputs(jdbc, new FigureCollector(List.of(), jdbc, null, null, null)), tables);
    }

    /**
     * @param stored   total as it was stored
     * @param computed total as it comes out now
     * @param problems what differs, in words; none where all is the same
     */
    public record Verdict(String unitId, String unitName, BigDecimal stored, BigDecimal computed, List<String> problems) {

        public boolean same() {
            return problems.isEmpty();
        }
    }

    /** @param problems of the evaluation as a whole, such as an altered text of the indicators */
    public record Report(String caseNo, int year, List<String> problems, List<Verdict> verdicts) {

        public boolean same() {
            return problems.isEmpty() && verdicts.stream().allMatch(Verdict::same);
        }

        public long different() {
            return verdicts.stream().filter(verdict -> !verdict.same()).count();
        }
    }

    private record Stored(String unitId, String indicatorId, BigDecimal itemValue, BigDecimal points, BigDecimal most, boolean late, boolean voided) {
    }

    private record Of(String unitId, String figureId) implements Comparable<Of> {

        @Override
        public int compareTo(Of other) {
            return Comparator.comparing(Of::unitId).thenComparing(Of::figureId).compare(this, other);
        }
    }

    private record Sum(BigDecimal amount, BigDecimal base, int found) {

        static final Sum NONE = new Sum(BigDecimal.ZERO, BigDecimal.ZERO, 0);

        String words() {
            return plain(amount) + (base.signum() == 0 ? "" : "/" + plain(base)) + "（" + found + "条）";
        }
    }

    /**
     * A few statements however many units.
     *
     * @throws Refusal (not found) naming the number
     */
    public Report run(String caseNo) {
        EvaluationReading.Year year = reading.get(caseNo);
        List<String> problems = new ArrayList<>();
        if (!Sha256.hex(year.rulesText()).equals(year.rulesSha256())) {
            problems.add("冻结的指标文本与其校验值不符，被改动过");
        }
        RuleSet rules = IndicatorRules.alone(year.rulesText()).orElse(null);
        if (rules == null) {
            return new Report(caseNo, year.evalYear(), List.of("冻结的指标文本无法读取，不能重新计算"), List.of());
        }
        List<EvaluationReading.Line> lines = new ArrayList<>();
        reading.eachLine(caseNo, line -> {
            if (line.score() != null) {
                lines.add(line);
            }
        });
        List<String> units = lines.stream().map(line -> line.unit().unitId()).toList();
        Map<String, FrozenInputs.OfUnit> drafts = frozen.of(caseNo, rules, units, false);
        Map<String, FrozenInputs.OfUnit> finals = frozen.of(caseNo, rules, units, true);
        Map<String, List<Stored>> items = stored(caseNo);
        Map<String, List<String>> figures = alteredFigures(caseNo);
        List<Verdict> verdicts = new ArrayList<>();
        for (EvaluationReading.Line line : lines) {
            String unitId = line.unit().unitId();
            FrozenInputs.OfUnit own = (line.score().finished() ? finals : drafts).get(unitId);
            ScoreSheet sheet = Scoring.score(rules, IndicatorRules.applicable(rules, unitId, line.unit().unitKind()), own.inputs(), own.figures(), year.periodTo(), tables);
            List<String> differences = new ArrayList<>(figures.getOrDefault(unitId, List.of()));
            differences.addAll(differences(line.score(), sheet, items.getOrDefault(unitId, List.of()), rules));
            verdicts.add(new Verdict(unitId, line.unit().unitName(), line.score().total(), sheet.total(), differences));
        }
        figures.keySet().stream().filter(unitId -> !units.contains(unitId)).sorted().forEach(unitId -> problems.add("没有得分的单位" + unitId + "：" + String.join("；", figures.get(unitId))));
        return new Report(caseNo, year.evalYear(), problems, verdicts);
    }

    private static List<String> differences(EvaluationReading.Score stored, ScoreSheet sheet, List<Stored> items, RuleSet rules) {
        List<String> found = new ArrayList<>();
        compare(found, "总分", stored.total(), sheet.total());
        compare(found, "共性指标", stored.common(), sheet.common());
        compare(found, "个性指标", stored.individual(), sheet.individual());
        compare(found, "加分", stored.bonus(), sheet.bonus());
        if (!stored.grade().equals(sheet.grade().code)) {
            found.add("等次：登记为" + stored.gradeLabel() + "，重算为" + sheet.grade().label);
        }
        if (!stored.vetoLines().equals(sheet.vetoes())) {
            found.add("一票否决：登记为“" + String.join("；", stored.vetoLines()) + "”，重算为“" + String.join("；", sheet.vetoes()) + "”");
        }
        Map<String, Stored> known = items.stream().collect(Collectors.toMap(Stored::indicatorId, i -> i));
        Map<String, ItemScore> computed = sheet.items().stream().collect(Collectors.toMap(ItemScore::indicatorId, i -> i, (a, b) -> a, LinkedHashMap::new));
        Set<String> all = new LinkedHashSet<>(computed.keySet());
        all.addAll(known.keySet());
        for (String id : all) {
            String name = "“" + rules.find(id).map(Indicator::name).orElse(id) + "”";
            Stored was = known.get(id);
            ItemScore is = computed.get(id);
            if (was == null || is == null) {
                found.add(name + (was == null ? "登记中缺失" : "重算中没有"));
                continue;
            }
            compare(found, name + "得分", was.points(), is.points());
            compare(found, name + "满分", was.most(), is.most());
            compare(found, name + "数值", was.itemValue(), is.value());
            if (was.voided() != is.voided() || was.late() != is.late()) {
                found.add(name + "的逾期或者不实标记不一致");
            }
        }
        return found;
    }

    private static void compare(List<String> found, String what, BigDecimal stored, BigDecimal computed) {
        if (stored == null || computed == null ? !Objects.equals(stored, computed) : stored.compareTo(computed) != 0) {
            found.add(what + "：登记为" + plain(stored) + "，重算为" + plain(computed));
        }
    }

    private static String plain(BigDecimal number) {
        return number == null ? "无" : number.stripTrailingZeros().toPlainString();
    }

    private Map<String, List<Stored>> stored(String caseNo) {
        return jdbc.sql("""
                        select u.unit_id, i.indicator_id, i.item_value, i.points, i.most, i.late, i.voided
                        from evaluation_unit u join evaluation_item i on i.unit_case_no = u.unit_case_no
                        where u.case_no = ? and i.version = (select max(m.version) from evaluation_score m where m.unit_case_no = u.unit_case_no)""")
                .param(caseNo).query(Rows.of(Stored.class)).list().stream().collect(Collectors.groupingBy(Stored::unitId));
    }

    /** A figure is the sum of its rows: where it is not, one of both was changed. */
    private Map<String, List<String>> alteredFigures(String caseNo) {
        Map<String, String> titles = new HashMap<>();
        reading.figureWords(caseNo).forEach((id, words) -> titles.put(id, words.title()));
        Map<Of, Sum> stored = sums("select unit_id, figure_id, amount, base, row_count as found from evaluation_figure where case_no = ?", caseNo);
        Map<Of, Sum> rows = sums("""
                select unit_id, figure_id, sum(amount) as amount, sum(base) as base, count(*) as found from evaluation_figure_row
                where case_no = ? group by unit_id, figure_id""", caseNo);
        Set<Of> all = new TreeSet<>(stored.keySet());
        all.addAll(rows.keySet());
        Map<String, List<String>> altered = new HashMap<>();
        for (Of one : all) {
            Sum was = stored.getOrDefault(one, Sum.NONE);
            Sum is = rows.getOrDefault(one, Sum.NONE);
            if (was.amount().compareTo(is.amount()) != 0 || was.base().compareTo(is.base()) != 0 || was.found() != is.found()) {
                altered.computeIfAbsent(one.unitId(), u -> new ArrayList<>()).add("数据“" + titles.getOrDefault(one.figureId(), one.figureId()) + "”登记为" + was.words() + "，其明细合计为" + is.words());
            }
        }
        return altered;
    }

    private Map<Of, Sum> sums(String sql, String caseNo) {
        Map<Of, Sum> found = new HashMap<>();
        jdbc.sql(sql).param(caseNo).query((row, i) -> found.put(new Of(row.getString("unit_id"), row.getString("figure_id")),
                new Sum(row.getBigDecimal("amount"), row.getBigDecimal("base"), row.getInt("found")))).list();
        return found;
    }
}
