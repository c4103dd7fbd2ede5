package org.govintegrity.evaluation;

import org.govintegrity.registry.SeedProblem;
import org.govintegrity.registry.SeedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** What the file of indicators may hold; whatever is wrong is named with line and remedy, and then nothing of it holds. */
class IndicatorFileTest {

    private static final IndicatorFile.Known KNOWN = new IndicatorFile.Known(Set.of("三.1", "三.6", "三.16"), Set.of("三.6"), Set.of("caizhengju", "lianxiban", "镇街"),
            Set.of("gejigebumen", "caizhengju", "镇街"), Set.of("tasks.on-time", "credit.court-debtor"));
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
    void whatIsFrozenReadsAloneAsTheSame() throws IOException {
        List<RuleSet> sets = problemsAndSets(Files.readString(Path.of("seeds/wendeng/indicators.yaml")), null, new ArrayList<>());
        assertThat(sets).hasSizeGreaterThanOrEqualTo(2).allSatisfy(set -> assertThat(IndicatorRules.alone(set.text())).isEqualTo(Optional.of(set)));
        assertThat(IndicatorRules.alone(sets.get(0).text().replace("weight: 20", "weight: 20000"))).isEmpty();
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
            units: [镇街]                       | units: [村]                       | 16 | “村”不是单位编号或者单位类别
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
        assertThat(problems).extracting(SeedProblem::message).anySatisfy(m -> assertThat(m).contains("用了两次"))
                .anySatisfy(m -> assertThat(m).contains("有效期重叠", "2026-05-31"));
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
