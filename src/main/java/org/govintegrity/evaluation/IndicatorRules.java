package org.govintegrity.evaluation;

import org.govintegrity.casefile.FigureKind;
import org.govintegrity.casefile.FigureSource;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Sha256;
import org.govintegrity.registry.PlanClause;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.RegistryLoaded;
import org.govintegrity.registry.SeedProblem;
import org.govintegrity.registry.SeedRefused;
import org.govintegrity.registry.SeedText;
import org.govintegrity.registry.Unit;
import org.govintegrity.registry.UnitGroup;
import org.govintegrity.registry.UnitKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.ResourceUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The versions of the indicators: {@code indicators.yaml} of the district's data, loaded with it. A file with something wrong undoes
 * the whole load. An evaluation keeps the text of its version, so a file that changes later changes nothing in it.
 */
@Service
@Transactional
public class IndicatorRules {

    private static final Logger LOG = LoggerFactory.getLogger(IndicatorRules.class);
    /** Texts differ only when a version changes; a few hundred would be a century of them. */
    private static final int REMEMBERED = 300;
    private static final int SAMPLES = 200;

    private final JdbcClient jdbc;
    private final Registry registry;
    private final ResourceLoader resources;
    private final ObjectProvider<FigureSource> sources;
    private final ScoreRules tables;
    private final Clock clock;
    private final Map<String, RuleSet> parsed = new ConcurrentHashMap<>();

    IndicatorRules(JdbcClient jdbc, Registry registry, ResourceLoader resources, ObjectProvider<FigureSource> sources, ScoreRules tables, Clock clock) {
        this.jdbc = jdbc;
        this.registry = registry;
        this.resources = resources;
        this.sources = sources;
        this.tables = tables;
        this.clock = clock;
    }

    @EventListener
    void on(RegistryLoaded loaded) {
        String folder = loaded.report().folder();
        Resource file = ResourceUtils.isUrl(folder) ? resources.getResource((folder.endsWith("/") ? folder : folder + "/") + IndicatorFile.FILE)
                : new FileSystemResource(Path.of(folder).resolve(IndicatorFile.FILE));
        if (file.isReadable()) {
            load(folder, file);
        } else {
            LOG.warn("地区数据“{}”里没有 {}，不能考核评价", folder, IndicatorFile.FILE);
        }
    }

