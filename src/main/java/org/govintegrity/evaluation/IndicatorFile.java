package org.govintegrity.evaluation;

import org.govintegrity.registry.Checks;
import org.govintegrity.registry.SeedProblem;
import org.govintegrity.registry.SeedText;
import org.govintegrity.registry.Similar;
import org.govintegrity.registry.YamlMap;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
            "cohort", "differenceLimit", "indicators", "vetoes");
    private static final List<String> INDICATOR_KEYS = List.of("id", "name", "group", "clause", "weight", "source", "figure", "formula", "units", "lead", "whenNone", "basis",
            "projectDefault");
    private static final List<String> FORMULA_KEYS = List.of("linear", "deduct", "add", "steps", "decision");

    /**
     * What the file may refer to; null where a frozen version is read, whose references were checked when it was loaded.
     *
     * @param units units and kinds of units
     */
    record Known(Set<String> clauses, Set<String> leadingClauses, Set<String> units, Set<String> cohorts, Set<String> figures) {
    }

    private final Known known;
    private final Checks checks;

    private IndicatorFile(Known known, Checks checks) {
        this.known = known;
        this.checks = checks;
    }

    /**
     * @param problems gets whatever is wrong; what is returned may be used only if there is nothing
     * @return in the order of their dates
     */
    static List<RuleSet> read(SeedText seed, Known known, List<SeedProblem> problems) {
        Checks checks = new Checks(FILE, problems);
        IndicatorFile file = new IndicatorFile(known, checks);
        List<RuleSet> sets = new ArrayList<>();
        YamlMap.parse(seed, List.of("versions"), checks).ifPresent(top -> {
            List<YamlMap> versions = top.maps("versions", KEYS);
            if (versions.isEmpty()) {
                checks.add(top.line(), "一个版本也没有。请在 versions 里至少写一个指标版本。");
            }
            List<String> lines = seed.text().lines().toList();
            for (int i = 0; i < versions.size(); i++) {
                int next = i + 1 < versions.size() ? versions.get(i + 1).line() : lines.size() + 1;
                if (next <= versions.get(i).line()) {
                    checks.add(next, "每个版本请另起一行写。");
                } else {
                    sets.add(file.version(versions.get(i), "versions:\n" + String.join("\n", lines.subList(versions.get(i).line() - 1, next - 1)).stripTrailing() + "\n"));
                }
            }
        });
        if (problems.isEmpty()) {
            file.checkTimes(sets);
        }
        return sets.stream().filter(Objects::nonNull).sorted(Comparator.comparing(RuleSet::effectiveFrom, Comparator.nullsFirst(Comparator.naturalOrder()))).toList();
    }

    private RuleSet version(YamlMap map, String text) {
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
        List<String> cohort = references(map, "cohort", known == null ? null : known.cohorts, "单位编号、单位类别或者方案中的一组单位");
        if (cohort.isEmpty()) {
            checks.add(map.line("cohort"), "没有写参评单位 cohort。请写单位编号、单位类别或者方案中的一组单位，例如 [gejigebumen]。");
        }
        Set<String> ids = new HashSet<>();
        List<Indicator> indicators = map.maps("indicators", INDICATOR_KEYS).stream().map(one -> indicator(one, ids)).filter(Objects::nonNull).toList();
        if (indicators.stream().noneMatch(i -> i.group() == IndicatorGroup.COMMON)) {
            checks.add(map.line("indicators"), "没有共性指标（group: common）。每个单位都要有可以评价的指标，请至少写一个。");
        }
        List<Veto> vetoes = map.maps("vetoes", List.of("id", "name", "figure", "from", "capTotal", "grade", "basis")).stream().map(one -> veto(one, ids)).filter(Objects::nonNull).toList();
        return version == null || from == null || start == null || end == null || commonShare == null || sample == null || limit == null ? null
                : new RuleSet(version, title, basis, from, to, start, end, commonShare, bonusCap, late, sample, cohort, limit, indicators, vetoes, text);
    }

    private Indicator indicator(YamlMap map, Set<String> ids) {
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
        IndicatorSource source = oneOf(map, "source", Arrays.stream(IndicatorSource.values()).collect(Collectors.toMap(s -> s.code, s -> s)), null);
        String figure = map.optional("figure", 60);
        if (source != null && source.figure() != (figure != null)) {
            checks.add(map.line("figure"), source.figure() ? "来源是" + source.label + "的，要用 figure 写明取哪个数据。" + figures(null) : "来源是" + source.label + "的没有数据可取，请删去 figure。");
        } else if (figure != null) {
            figure(map, figure);
        }
        Formula formula = formula(map, source, weight);
        List<String> units = references(map, "units", known == null ? null : known.units, "单位编号或者单位类别");
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
        String basis = map.required("basis", 300);
        boolean projectDefault = oneOf(map, "projectDefault", Map.of("true", true, "false", false), false);
        return id == null || name == null || group == null || clause == null || weight == null || weight.signum() == 0 || source == null || formula == null || basis == null ? null
                : new Indicator(id, name, group, clause, weight, source, figure, formula, units, lead, whenNone, basis, projectDefault);
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
        return Optional.of(new Formula.Steps(steps));
    }

    private Optional<Formula> decision(YamlMap formula) {
        return formula.optionalMap("decision", List.of("table", "better")).flatMap(f -> {
            String table = f.required("table", 60);
            Boolean more = oneOf(f, "better", Map.of("more", true, "less", false), null);
            return table == null || more == null ? Optional.empty() : Optional.of(new Formula.Decision(table, more));
        });
    }

    private Veto veto(YamlMap map, Set<String> ids) {
        String id = id(map, ids);
        String name = map.required("name", 60);
        String figure = map.required("figure", 60);
        if (figure != null) {
            figure(map, figure);
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
        return id == null || name == null || figure == null || from == null || basis == null ? null : new Veto(id, name, figure, from, cap, grade == null ? null : grade.code, basis);
    }

    /** Two versions on one day would leave open which one counts. */
    private void checkTimes(List<RuleSet> sets) {
        Map<String, RuleSet> versions = new HashMap<>();
        List<RuleSet> ordered = sets.stream().sorted(Comparator.comparing(RuleSet::effectiveFrom)).toList();
        for (int i = 0; i < ordered.size(); i++) {
            RuleSet set = ordered.get(i);
            if (versions.putIfAbsent(set.version(), set) != null) {
                checks.add(0, "版本号“" + set.version() + "”用了两次。请换一个。");
            }
            if (i > 0) {
                RuleSet before = ordered.get(i - 1);
                if (before.effectiveTo() == null || !before.effectiveTo().isBefore(set.effectiveFrom())) {
                    checks.add(0, "版本“" + before.version() + "”和“" + set.version() + "”的有效期重叠。请把前一个的 effectiveTo 写成 " + set.effectiveFrom().minusDays(1) + "。");
                }
            }
        }
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

    private void figure(YamlMap map, String figure) {
        if (known != null && !known.figures.contains(figure)) {
            checks.add(map.line("figure"), "系统里没有数据“" + Similar.shorten(figure) + "”。" + figures(figure));
        }
    }

    private String figures(String like) {
        if (known == null) {
            return "";
        }
        Map<String, List<String>> all = new HashMap<>();
        known.figures.forEach(f -> all.put(f, List.of(f)));
        return Similar.hint(like, all, "可以取的数据：" + known.figures.stream().sorted().collect(Collectors.joining("、")) + "。");
    }

    private List<String> references(YamlMap map, String key, Set<String> allowed, String what) {
        return map.texts(key, 60).stream().peek(item -> {
            if (allowed != null && !allowed.contains(item.text())) {
                checks.add(item.line(), "“" + Similar.shorten(item.text()) + "”不是" + what + "，请改正。");
            }
        }).map(YamlMap.Item::text).toList();
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
        } catch (java.time.DateTimeException notADay) {
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
