package org.govintegrity.filing;

import org.govintegrity.common.Refusal;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.RegistryLoaded;
import org.govintegrity.registry.SeedProblem;
import org.govintegrity.registry.SeedRefused;
import org.govintegrity.registry.Unit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.ResourceUtils;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Which units file what: {@code sources.csv} of the district's data, loaded with it. A file with something wrong undoes the
 * whole load; a district without the file has no sources, and then only says so.
 */
@Service
@Transactional
public class FilingSources {

    private static final Logger LOG = LoggerFactory.getLogger(FilingSources.class);
    private static final String FILE = "sources.csv";

    private final JdbcClient jdbc;
    private final Registry registry;
    private final ResourceLoader resources;
    private final Clock clock;

    FilingSources(JdbcClient jdbc, Registry registry, ResourceLoader resources, Clock clock) {
        this.jdbc = jdbc;
        this.registry = registry;
        this.resources = resources;
        this.clock = clock;
    }

    @EventListener
    void on(RegistryLoaded loaded) {
        String folder = loaded.report().folder();
        Resource file = ResourceUtils.isUrl(folder) ? resources.getResource((folder.endsWith("/") ? folder : folder + "/") + FILE)
                : new FileSystemResource(Path.of(folder).resolve(FILE));
        if (file.isReadable()) {
            load(folder, file);
        } else {
            LOG.warn("地区数据“{}”里没有 {}，没有单位可以报送信用信息", folder, FILE);
        }
    }

    /** @throws SeedRefused listing everything that is wrong with the file */
    private void load(String folder, Resource file) {
        List<SeedProblem> problems = new ArrayList<>();
        Map<String, FilingSource> wanted = new LinkedHashMap<>();
        try {
            TableFile.read(FILE, file, UnaryOperator.identity(), List.of("unit", "kinds", "staff"), line -> read(line, wanted, problems));
        } catch (Refusal unreadable) {
            problems.add(new SeedProblem(FILE, 0, unreadable.getMessage()));
        }
        if (!problems.isEmpty()) {
            throw new SeedRefused(folder, problems);
        }
        jdbc.sql("delete from filing_source").update();
        wanted.values().forEach(source -> jdbc.sql("insert into filing_source (unit_id, kinds, staff, since) values (?, ?, ?, ?)")
                .params(source.unitId(), source.kinds().stream().map(k -> k.code).collect(Collectors.joining(",")), source.staff(), source.since()).update());
    }

    private void read(TableFile.Line line, Map<String, FilingSource> wanted, List<SeedProblem> problems) {
        String unit = line.cells().getOrDefault("unit", "");
        List<RecordKind> kinds = kinds(line.cells().getOrDefault("kinds", ""));
        String staff = line.cells().getOrDefault("staff", "");
        if (registry.findUnit(unit).isEmpty()) {
            problems.add(new SeedProblem(FILE, line.line(), "单位编号“" + unit + "”不在单位名录里，请改正。"));
        } else if (wanted.containsKey(unit)) {
            problems.add(new SeedProblem(FILE, line.line(), "单位“" + unit + "”重复，请只保留一行。"));
        } else if (kinds.isEmpty()) {
            problems.add(new SeedProblem(FILE, line.line(), "记录种类应为 " + Arrays.stream(RecordKind.values()).map(k -> k.code).collect(Collectors.joining("、"))
            + " 中的一种或几种，用分号分开。"));
        } else if (!staff.equals("是") && !staff.equals("否")) {
            problems.add(new SeedProblem(FILE, line.line(), "staff 列应为“是”或者“否”。"));
        } else {
            wanted.put(unit, new FilingSource(unit, kinds, staff.equals("是"), find(unit).map(FilingSource::since).orElse(LocalDate.now(clock))));
        }
    }

    /** Empty if any of them is unknown. */
    private static List<RecordKind> kinds(String written) {
        List<Optional<RecordKind>> kinds = Arrays.stream(written.split("[;；]")).map(String::strip)
                .map(code -> Arrays.stream(RecordKind.values()).filter(kind -> kind.code.equals(code)).findFirst()).toList();
        return kinds.stream().anyMatch(Optional::isEmpty) ? List.of() : kinds.stream().flatMap(Optional::stream).toList();
    }

    /** The sources whose unit exists today, in the order of the units. */
    @Transactional(readOnly = true)
    public List<FilingSource> today() {
        Map<String, FilingSource> all = jdbc.sql("select unit_id, kinds, staff, since from filing_source").query((row, i) -> new FilingSource(row.getString("unit_id"),
                Arrays.stream(row.getString("kinds").split(",")).map(RecordKind::of).toList(), row.getBoolean("staff"), row.getObject("since", LocalDate.class)))
                .list().stream().collect(Collectors.toMap(FilingSource::unitId, source -> source));
        return registry.unitsOn(LocalDate.now(clock)).stream().map(Unit::id).filter(all::containsKey).map(all::get).toList();
    }

    @Transactional(readOnly = true)
    public Optional<FilingSource> find(String unitId) {
        return today().stream().filter(source -> source.unitId().equals(unitId)).findFirst();
    }
}
