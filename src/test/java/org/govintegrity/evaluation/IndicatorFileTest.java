package org.govintegrity.evaluation;

import org.govintegrity.casefile.FigureKind;
import org.govintegrity.registry.SeedProblem;
import org.govintegrity.registry.SeedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What the file of indicators may hold; whatever is wrong is named with line and remedy, and then nothing of it holds. */
class IndicatorFileTest {

    /** The figures that the families tell; which are there in the application, {@link IndicatorRulesTest} asks. */
    private static final Map<String, FigureKind> FIGURES = Stream.of(FigureKind.rate("tasks.on-time", "任务按期办结率"), FigureKind.count("tasks.red-cards", "红牌数", "张"),
            FigureKind.score("appraisal.score", "群众评议得分", "分"), FigureKind.count("credit.court-debtor", "失信被执行人记录", "条"))
            .collect(Collectors.toMap(FigureKind::id, kind -> kind));
    private static final IndicatorFile.Known KNOWN = new IndicatorFile.Known(Set.of("三.1", "三.6", "三.16"), Set.of("三.6"), Set.of("caizhengju", "huanbaoju", "huanjingfenju", "lianxiban"),
            Map.of("gejigebumen", List.of("政府部门", "镇街"), "caizhengju", List.of("caizhengju"), "huanbaoju", List.of("huanbaoju", "huanjingfenju"), "镇街", List.of("镇街")),
            FIGURES, key -> key.startsWith("no") ? Optional.empty() : Optional.of((value, day) -> points(key, value)));

    private static final String GOOD = """
            versions:
              - version: 2026-1
                title: 测试
                basis: 文登区社会信用体系建设考核办法
                effectiveFrom: 2026-01-01
                period: {from: 12-01, to: 11-30}
                commonShare: 70
                bonusCap: 3
                lateReport: 0.5
                sampleShare: 0.2
                differenceLimit: 10
                cohort: [gejigebumen]
                indicators:
                  - {id: on-time, name: 按期, group: common, clause: 三.1, weight: 10, source: automatic, figure: tasks.on-time, formula: {linear: {zero: 0.6, full: 1}}, basis: 系统默认}
                  - {id: quality, name: 质量, group: common, clause: 三.6, weight: 10, source: reviewer, basis: 系统默认}
                  - {id: town, name: 承诺, group: individual, clause: 三.16, weight: 10, source: self-report, units: [镇街], basis: 系统默认}
                vetoes:
                  - {id: debtor, name: 失信被执行人, figure: credit.court-debtor, from: 1, grade: failed, basis: 国发〔2016〕76号}
            """;

    @Test
    void aVersionIsReadWhole() {
        RuleSet set = read(GOOD).get(0);
        assertThat(set.version()).isEqualTo("2026-1");
        assertThat(set.effectiveFrom()).isEqualTo(LocalDate.of(2026, 1, 1));
        assertThat(set.effectiveTo()).isNull();
        assertThat(set.periodFrom(2026)).isEqualTo(LocalDate.of(2025, 12, 1));
        assertThat(set.periodTo(2026)).isEqualTo(LocalDate.of(2026, 11, 30));
        assertThat(set.indicators()).extracting(Indicator::id, Indicator::whenNone).containsExactly(org.assertj.core.groups.Tuple.tuple("on-time", Indicator.WhenNone.LEAVE_OUT),
                org.assertj.core.groups.Tuple.tuple("quality", Indicator.WhenNone.ZERO), org.assertj.core.groups.Tuple.tuple("town", Indicator.WhenNone.ZERO));
        assertThat(set.vetoes()).singleElement().satisfies(v -> assertThat(v.grade()).isEqualTo("failed"));
    }

    @Test
    void whatIsFrozenReadsAloneAsTheSame() {
        String earlier = GOOD.replace("2026-1", "2025-1").replace("effectiveFrom: 2026-01-01", "effectiveFrom: 2025-01-01\n    effectiveTo: 2025-12-31") + "\n  # 以下为2026年版\n";
        List<RuleSet> sets = read(earlier + GOOD.replace("versions:\n", ""));
        assertThat(sets).hasSize(2).allSatisfy(set -> {
            assertThat(IndicatorRules.alone(set.text())).isEqualTo(Optional.of(set));
            assertThat(set.text()).doesNotContain("以下为");
        });
        assertThat(IndicatorRules.alone(sets.get(0).text().replace("weight: 10", "weight: 10000"))).isEmpty();
    }