    /** @throws SeedRefused listing everything that is wrong with the file */
    private void load(String folder, Resource file) {
        List<SeedProblem> problems = new ArrayList<>();
        List<RuleSet> sets = List.of();
        try {
            sets = SeedText.decode(IndicatorFile.FILE, file.getContentAsByteArray(), problems).map(text -> IndicatorFile.read(text, known(), problems)).orElse(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException("the indicators cannot be read", e);
        }
        for (RuleSet set : problems.isEmpty() ? sets : List.<RuleSet>of()) {
            if (!alone(set.text()).equals(Optional.of(set))) {
                problems.add(new SeedProblem(IndicatorFile.FILE, 0, "版本“" + set.version() + "”不能单独读出来。请每个版本另起一行、按项缩进，不要引用别处的内容（& 和 *）。"));
            }
        }
        if (!problems.isEmpty()) {
            throw new SeedRefused(folder, problems);
        }
        store(sets);
    }

    private void store(List<RuleSet> sets) {
        Map<String, String> before = new HashMap<>();
        jdbc.sql("select version, sha256 from evaluation_rules where load_no = (select max(load_no) from evaluation_rules)")
                .query((row, i) -> before.put(row.getString("version"), row.getString("sha256"))).list();
        Map<String, String> now = sets.stream().collect(Collectors.toMap(RuleSet::version, set -> Sha256.hex(set.text())));
        if (now.equals(before)) {
            return;
        }
        now.forEach((version, hash) -> {
            int running = before.containsKey(version) && !before.get(version).equals(hash)
                    ? jdbc.sql("select count(*) from evaluation where rules_version = ?").param(version).query(Integer.class).single() : 0;
            if (running > 0) {
                LOG.warn("考核指标版本“{}”的内容变了；已经按它开始的{}次考核仍用原来的内容。要让人看出区别，请改用新的版本号", version, running);
            }
        });
        long load = jdbc.sql("select coalesce(max(load_no), 0) + 1 from evaluation_rules").query(Long.class).single();
        LocalDateTime at = LocalDateTime.now(clock);
        sets.forEach(set -> jdbc.sql("insert into evaluation_rules (load_no, version, sha256, text, effective_from, effective_to, loaded_at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(load, set.version(), now.get(set.version()), set.text(), set.effectiveFrom(), set.effectiveTo(), at).update());
    }

    /**
     * The version that holds on a day.
     *
     * @throws Refusal if there is none
     */
    @Transactional(readOnly = true)
    public RuleSet on(LocalDate day) {
        return jdbc.sql("""
                        select text from evaluation_rules where load_no = (select max(load_no) from evaluation_rules)
                        and effective_from <= :day and (effective_to is null or effective_to >= :day)""")
                .param("day", day).query(String.class).optional().map(this::parse)
                .orElseThrow(() -> Refusal.unprocessable(day + "没有施行的考核指标版本。请管理员在地区数据 " + IndicatorFile.FILE + " 中补上，重新装载。"));
    }

    /** Every version of the file as it is now, in the order of their dates. */
    @Transactional(readOnly = true)
    public List<RuleSet> all() {
        return jdbc.sql("select text from evaluation_rules where load_no = (select max(load_no) from evaluation_rules) order by effective_from").query(String.class).list()
                .stream().map(this::parse).toList();
    }

    /**
     * A version from its text alone, as an evaluation has kept it.
     *
     * @throws IllegalStateException if the text is no version: it has been tampered with
     */
    public RuleSet parse(String text) {
        RuleSet known = parsed.get(text);
        if (known != null) {
            return known;
        }
        RuleSet set = alone(text).orElseThrow(() -> new IllegalStateException("a frozen version of the indicators cannot be read"));
        if (parsed.size() < REMEMBERED) {
            parsed.put(text, set);
        }
        return set;
    }

    /** @return empty if it is not exactly one version without a fault */
    static Optional<RuleSet> alone(String text) {
        List<SeedProblem> problems = new ArrayList<>();
        List<RuleSet> sets = IndicatorFile.read(new SeedText(IndicatorFile.FILE, text, "UTF-8", ""), null, problems);
        return problems.isEmpty() && sets.size() == 1 ? Optional.of(sets.get(0)) : Optional.empty();
    }

    /** A unit's indicators. */
    public List<Indicator> applicable(RuleSet rules, Unit unit) {
        return applicable(rules, unit.id(), unit.kind().title());
    }

    /**
     * The same from what an evaluation has frozen: neither the registry of today nor the plan's groups are asked.
     *
     * @param unitKind as the kind is called
     */
    public static List<Indicator> applicable(RuleSet rules, String unitId, String unitKind) {
        return rules.indicators().stream().filter(i -> i.units().isEmpty() || i.units().contains(unitId) || i.units().contains(unitKind)).toList();
    }

    /** Who is evaluated by a version on a day, in the order of the registry. */
    @Transactional(readOnly = true)
    public List<Unit> cohort(RuleSet rules, LocalDate day) {
        Set<String> wanted = new HashSet<>(rules.cohort());
        List<UnitGroup> groups = registry.groups().stream().filter(g -> wanted.contains(g.id())).toList();
        return registry.unitsOn(day).stream().filter(unit -> wanted.contains(unit.id()) || wanted.contains(unit.kind().title())
                || groups.stream().anyMatch(g -> g.kinds().contains(unit.kind()) || g.unitIds().contains(unit.id()))).toList();
    }

    /** The units that score an indicator on a day; empty where it is not scored by a unit. */
    @Transactional(readOnly = true)
    public List<String> leads(Indicator indicator, LocalDate day) {
        if (indicator.source() != IndicatorSource.REVIEWER) {
            return List.of();
        }
        return indicator.lead() == null ? registry.unitsLeading(indicator.clause(), day).stream().map(Unit::id).limit(1).toList()
                : registry.successorOf(indicator.lead(), day).map(Unit::id).stream().toList();
    }

    /**
     * What keeps a version from being used: a table it names is missing, or gives fewer points for a better value. Tables are deployed
     * after the district is loaded, so this is asked when an evaluation is opened.
     */
    @Transactional(readOnly = true)
    public List<String> problems(RuleSet rules, LocalDate day) {
        List<String> problems = new ArrayList<>();
        for (Indicator i : rules.indicators()) {
            if (i.formula() instanceof Formula.Decision decision) {
                try {
                    BigDecimal before = null;
                    for (int n = 0; n <= SAMPLES; n++) {
                        BigDecimal points = tables.points(decision.key(), BigDecimal.valueOf(n), day);
                        int step = before == null ? 0 : points.compareTo(before);
                        if (points.compareTo(i.weight()) > 0) {
                            problems.add("指标“" + i.name() + "”的决策表" + decision.key() + "在" + n + "时给出" + points + "分，多于权重" + i.weight() + "分");
                            break;
                        } else if (decision.moreIsBetter() ? step < 0 : step > 0) {
                            problems.add("指标“" + i.name() + "”的决策表" + decision.key() + "在" + n + "处得分方向不对：值变好，得分反而变少");
                            break;
                        }
                        before = points;
                    }
                } catch (IllegalStateException missing) {
                    problems.add("指标“" + i.name() + "”用的决策表" + decision.key() + "没有部署，或者不是每个值都恰有一行");
                }
            }
        }
        return problems;
    }

    private IndicatorFile.Known known() {
        Set<String> clauses = registry.clauses().stream().map(PlanClause::id).collect(Collectors.toSet());
        Set<String> leading = registry.clauses().stream().filter(c -> !c.leadUnits().isEmpty()).map(PlanClause::id).collect(Collectors.toSet());
        Set<String> units = Stream.concat(registry.units().stream().map(Unit::id), Arrays.stream(UnitKind.values()).map(UnitKind::title)).collect(Collectors.toSet());
        Set<String> cohorts = Stream.concat(units.stream(), registry.groups().stream().map(UnitGroup::id)).collect(Collectors.toSet());
        Set<String> figures = sources.stream().flatMap(source -> source.figures().stream()).map(FigureKind::id).collect(Collectors.toSet());
        return new IndicatorFile.Known(clauses, leading, units, cohorts, figures);
    }
}
