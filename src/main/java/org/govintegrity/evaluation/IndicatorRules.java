package org.govintegrity.evaluation;

import org.govintegrity.casefile.FigureKind;
import org.govintegrity.casefile.FigureSource;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Sha256;
import org.govintegrity.registry.PlanClause;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.RegistryLoaded;
import org.govintegrity.registry.SeedProblem;
import org.govintegrity.registry.SeedRefused;
import org.govintegrity.registry.SeedText;
import org.govintegrity.registry.Unit;
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
import java.util.LinkedHashSet;
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

    private final JdbcClient jdbc;
    private final Registry registry;
    private final ResourceLoader resources;
    private final ObjectProvider<FigureSource> sources;
    private final ScoreRules tables;
    private final DecisionTables delivered;
    private final Clock clock;
    private final Map<String, RuleSet> parsed = new ConcurrentHashMap<>();

    IndicatorRules(JdbcClient jdbc, Registry registry, ResourceLoader resources, ObjectProvider<FigureSource> sources, ScoreRules tables, DecisionTables delivered,
                   Clock clock) {
        this.jdbc = jdbc;
        this.registry = registry;
        this.resources = resources;
        this.sources = sources;
        this.tables = tables;
        this.delivered = delivered;
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
        return IndicatorFile.alone(text);
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
        Set<String> wanted = Set.copyOf(rules.cohort());
        return registry.unitsOn(day).stream().filter(unit -> wanted.contains(unit.id()) || wanted.contains(unit.kind().title())).toList();
    }

    /** Who of those that lead a clause gives a unit its marks: the first; the joint office for the unit's own clause and where nobody leads. */
    public static String lead(List<String> leads, String unitId) {
        return leads.stream().findFirst().filter(id -> !id.equals(unitId)).orElse(Role.JOINT_OFFICE.id());
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
     * What keeps a version from being used: a table it names is not deployed, or gives fewer points for a better value. Loading has tried
     * the tables that are delivered; somebody may have deployed others since, so this is asked again when an evaluation is opened.
     */
    @Transactional(readOnly = true)
    public List<String> problems(RuleSet rules, LocalDate day) {
        return rules.indicators().stream().flatMap(i -> i.formula() instanceof Formula.Decision decision ? problem(i, decision, day).stream() : Stream.empty()).toList();
    }

    private Optional<String> problem(Indicator i, Formula.Decision decision, LocalDate day) {
        String who = "指标“" + i.name() + "”的决策表" + decision.key();
        BigDecimal before = null;
        for (BigDecimal value : Formulas.samples(i.measure())) {
            BigDecimal points;
            try {
                points = tables.points(decision.key(), value, day);
            } catch (RuntimeException missing) {
                LOG.warn("{} cannot be asked for {} on {}", decision.key(), value, day, missing);
                return Optional.of(who + "没有部署，或者对" + Formulas.value(i, value) + "不是恰有一行");
            }
            int step = before == null ? 0 : points.compareTo(before);
            if (points.signum() < 0 || points.compareTo(i.weight()) > 0) {
                return Optional.of(who + "对" + Formulas.value(i, value) + "给出" + Scoring.plain(points) + "分，应在0到权重" + Scoring.plain(i.weight()) + "分之间");
            } else if (decision.moreIsBetter() ? step < 0 : step > 0) {
                return Optional.of(who + "对" + Formulas.value(i, value) + "的得分方向不对：值变好，得分反而变少");
            }
            before = points;
        }
        return Optional.empty();
    }

    private IndicatorFile.Known known() {
        Set<String> clauses = registry.clauses().stream().map(PlanClause::id).collect(Collectors.toSet());
        Set<String> leading = registry.clauses().stream().filter(c -> !c.leadUnits().isEmpty()).map(PlanClause::id).collect(Collectors.toSet());
        Map<String, List<String>> names = new HashMap<>();
        Arrays.stream(UnitKind.values()).forEach(kind -> names.put(kind.title(), List.of(kind.title())));
        registry.units().forEach(unit -> names.put(unit.id(), line(unit.id())));
        registry.groups().forEach(group -> names.put(group.id(), Stream.concat(group.kinds().stream().map(UnitKind::title), group.unitIds().stream().flatMap(id -> line(id).stream()))
                .distinct().toList()));
        Map<String, FigureKind> figures = sources.stream().flatMap(source -> source.figures().stream()).collect(Collectors.toMap(FigureKind::id, kind -> kind));
        return new IndicatorFile.Known(clauses, leading, registry.units().stream().map(Unit::id).collect(Collectors.toSet()), names, figures, delivered);
    }

    /** A unit and, where it is over, whoever took over: what is said of one of the plan's units holds for today's. */
    private List<String> line(String unitId) {
        Set<String> line = new LinkedHashSet<>();
        Optional<Unit> unit = registry.findUnit(unitId);
        LocalDate today = LocalDate.now(clock);
        while (unit.isPresent() && line.add(unit.get().id())) {
            boolean over = unit.get().validTo() != null && today.isAfter(unit.get().validTo());
            unit = over && unit.get().successorId() != null ? registry.findUnit(unit.get().successorId()) : Optional.empty();
        }
        return List.copyOf(line);
    }
}
