package org.govintegrity.evaluation;

import org.govintegrity.casefile.FigureKind;
import org.govintegrity.registry.Checks;
import org.govintegrity.registry.SeedProblem;
import org.govintegrity.registry.SeedText;
import org.govintegrity.registry.Similar;
import org.govintegrity.registry.YamlMap;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code indicators.yaml}. Everything that is wrong is named at once, with line and remedy; then nothing of the file holds. */
final class IndicatorFile {

    static final String FILE = "indicators.yaml";

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,59}");
    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z.-]{1,40}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,6})?");
    private static final Pattern DAY = Pattern.compile("\\d{2}-\\d{2}");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final List<String> KEYS = List.of("version", "title", "basis", "effectiveFrom", "effectiveTo", "period", "commonShare", "bonusCap", "lateReport", "sampleShare",
            "caps", "cohort", "differenceLimit", "indicators", "vetoes");
    private static final List<String> INDICATOR_KEYS = List.of("id", "name", "group", "clause", "weight", "source", "figure", "formula", "units", "lead", "whenNone", "basis",
            "projectDefault");
    private static final Map<String, IndicatorSource> SOURCES = Arrays.stream(IndicatorSource.values()).collect(Collectors.toMap(s -> s.code, s -> s));
    private static final Pattern TABLE = Pattern.compile("[a-z][a-z0-9-]{0,59}");
    private static final List<String> FORMULA_KEYS = List.of("linear", "deduct", "add", "steps", "decision");

    /**
     * What the file may refer to.
     *
     * @param names   units, kinds of units and groups of the plan, with the units and kinds they stand for: a unit that is over also for
     *                those that took over
     * @param figures by id
     */
    record Known(Set<String> clauses, Set<String> leadingClauses, Set<String> units, Map<String, List<String>> names, Map<String, FigureKind> figures, DecisionTables tables) {
    }

    private final Known known;
    private final Checks checks;
    private final List<SeedProblem> problems;
    /** Of the version that is being read: the names in it that stand for others, and the figures in it. */
    private final Map<String, List<String>> expanded = new TreeMap<>();
    private final Map<String, FigureKind> measures = new TreeMap<>();
    private final Map<String, Boolean> directions = new HashMap<>();
    /** Of a frozen text: what stands before the version. */
    private final Map<String, List<String>> frozenNames = new HashMap<>();
    private final Map<String, FigureKind> frozenFigures = new HashMap<>();

    /** @param known null where a frozen version is read, whose references were checked when it was loaded */
    private IndicatorFile(Known known, List<SeedProblem> problems) {
        this.known = known;
        this.problems = problems;
        this.checks = new Checks(FILE, problems);
    }

    /**
     * @param problems gets whatever is wrong; what is returned may be used only if there is nothing
     * @return in the order of their dates
     */
    static List<RuleSet> read(SeedText seed, Known known, List<SeedProblem> problems) {
        IndicatorFile file = new IndicatorFile(known, problems);
        Checks checks = file.checks;
        List<RuleSet> sets = new ArrayList<>();
        YamlMap.parse(seed, known == null ? List.of("figures", "names", "versions") : List.of("versions"), checks).ifPresent(top -> {
            List<YamlMap> versions = top.maps("versions", KEYS);
            if (versions.isEmpty()) {
                checks.add(top.line(), "一个版本也没有。请在 versions 里至少写一个指标版本。");
            }
            file.readPrelude(top);
            List<String> lines = seed.text().lines().toList();
            Map<String, Integer> numbers = new HashMap<>();
            for (int i = 0; i < versions.size(); i++) {
                YamlMap map = versions.get(i);
                int next = i + 1 < versions.size() ? versions.get(i + 1).line() : lines.size() + 1;
                if (next <= map.line()) {
                    checks.add(next, "每个版本请另起一行写。");
                } else {
                    RuleSet set = file.version(map, known == null ? seed.text() : slice(lines, map.line() - 1, next - 1));
                    file.checkTimes(map, set, sets);
                    if (set != null) {
                        sets.add(set);
                        if (known != null && problems.isEmpty() && !alone(set.text()).equals(Optional.of(set))) {
                            checks.add(map.line(), "版本“" + set.version() + "”不能单独读出来。请每个版本另起一行、按项缩进，不要引用别处的内容（& 和 *）。");
                        }
                    }
                }
            }
        });
        return sets.stream().sorted(Comparator.comparing(RuleSet::effectiveFrom)).toList();
    }

    /** @return empty if it is not exactly one version without a fault */
    static Optional<RuleSet> alone(String text) {
        List<SeedProblem> problems = new ArrayList<>();
        List<RuleSet> sets = read(new SeedText(FILE, text, "UTF-8", ""), null, problems);
        return problems.isEmpty() && sets.size() == 1 ? Optional.of(sets.get(0)) : Optional.empty();
    }

    /** A version's lines without the comments before the next one. */
    private static String slice(List<String> lines, int from, int to) {
        int end = to;
        while (end > from && (lines.get(end - 1).isBlank() || lines.get(end - 1).strip().startsWith("#"))) {
            end--;
        }
        return "versions:\n" + String.join("\n", lines.subList(from, end)) + "\n";
    }

    /** What the registry and the families said when the version was loaded; stands before a frozen one. */
    private String prelude() {
        StringBuilder text = new StringBuilder();
        if (!measures.isEmpty()) {
            text.append("figures:\n");
            measures.values().forEach(kind -> text.append("  - {id: ").append(kind.id()).append(", title: ").append(quoted(kind.title())).append(", rate: ").append(kind.rate())
                    .append(", unit: ").append(quoted(kind.unit())).append(", none: ").append(kind.none()).append("}\n"));
        }
        if (!expanded.isEmpty()) {
            text.append("names:\n");
            expanded.forEach((name, members) -> text.append("  - {name: ").append(name).append(", members: [").append(String.join(", ", members)).append("]}\n"));
        }
        return text.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private void readPrelude(YamlMap top) {
        if (known == null) {
            top.maps("names", List.of("name", "members")).forEach(one -> frozenNames.put(one.required("name", 60), one.texts("members", 60).stream().map(YamlMap.Item::text).toList()));
            top.maps("figures", List.of("id", "title", "rate", "unit", "none")).forEach(one -> {
                String id = one.required("id", 60);
                frozenFigures.put(id, new FigureKind(id, one.required("title", 200), Boolean.parseBoolean(one.required("rate", 5)), Objects.requireNonNullElse(one.optional("unit", 20), ""),
                        Boolean.parseBoolean(one.required("none", 5))));
            });
        }
    }

    private RuleSet version(YamlMap map, String text) {
        expanded.clear();
        measures.clear();
        directions.clear();
        int faultsBefore = problems.size();
        String version = map.required("version", 40);
        if (version != null && !VERSION.matcher(version).matches()) {
            checks.add(map.line("version"), "版本号“" + Similar.shorten(version) + "”只能用字母、数字、点和短横，例如 2026-1。");
        }
        String title = map.required("title", 100);
        String basis = map.required("basis", 400);
        LocalDate from = checks.date(map.line("effectiveFrom"), "effectiveFrom", map.required("effectiveFrom", 10));
        LocalDate to = checks.date(map.line("effectiveTo"), "effectiveTo", map.optional("effectiveTo", 10));
        if (from != null && to != null && to.isBefore(from)) {
            checks.add(map.line("effectiveTo"), "失效日期 " + to + " 早于生效日期 " + from + "。请改正其中一个。");
        }
        Optional<YamlMap> period = map.map("period", List.of("from", "to"));
        MonthDay start = period.map(p -> monthDay(p, "from")).orElse(null);
        MonthDay end = period.map(p -> monthDay(p, "to")).orElse(null);
        BigDecimal commonShare = number(map, "commonShare", BigDecimal.ONE, HUNDRED, null);
        BigDecimal bonusCap = number(map, "bonusCap", BigDecimal.ZERO, HUNDRED, BigDecimal.ZERO);
        BigDecimal late = number(map, "lateReport", BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.ZERO);
        BigDecimal sample = number(map, "sampleShare", BigDecimal.ZERO, BigDecimal.ONE, null);
        BigDecimal limit = number(map, "differenceLimit", BigDecimal.ZERO, HUNDRED, null);
        List<String> cohort = references(map, "cohort");
        if (cohort.isEmpty()) {
            checks.add(map.line("cohort"), "没有写参评单位 cohort。请写单位编号、单位类别或者方案中的一组单位，例如 [gejigebumen]。");
        }
        Set<String> ids = new HashSet<>();
        List<Indicator> indicators = map.maps("indicators", INDICATOR_KEYS).stream().map(one -> indicator(one, ids, from, to)).filter(Objects::nonNull).toList();
        if (indicators.stream().noneMatch(i -> i.group() == IndicatorGroup.COMMON)) {
            checks.add(map.line("indicators"), "没有共性指标（group: common）。每个单位都要有可以评价的指标，请至少写一个。");
        }
        List<Veto> vetoes = map.maps("vetoes", List.of("id", "name", "figure", "from", "capTotal", "grade", "basis")).stream().map(one -> veto(one, ids)).filter(Objects::nonNull).toList();
        // with an item missing or misread the sums would be wrong, and a second fault be named that there is not
        if (problems.size() == faultsBefore) {
            caps(map, indicators);
        }
        return version == null || from == null || start == null || end == null || commonShare == null || sample == null || limit == null ? null
                : new RuleSet(version, title, basis, from, to, start, end, commonShare, bonusCap, late, sample, cohort, limit, indicators, vetoes, known == null ? text : prelude() + text);
    }

    private Indicator indicator(YamlMap map, Set<String> ids, LocalDate from, LocalDate to) {
        String id = id(map, ids);
        String name = map.required("name", 60);
        IndicatorGroup group = oneOf(map, "group", Arrays.stream(IndicatorGroup.values()).collect(Collectors.toMap(g -> g.code, g -> g)), null);
        String clause = map.required("clause", 20);
        if (known != null && clause != null && !known.clauses.contains(clause)) {
            checks.add(map.line("clause"), "方案里没有“" + Similar.shorten(clause) + "”这一条。请写成 三.6 这样的条目编号。");
        }
        BigDecimal weight = number(map, "weight", BigDecimal.ZERO, HUNDRED, null);
        if (weight != null && weight.signum() == 0) {
            checks.add(map.line("weight"), "权重应大于0。不用的指标请删去。");
        }
        IndicatorSource source = oneOf(map, "source", SOURCES, null);
        String figure = map.optional("figure", 60);
        if (source != null && source.figure() != (figure != null)) {
            checks.add(map.line("figure"), source.figure() ? "来源是" + source.label + "的，要用 figure 写明取哪个数据。" + figures(null) : "来源是" + source.label + "的没有数据可取，请删去 figure。");
        }
        FigureKind measure = figure == null || source == null || !source.figure() ? null : figure(map, figure);
        Formula formula = formula(map, source, weight);
        if (formula != null && known != null) {
            direction(map, "formula", figure, Formulas.rising(formula));
            fits(map, source, measure, formula, weight, from, to);
        }
        List<String> units = references(map, "units");
        if (!units.isEmpty() && group != null && group != IndicatorGroup.INDIVIDUAL) {
            checks.add(map.line("units"), group.label + "对所有单位相同，请删去 units，或者把 group 改为 individual。");
        }
        String lead = map.optional("lead", 24);
        if (lead != null && source != null && source != IndicatorSource.REVIEWER) {
            checks.add(map.line("lead"), "只有来源是" + IndicatorSource.REVIEWER.label + "的才有评分单位，请删去 lead。");
        } else if (lead != null && known != null && !known.units.contains(lead)) {
            checks.add(map.line("lead"), "评分单位“" + Similar.shorten(lead) + "”不在单位名录里，请改正。");
        } else if (lead == null && source == IndicatorSource.REVIEWER && known != null && clause != null && known.clauses.contains(clause) && !known.leadingClauses.contains(clause)) {
            checks.add(map.line(), "方案的“" + clause + "”没有牵头单位，请用 lead 写明由哪个单位评分。");
        }
        Indicator.WhenNone otherwise = source == null || source.figure() || source == IndicatorSource.THIRD_PARTY ? Indicator.WhenNone.LEAVE_OUT : Indicator.WhenNone.ZERO;
        Indicator.WhenNone whenNone = oneOf(map, "whenNone", Map.of("leave-out", Indicator.WhenNone.LEAVE_OUT, "full", Indicator.WhenNone.FULL, "zero", Indicator.WhenNone.ZERO), otherwise);
        if (source == IndicatorSource.SELF_REPORT && whenNone != Indicator.WhenNone.ZERO) {
            checks.add(map.line("whenNone"), "自评的指标没有报告就不得分，否则不报告反而占便宜。请删去 whenNone。");
        } else if (group == IndicatorGroup.BONUS && whenNone == Indicator.WhenNone.FULL) {
            checks.add(map.line("whenNone"), "加分项没有数据时不能给满分，否则每个单位都加分。请改为 leave-out 或者 zero。");
        }
        String basis = map.required("basis", 300);
        boolean projectDefault = oneOf(map, "projectDefault", Map.of("true", true, "false", false), false);
        return id == null || name == null || group == null || clause == null || weight == null || weight.signum() == 0 || source == null || formula == null || basis == null ? null
                : new Indicator(id, name, group, clause, weight, source, figure, formula, units, lead, whenNone, basis, projectDefault, measure);
    }

    /** A better value never gives fewer points: all that looks at one figure has to agree on what is better. */
    private void direction(YamlMap map, String key, String figure, boolean rising) {
        Boolean before = figure == null ? null : directions.putIfAbsent(figure, rising);
        if (before != null && before != rising) {
            checks.add(map.line(key), "数据“" + figure + "”在这里是" + (rising ? "越多越好" : "越少越好") + "，在这个版本前面却是" + (before ? "越多越好" : "越少越好") + "。请改成一致。");
        }
    }

    /** What can be said of a formula without any unit: that it is meant for such values, and that its points are right. */
    private void fits(YamlMap map, IndicatorSource source, FigureKind measure, Formula formula, BigDecimal weight, LocalDate from, LocalDate to) {
        int line = map.line("formula");
        if (source != null && !source.figure() && !Formulas.rising(formula)) {
            checks.add(line, "来源是" + source.label + "的，评分越高得分应越多。请改公式，或者删去 formula（按0到100计）。");
        }
        List<BigDecimal> bounds = formula instanceof Formula.Linear f ? List.of(f.zero(), f.full()) : formula instanceof Formula.Steps f ? f.steps().stream().map(Formula.Step::from).toList()
                : List.of();
        if (measure != null && measure.rate()) {
            if (bounds.stream().anyMatch(bound -> bound.compareTo(BigDecimal.ONE) > 0)) {
                checks.add(line, "“" + measure.title() + "”是百分率，取值从0到1。请把 98 这样的数写成 0.98。");
            }
            if (formula instanceof Formula.Deduct || formula instanceof Formula.Add) {
                checks.add(line, "“" + measure.title() + "”是百分率，不能按个数加分、扣分。请改用 linear 或者 steps。");
            }
        } else if (source != null && !source.figure() && bounds.stream().anyMatch(bound -> bound.compareTo(HUNDRED) > 0)) {
            checks.add(line, "来源是" + source.label + "的取值从0到100。请改正公式里超过100的数。");
        }
        if (formula instanceof Formula.Decision decision && weight != null && from != null) {
            table(line, decision, measure, weight, List.of(from, to == null ? from.plusYears(1) : to));
        }
    }

    /** A table cannot be proved right, only tried: at every whole value and percentage a unit may well have. */
    private void table(int line, Formula.Decision decision, FigureKind measure, BigDecimal weight, List<LocalDate> days) {
        Optional<DecisionTables.Table> table = known.tables.find(decision.key());
        if (table.isEmpty()) {
            checks.add(line, "没有决策表“" + decision.key() + "”，或者它读不了。请把 " + decision.key() + ".dmn 放到 processes/rules 里，或者改正 table。");
            return;
        }
        for (LocalDate day : days) {
            BigDecimal before = null;
            BigDecimal highest = BigDecimal.ZERO;
            for (BigDecimal value : Formulas.samples(measure)) {
                Optional<BigDecimal> points = table.get().points(value, day);
                String where = "决策表“" + decision.key() + "”在 " + day + " 对 " + Formulas.value(measure, value);
                if (points.isEmpty()) {
                    checks.add(line, where + " 不是恰有一行，或者 points 不是数字。请在决策表里补上或者删去行。");
                    return;
                }
                if (points.get().signum() < 0 || points.get().compareTo(weight) > 0) {
                    checks.add(line, where + " 给出 " + Scoring.plain(points.get()) + " 分，应在0到权重 " + Scoring.plain(weight) + " 之间。请改决策表或者权重。");
                    return;
                }
                int step = before == null ? 0 : points.get().compareTo(before);
                if (decision.moreIsBetter() ? step < 0 : step > 0) {
                    checks.add(line, where + " 得分方向不对：值变好，得分反而变少。请改决策表，或者改正 better。");
                    return;
                }
                before = points.get();
                highest = highest.max(before);
            }
            if (highest.compareTo(weight) != 0) {
                checks.add(line, "决策表“" + decision.key() + "”在 " + day + " 最多给 " + Scoring.plain(highest) + " 分，到不了权重 " + Scoring.plain(weight) + "。请把两处改成一致。");
                return;
            }
        }
    }

    /** How much of the hundred the items of a source may make together, whatever other items drop out. */
    private void caps(YamlMap map, List<Indicator> indicators) {
        map.optionalMap("caps", SOURCES.keySet().stream().sorted().toList()).ifPresent(caps -> SOURCES.forEach((code, source) -> {
            BigDecimal cap = caps.has(code) ? number(caps, code, BigDecimal.ZERO, HUNDRED, null) : null;
            if (cap != null) {
                BigDecimal most = BigDecimal.ZERO;
                for (IndicatorGroup group : IndicatorGroup.values()) {
                    BigDecimal own = weights(indicators.stream().filter(i -> i.group() == group && i.source() == source));
                    // individual items are a unit's own, so the unit may have no other
                    BigDecimal others = group == IndicatorGroup.INDIVIDUAL ? BigDecimal.ZERO
                            : weights(indicators.stream().filter(i -> i.group() == group && i.source() != source && !i.mayDropOut()));
                    most = most.add(own.signum() == 0 || group == IndicatorGroup.BONUS ? own : HUNDRED.multiply(own).divide(own.add(others), 2, RoundingMode.UP));
                }
                if (most.compareTo(cap) > 0) {
                    checks.add(caps.line(code), "没有数据的指标不参评时，" + source.label + "合计最多会占 " + Scoring.plain(most) + " 分，超过上限 " + Scoring.plain(cap)
                            + " 分。请减小它的权重，或者提高上限。");
                }
            }
        }));
    }

    private static BigDecimal weights(Stream<Indicator> indicators) {
        return indicators.map(Indicator::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Formula formula(YamlMap map, IndicatorSource source, BigDecimal weight) {
        Optional<YamlMap> written = map.optionalMap("formula", FORMULA_KEYS);
        if (written.isEmpty()) {
            if (source != null && source.figure()) {
                checks.add(map.line("formula"), "来源是" + source.label + "的，要用 formula 写明怎样得分：" + String.join("、", FORMULA_KEYS) + " 中的一种。");
                return null;
            }
            return new Formula.Linear(BigDecimal.ZERO, HUNDRED);
        }
        YamlMap formula = written.get();
        List<Formula> found = Stream.of(linear(formula), each(formula, "deduct"), each(formula, "add"), steps(formula, weight), decision(formula)).flatMap(Optional::stream).toList();
        if (FORMULA_KEYS.stream().filter(formula::has).count() != 1) {
            checks.add(map.line("formula"), "公式应写一种，也只能写一种：" + String.join("、", FORMULA_KEYS) + "。");
            return null;
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private Optional<Formula> linear(YamlMap formula) {
        return formula.optionalMap("linear", List.of("zero", "full")).flatMap(f -> {
            BigDecimal zero = number(f, "zero", null, null, null);
            BigDecimal full = number(f, "full", null, null, null);
            if (zero != null && full != null && zero.compareTo(full) == 0) {
                checks.add(f.line(), "不得分的值和得满分的值相同，算不出得分。请改正其中一个。");
                return Optional.empty();
            }
            return zero == null || full == null ? Optional.empty() : Optional.of(new Formula.Linear(zero, full));
        });
    }

    private Optional<Formula> each(YamlMap formula, String key) {
        if (!formula.has(key)) {
            return Optional.empty();
        }
        BigDecimal each = number(formula, key, BigDecimal.ZERO, HUNDRED, null);
        if (each != null && each.signum() == 0) {
            checks.add(formula.line(key), "“" + key + "”应大于0。");
            return Optional.empty();
        }
        return Optional.ofNullable(each).map(e -> key.equals("deduct") ? new Formula.Deduct(e) : new Formula.Add(e));
    }

    private Optional<Formula> steps(YamlMap formula, BigDecimal weight) {
        if (!formula.has("steps")) {
            return Optional.empty();
        }
        List<Formula.Step> steps = new ArrayList<>();
        for (YamlMap one : formula.maps("steps", List.of("from", "points"))) {
            BigDecimal from = number(one, "from", null, null, null);
            BigDecimal points = number(one, "points", BigDecimal.ZERO, weight, null);
            if (from == null || points == null) {
                return Optional.empty();
            }
            if (!steps.isEmpty() && from.compareTo(steps.get(steps.size() - 1).from()) <= 0) {
                checks.add(one.line(), "各档的起点 from 应一档比一档大。请按从小到大排列。");
                return Optional.empty();
            }
            steps.add(new Formula.Step(from, points));
        }
        if (steps.size() < 2) {
            checks.add(formula.line("steps"), "至少要分两档，每档写 from（从多少起）和 points（得几分）。");
            return Optional.empty();
        }
        Set<Integer> directions = new HashSet<>();
        for (int i = 1; i < steps.size(); i++) {
            directions.add(steps.get(i).points().compareTo(steps.get(i - 1).points()));
        }
        if (directions.contains(1) && directions.contains(-1)) {
            checks.add(formula.line("steps"), "各档的得分有升有降：值变好，得分可能反而变少。请改成只升或者只降。");
            return Optional.empty();
        }
        if (directions.equals(Set.of(0))) {
            checks.add(formula.line("steps"), "各档的得分都一样，分不出好坏。请改正。");
            return Optional.empty();
        }
        BigDecimal highest = steps.stream().map(Formula.Step::points).max(Comparator.naturalOrder()).orElseThrow();
        if (weight != null && highest.compareTo(weight) != 0) {
            checks.add(formula.line("steps"), "最高一档是 " + Scoring.plain(highest) + " 分，与权重 " + Scoring.plain(weight) + " 不同，满分就没有单位能得到。请把两处改成一致。");
        }
        return Optional.of(new Formula.Steps(steps));
    }

    private Optional<Formula> decision(YamlMap formula) {
        return formula.optionalMap("decision", List.of("table", "better")).flatMap(f -> {
            String table = f.required("table", 60);
            if (table != null && !TABLE.matcher(table).matches()) {
                checks.add(f.line("table"), "决策表“" + Similar.shorten(table) + "”的名字只能用小写字母、数字和短横，例如 evaluation-red-cards。");
                return Optional.empty();
            }
            Boolean more = oneOf(f, "better", Map.of("more", true, "less", false), null);
            return table == null || more == null ? Optional.empty() : Optional.of(new Formula.Decision(table, more));
        });
    }

    private Veto veto(YamlMap map, Set<String> ids) {
        String id = id(map, ids);
        String name = map.required("name", 60);
        String figure = map.required("figure", 60);
        FigureKind measure = figure == null ? null : figure(map, figure);
        if (figure != null && known != null) {
            direction(map, "figure", figure, false);
        }
        BigDecimal from = number(map, "from", BigDecimal.ZERO, null, null);
        if (from != null && from.signum() == 0) {
            checks.add(map.line("from"), "从0起会否决所有单位。请写大于0的数。");
        }
        BigDecimal cap = map.has("capTotal") ? number(map, "capTotal", BigDecimal.ZERO, HUNDRED, null) : null;
        Grade grade = oneOf(map, "grade", Arrays.stream(Grade.values()).collect(Collectors.toMap(g -> g.code, g -> g)), null, true);
        if (cap == null && grade == null && !map.has("capTotal") && !map.has("grade")) {
            checks.add(map.line(), "没有写否决的后果。请写总分最高多少 capTotal，或者定为哪个等次 grade。");
        }
        String basis = map.required("basis", 300);
        return id == null || name == null || figure == null || from == null || basis == null ? null : new Veto(id, name, figure, from, cap, grade == null ? null : grade.code, basis, measure);
    }

    /** Two versions on one day would leave open which one counts. */
    private void checkTimes(YamlMap map, RuleSet set, List<RuleSet> before) {
        for (RuleSet other : set == null ? List.<RuleSet>of() : before) {
            if (other.version().equals(set.version())) {
                checks.add(map.line("version"), "版本号“" + set.version() + "”用了两次。请换一个。");
            } else if (meet(other, set)) {
                RuleSet earlier = other.effectiveFrom().isAfter(set.effectiveFrom()) ? set : other;
                RuleSet later = earlier == set ? other : set;
                checks.add(map.line("effectiveFrom"), "版本“" + earlier.version() + "”和“" + later.version() + "”的有效期重叠。"
                        + (earlier.effectiveFrom().equals(later.effectiveFrom()) ? "请改正其中一个的 effectiveFrom。" : "请把前一个的 effectiveTo 写成 " + later.effectiveFrom().minusDays(1) + "。"));
            }
        }
    }

    private static boolean meet(RuleSet one, RuleSet other) {
        return (one.effectiveTo() == null || !other.effectiveFrom().isAfter(one.effectiveTo())) && (other.effectiveTo() == null || !one.effectiveFrom().isAfter(other.effectiveTo()));
    }

    private String id(YamlMap map, Set<String> ids) {
        String id = map.required("id", 60);
        if (id != null && !ID.matcher(id).matches()) {
            checks.add(map.line("id"), "编号“" + Similar.shorten(id) + "”只能用小写字母开头的小写字母、数字和短横，例如 on-time。");
            return null;
        }
        if (id != null && !ids.add(id)) {
            checks.add(map.line("id"), "编号“" + id + "”在这个版本里用了两次。请换一个。");
            return null;
        }
        return id;
    }

    private FigureKind figure(YamlMap map, String figure) {
        FigureKind kind = known == null ? frozenFigures.get(figure) : known.figures.get(figure);
        if (kind != null) {
            measures.put(figure, kind);
        } else if (known != null) {
            checks.add(map.line("figure"), "系统里没有数据“" + Similar.shorten(figure) + "”。" + figures(figure));
        }
        return kind;
    }

    private String figures(String like) {
        if (known == null) {
            return "";
        }
        Map<String, List<String>> all = new HashMap<>();
        known.figures.values().forEach(f -> all.put(f.id(), List.of(f.id(), f.title())));
        return Similar.hint(like, all, "可以取的数据：" + known.figures.keySet().stream().sorted().collect(Collectors.joining("、")) + "。");
    }

    /** Units and kinds of units, with the groups expanded. */
    private List<String> references(YamlMap map, String key) {
        Map<String, List<String>> names = known == null ? frozenNames : known.names;
        Set<String> all = new LinkedHashSet<>();
        for (YamlMap.Item item : map.texts(key, 60)) {
            List<String> members = known == null ? names.getOrDefault(item.text(), List.of(item.text())) : names.get(item.text());
            if (members == null) {
                Map<String, List<String>> candidates = new TreeMap<>();
                names.keySet().forEach(name -> candidates.put(name, List.of(name)));
                checks.add(item.line(), "“" + Similar.shorten(item.text()) + "”不是单位编号、单位类别或者方案中的一组单位。" + Similar.hint(item.text(), candidates, "请改正。"));
            } else {
                if (!members.equals(List.of(item.text()))) {
                    expanded.put(item.text(), members);
                }
                all.addAll(members);
            }
        }
        return List.copyOf(all);
    }

    /** @param otherwise where nothing is written; null: it is required */
    private BigDecimal number(YamlMap map, String key, BigDecimal least, BigDecimal most, BigDecimal otherwise) {
        String written = otherwise == null ? map.required(key, 20) : map.optional(key, 20);
        if (written == null) {
            return otherwise;
        }
        BigDecimal number = NUMBER.matcher(written).matches() ? new BigDecimal(written) : null;
        if (number == null || least != null && number.compareTo(least) < 0 || most != null && number.compareTo(most) > 0) {
            checks.add(map.line(key), "“" + key + "”应当是" + (least == null ? "" : Scoring.plain(least)) + (least != null && most != null ? "到" : least != null ? "以上" : "")
                    + (most == null ? "" : Scoring.plain(most)) + (least == null && most == null ? "" : "的") + "数字，不要写“" + Similar.shorten(written) + "”。");
            return null;
        }
        return number;
    }

    private MonthDay monthDay(YamlMap map, String key) {
        String written = map.required(key, 5);
        if (written == null) {
            return null;
        }
        try {
            if (DAY.matcher(written).matches()) {
                return MonthDay.parse("--" + written);
            }
        } catch (DateTimeException notADay) {
            // said below
        }
        checks.add(map.line(key), "“" + key + "”应写成 12-01 这样的月-日，不要写“" + Similar.shorten(written) + "”。");
        return null;
    }

    private <T> T oneOf(YamlMap map, String key, Map<String, T> choices, T otherwise) {
        return oneOf(map, key, choices, otherwise, otherwise != null);
    }

    private <T> T oneOf(YamlMap map, String key, Map<String, T> choices, T otherwise, boolean mayBeLeftOut) {
        String written = mayBeLeftOut ? map.optional(key, 40) : map.required(key, 40);
        if (written == null) {
            return otherwise;
        }
        if (!choices.containsKey(written)) {
            checks.add(map.line(key), "“" + key + "”应当是 " + choices.keySet().stream().sorted().collect(Collectors.joining("、")) + " 中的一个，不要写“" + Similar.shorten(written) + "”。");
            return otherwise;
        }
        return choices.get(written);
    }
}
