package org.govintegrity.registry;

import org.govintegrity.common.ChineseDates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.util.ResourceUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Loads a district: {@code plan.yaml}, {@code units.csv} and {@code people.csv} of one folder. Loading again is
 * harmless; only what differs is written. A broken file refuses the whole folder before anything is written.
 * Nothing is ever deleted: units end by {@code valid_to}, and what is no longer in the files is reported.
 */
@Service
public class SeedLoader {

    private static final Logger log = LoggerFactory.getLogger(SeedLoader.class);

    private static final List<String> FILES = List.of(SeedReader.UNITS, SeedReader.PEOPLE, SeedReader.PLAN);

    private final RegistryStore store;
    private final ResourceLoader resources;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    SeedLoader(RegistryStore store, ResourceLoader resources, TransactionOperations transactions,
               ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.resources = resources;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param location a folder on the disk, or a resource location such as {@code classpath:seeds/wendeng}
     * @throws SeedRefused when something in it is wrong; nothing was stored then
     */
    public SeedReport load(String location) {
        if (!ResourceUtils.isUrl(location)) {
            return load(Path.of(location));
        }
        var base = location.endsWith("/") ? location : location + "/";
        return load(location, file -> resources.getResource(base + file));
    }

    /** @throws SeedRefused when something in it is wrong; nothing was stored then */
    public SeedReport load(Path folder) {
        return load(folder.toString(), file -> new FileSystemResource(folder.resolve(file)));
    }

    private SeedReport load(String folder, Function<String, Resource> files) {
        var reader = new SeedReader(LocalDate.now(clock.withZone(ChineseDates.ZONE)));
        var texts = new LinkedHashMap<String, SeedText>();
        for (var name : FILES) {
            var file = files.apply(name);
            if (file.isReadable()) {
                reader.decode(name, bytes(file)).ifPresent(text -> texts.put(name, text));
            } else {
                reader.missingFile(name, folder);
            }
        }
        var wanted = reader.read(texts);
        if (!reader.problems().isEmpty()) {
            throw new SeedRefused(folder, reader.problems());
        }
        oneAtATime.lock();
        try {
            var report = Objects.requireNonNull(transactions.execute(status -> store(folder, wanted, texts, reader.warnings())));
            tell(report);
            return report;
        } finally {
            oneAtATime.unlock();
        }
    }

    private SeedReport store(String folder, Snapshot wanted, Map<String, SeedText> texts, List<String> warnings) {
        var known = store.read();
        refuseAnotherDistrict(folder, known, wanted);
        var changes = new ArrayList<SeedReport.Change>();
        var missing = new ArrayList<String>();

        new Diff<>(SeedReader.UNITS, "单位", UNIT_FIELDS).apply(known.units(), wanted.units(), store::write, changes, missing);
        new Diff<>(SeedReader.PEOPLE, "人员", PERSON_FIELDS).apply(known.people(), wanted.people(), store::write, changes, missing);
        new Diff<>(SeedReader.PLAN, "单位组", GROUP_FIELDS).apply(known.groups(), wanted.groups(), store::write, changes, missing);
        new Diff<>(SeedReader.PLAN, "点名单位", NAMED_FIELDS).apply(known.namedUnits(), wanted.namedUnits(), store::write, changes, missing);
        new Diff<>(SeedReader.PLAN, "条目", CLAUSE_FIELDS).apply(known.clauses(), wanted.clauses(),
                (clause, isNew) -> store.write(clause, isNew, wanted.groups()::containsKey), changes, missing);
        if (!wanted.plan().equals(known.plan())) {
            store.write(wanted.plan());
            changes.add(new SeedReport.Change(SeedReader.PLAN, "方案", wanted.plan().districtId(), known.plan() == null,
                    known.plan() == null ? List.of() : differing(PLAN_FIELDS, known.plan(), wanted.plan())));
        }
        order("registry_unit", "id", known.units(), wanted.units());
        order("registry_person", "id", known.people(), wanted.people());
        order("registry_unit_group", "id", known.groups(), wanted.groups());
        order("registry_named_unit", "plan_name", known.namedUnits(), wanted.namedUnits());
        order("registry_clause", "id", known.clauses(), wanted.clauses());

        var at = clock.instant();
        var files = texts.values().stream().map(text -> new SeedReport.LoadedFile(text.file(), text.encoding(), text.sha256(),
                (int) changes.stream().filter(change -> change.file().equals(text.file()) && change.added()).count(),
                (int) changes.stream().filter(change -> change.file().equals(text.file()) && !change.added()).count())).toList();
        for (var file : files) {
            var same = store.lastSha256(file.file()).filter(file.sha256()::equals).isPresent();
            if (!same || file.added() + file.changed() > 0) {
                store.writeLoad(file, at);
            }
        }
        var report = new SeedReport(folder, at, files, changes, missing, warnings);
        events.publishEvent(new RegistryLoaded(report));
        return report;
    }

    /** A second district's clauses among the first one's would bind the wrong people; each has its own database. */
    private static void refuseAnotherDistrict(String folder, Snapshot known, Snapshot wanted) {
        if (known.plan() != null && !known.plan().districtId().equals(wanted.plan().districtId())) {
            throw new SeedRefused(folder, List.of(new SeedProblem(SeedReader.PLAN, 0, "这个数据库里已经是" + known.plan().district()
                    + "的数据，不能再装" + wanted.plan().district()
                    + "的。请用 SUPERVISION_DB_URL 指定另一个数据库，或把 supervision.seeds 改回原来的文件夹。")));
        }
    }

    private <T> void order(String table, String key, Map<String, T> known, Map<String, T> wanted) {
        // those no longer in the file stay, behind the others
        var before = known.keySet().stream().filter(wanted::containsKey).toList();
        if (!before.equals(List.copyOf(wanted.keySet()))) {
            store.order(table, key, wanted.keySet());
        }
    }

    private void tell(SeedReport report) {
        log.info("已装载地区数据“{}”：新增 {} 项，修改 {} 项", report.folder(), report.added(), report.changed());
        report.changes().stream().filter(change -> !change.added()).forEach(change -> log.info("地区数据：{}", change));
        report.missing().forEach(gone -> log.warn("地区数据：{} 文件里没有了，数据库里原样保留。单位撤销请填 valid_to 和 successor，人员离任请清空 roles", gone));
        report.warnings().forEach(warning -> log.warn("地区数据：{}", warning));
    }

    private static byte[] bytes(Resource file) {
        try {
            return file.getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a field is called when a report says it changed; the order is the order in the report. */
    private record Field<T>(String name, Function<T, Object> value) {
    }

    private static final List<Field<Unit>> UNIT_FIELDS = List.of(
            new Field<>("全称", Unit::fullName), new Field<>("简称", Unit::shortName), new Field<>("类别", Unit::kind),
            new Field<>("统一社会信用代码", Unit::creditCode), new Field<>("代码说明", Unit::creditCodeNote),
            new Field<>("负责人", Unit::headId), new Field<>("开始日期", Unit::validFrom), new Field<>("结束日期", Unit::validTo),
            new Field<>("承接单位", Unit::successorId), new Field<>("邮箱", Unit::mail));
    private static final List<Field<Person>> PERSON_FIELDS = List.of(
            new Field<>("姓名", Person::name), new Field<>("单位", Person::unitId), new Field<>("职务", Person::post),
            new Field<>("角色", Person::roles), new Field<>("邮箱", Person::mail), new Field<>("备注", Person::note));
    private static final List<Field<UnitGroup>> GROUP_FIELDS = List.of(
            new Field<>("名称", UnitGroup::name), new Field<>("类别", UnitGroup::kinds), new Field<>("单位", UnitGroup::unitIds),
            new Field<>("说明", UnitGroup::note));
    private static final List<Field<NamedUnit>> NAMED_FIELDS = List.of(
            new Field<>("其他写法", NamedUnit::alsoWritten), new Field<>("单位", NamedUnit::unitId),
            new Field<>("今天的单位", NamedUnit::todayId), new Field<>("承接日期", NamedUnit::from), new Field<>("说明", NamedUnit::note));
    private static final List<Field<PlanClause>> CLAUSE_FIELDS = List.of(
            new Field<>("章节", PlanClause::section), new Field<>("标题", PlanClause::title), new Field<>("要求", PlanClause::duty),
            new Field<>("牵头单位", PlanClause::leadUnits), new Field<>("责任单位", PlanClause::responsibleUnits),
            new Field<>("原文点名", PlanClause::namedAs), new Field<>("期限", PlanClause::milestones), new Field<>("流程", PlanClause::processes));
    private static final List<Field<Plan>> PLAN_FIELDS = List.of(
            new Field<>("区划代码", Plan::districtCode), new Field<>("地区名称", Plan::district), new Field<>("标题", Plan::title),
            new Field<>("依据", Plan::basis), new Field<>("目标", Plan::goals));

    private static <T> List<String> differing(List<Field<T>> fields, T before, T after) {
        return fields.stream()
                .filter(field -> !Objects.equals(field.value.apply(before), field.value.apply(after)))
                .map(Field::name)
                .toList();
    }

    /** Writes what differs between the known and the wanted things of one sort. */
    private record Diff<T>(String file, String what, List<Field<T>> fields) {

        void apply(Map<String, T> known, Map<String, T> wanted, BiConsumer<T, Boolean> write,
                   Collection<SeedReport.Change> changes, Collection<String> missing) {
            wanted.forEach((id, thing) -> {
                var before = known.get(id);
                if (!thing.equals(before)) {
                    write.accept(thing, before == null);
                    changes.add(new SeedReport.Change(file, what, id, before == null,
                            before == null ? List.of() : differing(fields, before, thing)));
                }
            });
            known.keySet().stream().filter(id -> !wanted.containsKey(id)).map(id -> what + " " + id).forEach(missing::add);
        }
    }
}
