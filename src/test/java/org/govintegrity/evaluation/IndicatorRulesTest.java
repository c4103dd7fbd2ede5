package org.govintegrity.evaluation;

import org.govintegrity.common.Refusal;
import org.govintegrity.registry.SeedLoader;
import org.govintegrity.registry.SeedRefused;
import org.govintegrity.registry.Unit;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The district's indicators as the application keeps them: loaded with the district, in force by dates, frozen as text. */
class IndicatorRulesTest extends ProcessTest {

    private static final Path SEEDS = Path.of("seeds/wendeng");
    private static final LocalDate DAY = LocalDate.of(2026, 12, 1);

    @Autowired
    private IndicatorRules rules;
    @Autowired
    private ScoreRules tables;
    @Autowired
    private SeedLoader loader;
    @TempDir
    private Path folder;

    @AfterEach
    void loadTheDistrictAgain() {
        loader.load(SEEDS);
    }

    @Test
    void theVersionInForceIsThatOfTheDay() {
        assertThat(rules.on(LocalDate.of(2025, 12, 31)).version()).isEqualTo("2018-1");
        assertThat(rules.on(LocalDate.of(2026, 1, 1)).version()).isEqualTo("2026-1");
        assertThatThrownBy(() -> rules.on(LocalDate.of(2017, 12, 31))).isInstanceOf(Refusal.class).hasMessageContaining("indicators.yaml");
        assertThat(rules.all()).allSatisfy(version -> {
            assertThat(rules.parse(version.text())).isEqualTo(version);
            assertThat(rules.problems(version, version.effectiveFrom())).isEmpty();
        });
    }

    /** 文登区社会信用体系建设考核办法: common to individual items 7:3, units with common items only brought to a hundred. */
    @Test
    void aUnitThatDoesEverythingHasAHundredAndOneThatDoesNothingFails() {
        RuleSet version = rules.on(DAY);
        assertThat(rules.cohort(version, DAY)).hasSizeGreaterThan(60).allSatisfy(unit -> {
            List<Indicator> own = rules.applicable(version, unit);
            ScoreSheet best = Scoring.score(version, own, inputs(own, true), Map.of(), DAY, tables);
            boolean individual = own.stream().anyMatch(i -> i.group() == IndicatorGroup.INDIVIDUAL);
            assertThat(best.common()).as(unit.shortName()).isEqualByComparingTo(individual ? "70" : "100");
            assertThat(best.individual()).isEqualByComparingTo(individual ? "30" : "0");
            assertThat(best.total()).isEqualByComparingTo("100");
            assertThat(best.grade()).isEqualTo(Grade.EXCELLENT);
            assertThat(best.items()).filteredOn(item -> item.indicatorId().equals("third-party")).singleElement()
                    .satisfies(item -> assertThat(item.most()).isLessThanOrEqualTo(BigDecimal.TEN));
            ScoreSheet worst = Scoring.score(version, own, inputs(own, false), Map.of(), DAY, tables);
            assertThat(worst.total()).isEqualByComparingTo("0");
            assertThat(worst.grade()).isEqualTo(Grade.FAILED);
            assertThat(worst.items()).allSatisfy(item -> assertThat(item.toWin()).isNotBlank().hasSizeLessThan(1000));
        });
        assertThat(individual(version, "longshan")).contains("town-commitments", "investment");
        assertThat(individual(version, "fagaiju")).contains("procurement").doesNotContain("town-commitments");
        assertThat(individual(version, "quweiban")).isEmpty();
    }

    @Test
    void theGradeFollowsTheTable() {
        Map.of("100", Grade.EXCELLENT, "90", Grade.EXCELLENT, "89.99", Grade.GOOD, "80", Grade.GOOD, "79.99", Grade.PASSED, "60", Grade.PASSED, "59.99", Grade.FAILED, "0", Grade.FAILED)
                .forEach((total, grade) -> assertThat(tables.grade(new BigDecimal(total), DAY)).as(total).isEqualTo(grade));
    }

    @Test
    void anEditedVersionIsKeptBesideTheOneThatWasFrozen() throws IOException {
        RuleSet frozen = rules.on(DAY);
        long before = rows();
        load("weight: 12", "weight: 13");
        assertThat(rules.on(DAY).find("on-time").orElseThrow().weight()).isEqualByComparingTo("13");
        assertThat(rows()).as("added, nothing overwritten").isEqualTo(before + 2);
        assertThat(rules.parse(frozen.text())).isEqualTo(frozen);
        load("weight: 12", "weight: 13");
        assertThat(rows()).as("the same again adds nothing").isEqualTo(before + 2);
    }

    @Test
    void aBrokenFileUndoesTheWholeLoadAndNamesEveryFault() throws IOException {
        copy("figure: tasks.yellow-cards", "figure: tasks.yelow-cards", "formula: {deduct: 0.5}", "formula: {deduct: 0}");
        Path units = folder.resolve("units.csv");
        Files.writeString(units, Files.readString(units).replace("区财政局,政府部门", "区财税局,政府部门"));
        long before = rows();
        assertThatThrownBy(() -> loader.load(folder)).isInstanceOfSatisfying(SeedRefused.class, refused -> assertThat(refused.problems()).hasSize(2)
                .allSatisfy(problem -> assertThat(problem.toString()).matches("(?s)indicators\\.yaml 第 \\d+ 行：.*"))
                .anySatisfy(problem -> assertThat(problem.message()).contains("您是不是要找：tasks.yellow-cards")));
        assertThat(registry.unit("caizhengju").shortName()).isEqualTo("区财政局");
        assertThat(rows()).isEqualTo(before);
        assertThat(rules.on(DAY).find("yellow-cards")).isPresent();
    }

    private List<String> individual(RuleSet version, String unitId) {
        Unit unit = registry.unit(unitId);
        return rules.applicable(version, unit).stream().filter(i -> i.group() == IndicatorGroup.INDIVIDUAL).map(Indicator::id).toList();
    }

    /** The best or the worst a unit can have, of everything but what is on top. */
    private static Map<String, Input> inputs(List<Indicator> own, boolean best) {
        Map<String, Input> inputs = new HashMap<>();
        own.stream().filter(i -> i.group() != IndicatorGroup.BONUS).forEach(i -> {
            BigDecimal most = i.measure() != null && i.measure().rate() ? BigDecimal.ONE : BigDecimal.valueOf(100);
            inputs.put(Scoring.key(i), new Input(Scoring.key(i), Formulas.rising(i.formula()) == best ? most : BigDecimal.ZERO, false, false, ""));
        });
        return inputs;
    }

    private long rows() {
        return jdbc.sql("select count(*) from evaluation_rules").query(Long.class).single();
    }

    private void load(String... replaced) throws IOException {
        copy(replaced);
        loader.load(folder);
    }

    private void copy(String... replaced) throws IOException {
        FileSystemUtils.copyRecursively(SEEDS, folder);
        Path file = folder.resolve("indicators.yaml");
        String text = Files.readString(file);
        for (int i = 0; i < replaced.length; i += 2) {
            assertThat(text).contains(replaced[i]);
            text = text.replace(replaced[i], replaced[i + 1]);
        }
        Files.writeString(file, text);
    }
}