    @Test
    void aFrozenVersionStillSaysWhatItsNamesMeantThen() {
        RuleSet set = IndicatorRules.alone(read(GOOD.replace("units: [镇街]", "units: [huanbaoju, 镇街]")).get(0).text()).orElseThrow();
        assertThat(set.cohort()).containsExactly("政府部门", "镇街");
        assertThat(set.find("town").orElseThrow().units()).as("who took over as well").containsExactly("huanbaoju", "huanjingfenju", "镇街");
        assertThat(set.find("on-time").orElseThrow().measure()).isEqualTo(FIGURES.get("tasks.on-time"));
        assertThat(set.vetoes().get(0).measure().unit()).isEqualTo("条");
        assertThat(IndicatorRules.applicable(set, "huanjingfenju", "派驻机构")).extracting(Indicator::id).containsExactly("on-time", "quality", "town");
        assertThat(IndicatorRules.applicable(set, "caizhengju", "政府部门")).extracting(Indicator::id).containsExactly("on-time", "quality");
    }

    @Test
    void everyFaultOfAFileIsNamedAtOnce() {
        List<SeedProblem> problems = new ArrayList<>();
        problemsAndSets(GOOD.replace("title: 测试", "title:").replace("clause: 三.16", "clause: 三.99").replace("figure: tasks.on-time", "figure: tasks.ontime")
                .replace("grade: failed", "grade: bad") + GOOD.replace("versions:\n", "").replace("2026-1\n", "2026-2\n").replace("commonShare: 70", "commonShare: x"), KNOWN, problems);
        assertThat(problems).extracting(SeedProblem::line).containsExactlyInAnyOrder(3, 14, 16, 18, 24);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            version: 2026-1                     | version: 2026/1                   | 2  | 版本号“2026/1”只能用
            title: 测试                         |                                   | 2  | 缺少“title”
            effectiveFrom: 2026-01-01           | effectiveFrom: 2026-02-30         | 5  | 不是正确的日期
            period: {from: 12-01, to: 11-30}    | period: {from: 12-01, to: 13-30}  | 6  | 应写成 12-01 这样的月-日
            commonShare: 70                     | commonShare: 170                  | 7  | “commonShare”应当是1到100的数字
            lateReport: 0.5                     | lateReport: 五成                  | 9  | “lateReport”应当是0到1的数字
            cohort: [gejigebumen]               | cohort: [nosuch]                  | 12 | “nosuch”不是单位编号
            cohort: [gejigebumen]               | cohort: []                        | 12 | 没有写参评单位
            id: on-time                         | id: On Time                       | 14 | 只能用小写字母开头
            id: quality                         | id: on-time                       | 15 | 用了两次
            group: individual                   | group: special                    | 16 | 应当是 bonus、common、individual 中的一个
            clause: 三.16                       | clause: 三.99                     | 16 | 方案里没有“三.99”
            weight: 10, source: automatic       | weight: 0, source: automatic      | 14 | 权重应大于0
            weight: 10, source: automatic       | weight: -3, source: automatic     | 14 | “weight”应当是0到100的数字
            source: reviewer                    | source: oracle                    | 15 | 应当是 appraisal、automatic
            figure: tasks.on-time,              |                                   | 14 | 要用 figure 写明取哪个数据
            figure: tasks.on-time               | figure: tasks.ontime              | 14 | 您是不是要找：tasks.on-time
            source: reviewer                    | source: reviewer, figure: tasks.on-time | 15 | 请删去 figure
            formula: {linear: {zero: 0.6, full: 1}}, |                              | 14 | 要用 formula 写明怎样得分
            {linear: {zero: 0.6, full: 1}}      | {linear: {zero: 1, full: 1}}      | 14 | 相同，算不出得分
            {linear: {zero: 0.6, full: 1}}      | {deduct: 1, add: 2}               | 14 | 只能写一种
            {linear: {zero: 0.6, full: 1}}      | {deduct: 0}                       | 14 | 应大于0
            {linear: {zero: 0.6, full: 1}}      | {steps: [{from: 0, points: 1}, {from: 5, points: 3}, {from: 9, points: 2}]} | 14 | 有升有降
            {linear: {zero: 0.6, full: 1}}      | {steps: [{from: 5, points: 1}, {from: 5, points: 3}]} | 14 | 应一档比一档大
            {linear: {zero: 0.6, full: 1}}      | {steps: [{from: 5, points: 1}]}   | 14 | 至少要分两档
            {linear: {zero: 0.6, full: 1}}      | {steps: [{from: 0, points: 1}, {from: 5, points: 11}]} | 14 | “points”应当是0到10的数字
            {linear: {zero: 0.6, full: 1}}      | {decision: {table: x, better: up}} | 14 | 应当是 less、more 中的一个
            {linear: {zero: 0.6, full: 1}}      | {linear: {zero: 60, full: 100}}   | 14 | 请把 98 这样的数写成 0.98
            {linear: {zero: 0.6, full: 1}}      | {deduct: 1}                       | 14 | 百分率，不能按个数
            {linear: {zero: 0.6, full: 1}}      | {steps: [{from: 0, points: 1}, {from: 0.9, points: 9}]} | 14 | 与权重 10 不同
            {linear: {zero: 0.6, full: 1}}      | {steps: [{from: 0, points: 10}, {from: 0.9, points: 10}]} | 14 | 分不出好坏
            {linear: {zero: 0.6, full: 1}}      | {decision: {table: nosuch, better: more}} | 14 | 没有决策表“nosuch”
            {linear: {zero: 0.6, full: 1}}      | {decision: {table: ../x, better: more}} | 14 | 名字只能用小写字母
            {linear: {zero: 0.6, full: 1}}      | {decision: {table: falls, better: more}} | 14 | 得分方向不对
            {linear: {zero: 0.6, full: 1}}      | {decision: {table: gap, better: more}} | 14 | 不是恰有一行
            {linear: {zero: 0.6, full: 1}}      | {decision: {table: high, better: more}} | 14 | 应在0到权重 10 之间
            {linear: {zero: 0.6, full: 1}}      | {decision: {table: low, better: more}} | 14 | 到不了权重 10
            source: reviewer                    | source: reviewer, formula: {deduct: 1} | 15 | 评分越高得分应越多
            source: reviewer                    | source: reviewer, formula: {linear: {zero: 0, full: 120}} | 15 | 取值从0到100
            source: self-report                 | source: self-report, whenNone: leave-out | 16 | 不报告反而占便宜
            group: individual, clause: 三.16, weight: 10, source: self-report, units: [镇街] | group: bonus, clause: 三.6, weight: 1, source: reviewer, whenNone: full | 16 | 不能给满分
            figure: credit.court-debtor, from: 1 | figure: tasks.on-time, from: 1   | 18 | 越少越好，在这个版本前面却是越多越好
            units: [镇街]                       | units: [村]                       | 16 | “村”不是单位编号、单位类别或者方案中的一组单位
            group: individual                   | group: common                     | 16 | 请删去 units
            source: reviewer                    | source: reviewer, lead: nobody    | 15 | 评分单位“nobody”不在单位名录里
            source: self-report                 | source: self-report, lead: lianxiban | 16 | 请删去 lead
            clause: 三.6                        | clause: 三.1                      | 15 | 没有牵头单位，请用 lead
            source: reviewer                    | source: reviewer, whenNone: half  | 15 | 应当是 full、leave-out、zero 中的一个
            grade: failed                       | grade: bad                        | 18 | 应当是 excellent、failed、good、passed
            grade: failed,                      |                                   | 18 | 没有写否决的后果
            from: 1, grade                      | from: 0, grade                    | 18 | 从0起会否决所有单位
            bonusCap: 3                         | bonuscap: 3                       | 8  | 不认识的项“bonuscap”
            """)
    void eachFaultIsNamedWithItsLineAndWhatToDo(String good, String bad, int line, String remedy) {
        String text = GOOD.replace(good, bad == null ? "" : bad);
        assertThat(text).as("the fault is in the file").isNotEqualTo(GOOD);
        List<SeedProblem> problems = new ArrayList<>();
        problemsAndSets(text, KNOWN, problems);
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("indicators.yaml");
            assertThat(problem.message()).contains(remedy);
            assertThat(problem.line()).isEqualTo(line);
        });
    }

    @Test
    void versionsMayNotOverlapNorShareANumber() {
        String second = GOOD.replace("versions:\n", "").replace("2026-01-01", "2026-06-01");
        List<SeedProblem> problems = new ArrayList<>();
        problemsAndSets(GOOD + second, KNOWN, problems);
        assertThat(problems).singleElement().satisfies(p -> assertThat(p.message()).contains("用了两次"));
        problems.clear();
        problemsAndSets(GOOD + second.replace("2026-1\n", "2026-2\n"), KNOWN, problems);
        assertThat(problems).singleElement().satisfies(p -> assertThat(p.toString()).contains("第 22 行", "有效期重叠", "2026-05-31"));
    }

    @Test
    void aVersionMayNotLeanOnAnother() {
        String leaning = GOOD.replace("basis: 文登区社会信用体系建设考核办法", "basis: &b 办法") + GOOD.replace("versions:\n", "").replace("2026-1\n", "2027-1\n")
                .replace("2026-01-01", "2027-01-01").replace("basis: 文登区社会信用体系建设考核办法", "basis: *b");
        List<SeedProblem> problems = new ArrayList<>();
        problemsAndSets(leaning.replaceFirst("effectiveFrom: 2026-01-01", "effectiveFrom: 2026-01-01\n    effectiveTo: 2026-12-31"), KNOWN, problems);
        assertThat(problems).singleElement().satisfies(p -> assertThat(p.toString()).contains("第 20 行", "不能单独读出来"));
    }

    @Test
    void aCapLooksAtWhatMayBeLeftOfTheOthers() {
        String capped = GOOD.replace("differenceLimit: 10", "differenceLimit: 10\n    caps: {third-party: 10}").replace("    vetoes:\n",
                "      - {id: outside, name: 第三方, group: common, clause: 三.1, weight: 1, source: third-party, basis: 系统默认}\n    vetoes:\n");
        assertThat(read(capped)).as("1 of 11 at most, where the rate drops out").hasSize(1);
        List<SeedProblem> problems = new ArrayList<>();
        problemsAndSets(capped.replace("weight: 1,", "weight: 2,"), KNOWN, problems);
        assertThat(problems).singleElement().satisfies(p -> assertThat(p.message()).contains("合计最多会占 16.67 分"));
    }

    @Test
    void aFileThatIsNoYamlOrHasNoVersionIsRefused() {
        List<SeedProblem> problems = new ArrayList<>();
        problemsAndSets("versions: [", KNOWN, problems);
        assertThat(problems).isNotEmpty();
        problems.clear();
        problemsAndSets("versions: []", KNOWN, problems);
        assertThat(problems).singleElement().satisfies(p -> assertThat(p.message()).contains("一个版本也没有"));
    }

    private static Optional<BigDecimal> points(String table, BigDecimal value) {
        return switch (table) {
            case "falls" -> Optional.of(BigDecimal.TEN.subtract(value));
            case "gap" -> value.compareTo(new BigDecimal("0.5")) == 0 ? Optional.empty() : Optional.of(BigDecimal.TEN.multiply(value));
            case "high" -> Optional.of(value.multiply(BigDecimal.valueOf(11)));
            default -> Optional.of(value.multiply(BigDecimal.valueOf(9)));
        };
    }

    private static List<RuleSet> read(String text) {
        List<SeedProblem> problems = new ArrayList<>();
        List<RuleSet> sets = problemsAndSets(text, KNOWN, problems);
        assertThat(problems).isEmpty();
        return sets;
    }

    private static List<RuleSet> problemsAndSets(String text, IndicatorFile.Known known, List<SeedProblem> problems) {
        return SeedText.decode("indicators.yaml", text.getBytes(StandardCharsets.UTF_8), problems).map(seed -> IndicatorFile.read(seed, known, problems)).orElse(List.of());
    }
}
