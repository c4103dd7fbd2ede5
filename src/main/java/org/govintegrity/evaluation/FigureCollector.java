package org.govintegrity.evaluation;

import org.govintegrity.casefile.FigureKind;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.FigureSource;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Brings together what the families tell about units in figures. What happened to a unit that is over counts for the one of its line
 * of successors that is evaluated.
 */
@Service
public class FigureCollector {

    private static final int BATCH = 500;
    private static final int SCALE = 6;
    private static final RowMapper<FigureKind> KIND = Rows.of(FigureKind.class);

    private final Map<String, FigureSource> sources = new LinkedHashMap<>();
    private final Map<String, FigureKind> kinds = new LinkedHashMap<>();
    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final Registry registry;
    private final Clock clock;

    FigureCollector(List<FigureSource> sources, JdbcClient jdbc, JdbcTemplate batch, Registry registry, Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.registry = registry;
        this.clock = clock;
        for (FigureSource source : sources) {
            for (FigureKind kind : source.figures()) {
                if (kinds.put(kind.id(), kind) != null) {
                    throw new IllegalStateException("two families tell a figure " + kind.id());
                }
                this.sources.put(kind.id(), source);
            }
        }
    }

    /** Every figure there is, ordered by id. */
    public List<FigureKind> kinds() {
        return kinds.values().stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
    }

    public Optional<FigureKind> find(String figureId) {
        return Optional.ofNullable(kinds.get(figureId));
    }

    /**
     * Freezes one figure for all units of an evaluation, with every row it is made of. What has been frozen stays: asked again, nothing
     * happens. Two at the same time: the second fails as a whole, and does nothing when it is tried again.
     *
     * @param from first day that counts
     * @param to   last day that counts
     * @throws Refusal where no family tells such a figure
     */
    @Transactional
    public void collect(String caseNo, String figureId, LocalDate from, LocalDate to) {
        FigureKind kind = kind(figureId);
        if (jdbc.sql("select count(*) from evaluation_figure_taken where case_no = ? and figure_id = ?").params(caseNo, figureId).query(Integer.class).single() > 0) {
            return;
        }
        // its key keeps a second run from adding the rows once more
        jdbc.sql("""
                        insert into evaluation_figure_taken (case_no, figure_id, title, unit_word, rate, none_zero, period_from, period_to, taken_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(caseNo, figureId, kind.title(), kind.unit(), kind.rate(), kind.none(), from, to, LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS)).update();
        Set<String> cohort = Set.copyOf(jdbc.sql("select unit_id from evaluation_unit where case_no = ?").param(caseNo).query(String.class).list());
        try (Keeper keeper = new Keeper(caseNo, figureId)) {
            each(kind, cohort, from, to, keeper::keep);
        }
        jdbc.sql("""
                        insert into evaluation_figure (case_no, unit_id, figure_id, amount, base, row_count)
                        select case_no, unit_id, figure_id, sum(amount), sum(base), count(*) from evaluation_figure_row
                        where case_no = ? and figure_id = ? group by case_no, unit_id, figure_id""")
                .params(caseNo, figureId).update();
    }

    /**
     * The figures of some units as they are now, kept nowhere: for a dry run, or for scores that are no evaluation.
     *
     * @return by unit and figure; a unit without a value for a figure lacks it
     * @throws Refusal where no family tells such a figure
     */
    @Transactional(readOnly = true)
    public Map<String, Map<String, Input>> live(Collection<String> unitIds, Collection<String> figureIds, LocalDate from, LocalDate to) {
        return sum(unitIds, figureIds, from, to, (figureId, unitId, row) -> { });
    }

    /**
     * The same, and keeps every row under a case of another kind than an evaluation. Whoever calls sees to it that this is done once.
     *
     * @throws Refusal where no family tells such a figure
     */
    @Transactional
    public Map<String, Map<String, Input>> keep(String caseNo, Collection<String> unitIds, Collection<String> figureIds, LocalDate from, LocalDate to) {
        Map<String, Keeper> keepers = new HashMap<>();
        Map<String, Map<String, Input>> found = sum(unitIds, figureIds, from, to,
                (figureId, unitId, row) -> keepers.computeIfAbsent(figureId, id -> new Keeper(caseNo, id)).keep(unitId, row));
        keepers.values().forEach(Keeper::close);
        return found;
    }

    private Map<String, Map<String, Input>> sum(Collection<String> unitIds, Collection<String> figureIds, LocalDate from, LocalDate to, RowOf then) {
        Set<String> cohort = Set.copyOf(unitIds);
        Map<String, Map<String, Input>> found = empty(cohort);
        for (String figureId : new HashSet<>(figureIds)) {
            FigureKind kind = kind(figureId);
            Map<String, Sum> sums = new HashMap<>();
            each(kind, cohort, from, to, (unitId, row) -> {
                sums.computeIfAbsent(unitId, u -> new Sum(BigDecimal.ZERO, BigDecimal.ZERO)).add(row);
                then.accept(figureId, unitId, row);
            });
            put(found, kind, sums);
        }
        return found;
    }

    private interface RowOf {
        void accept(String figureId, String unitId, FigureRow row);
    }

    /** What a unit's figures in a case are made of, by figure; as it was kept. */
    @Transactional(readOnly = true)
    public Map<String, List<FigureRow>> rows(String caseNo, String unitId) {
        Map<String, List<FigureRow>> rows = new TreeMap<>();
        jdbc.sql("select figure_id, ref, counted_on, words, link, amount, base from evaluation_figure_row where case_no = ? and unit_id = ? order by figure_id, counted_on, id")
                .params(caseNo, unitId).query((row, i) -> rows.computeIfAbsent(row.getString("figure_id"), f -> new ArrayList<>()).add(new FigureRow(unitId, row.getString("ref"),
                        row.getObject("counted_on", LocalDate.class), row.getString("words"), row.getString("link"), row.getBigDecimal("amount"), row.getBigDecimal("base"))))
                .list();
        return rows;
    }

    /**
     * The frozen figures of some units of an evaluation. They do not ask the families again.
     *
     * @return by unit and figure; a unit without a value for a figure lacks it
     */
    @Transactional(readOnly = true)
    public Map<String, Map<String, Input>> frozen(String caseNo, Collection<String> unitIds) {
        Map<String, Map<String, Input>> found = empty(unitIds);
        if (unitIds.isEmpty()) {
            return found;
        }
        Map<FigureKind, Map<String, Sum>> sums = new LinkedHashMap<>();
        jdbc.sql("""
                        select t.figure_id as id, t.title, t.rate, t.unit_word as unit, t.none_zero as none, f.unit_id, f.amount, f.base from evaluation_figure_taken t
                        left join evaluation_figure f on f.case_no = t.case_no and f.figure_id = t.figure_id and f.unit_id in (:units) where t.case_no = :case order by t.figure_id""")
                .param("case", caseNo).param("units", unitIds).query((row, i) -> {
                    Map<String, Sum> ofKind = sums.computeIfAbsent(KIND.mapRow(row, i), kind -> new HashMap<>());
                    return row.getString("unit_id") == null ? null : ofKind.put(row.getString("unit_id"), new Sum(row.getBigDecimal("amount"), row.getBigDecimal("base")));
                }).list();
        sums.forEach((kind, ofKind) -> put(found, kind, ofKind));
        return found;
    }

    /** Every row of a figure with the unit it counts for, leaving out those that count for nobody of these. */
    private void each(FigureKind kind, Set<String> cohort, LocalDate from, LocalDate to, BiConsumer<String, FigureRow> then) {
        Map<String, Optional<String>> known = new HashMap<>();
        Function<FigureRow, Optional<String>> unit = row -> known.computeIfAbsent(row.unitId(), id -> inCohort(id, cohort));
        FigureSource source = sources.get(kind.id());
        if (kind.rate() || kind.none()) {
            source.rows(kind.id(), from, to, row -> unit.apply(row).ifPresent(id -> then.accept(id, row)));
            return;
        }
        // scores do not add up: of several bodies that became one unit, its score is their mean. They are few, so they may be kept
        Map<String, List<FigureRow>> rows = new LinkedHashMap<>();
        source.rows(kind.id(), from, to, row -> unit.apply(row).ifPresent(id -> rows.computeIfAbsent(id, u -> new ArrayList<>()).add(row)));
        rows.forEach((id, own) -> {
            BigDecimal bodies = BigDecimal.valueOf(own.stream().map(FigureRow::unitId).distinct().count());
            BigDecimal left = own.stream().map(FigureRow::amount).reduce(BigDecimal.ZERO, BigDecimal::add).divide(bodies, SCALE, RoundingMode.HALF_UP);
            for (int i = 0; i < own.size(); i++) {
                FigureRow row = own.get(i);
                BigDecimal share = i == own.size() - 1 ? left : row.amount().divide(bodies, SCALE, RoundingMode.DOWN);   // the last one takes up what rounding left
                left = left.subtract(share);
                then.accept(id, new FigureRow(row.unitId(), row.ref(), row.day(), row.words(), row.link(), share, row.base()));
            }
        });
    }

    private Optional<String> inCohort(String unitId, Set<String> cohort) {
        Set<String> seen = new HashSet<>();
        Optional<Unit> unit = registry.findUnit(unitId);
        while (unit.isPresent() && !cohort.contains(unit.get().id()) && seen.add(unit.get().id())) {
            unit = unit.map(Unit::successorId).flatMap(registry::findUnit);
        }
        return unit.map(Unit::id).filter(cohort::contains);
    }

    private static Map<String, Map<String, Input>> empty(Collection<String> unitIds) {
        return unitIds.stream().distinct().collect(Collectors.toMap(Function.identity(), u -> new LinkedHashMap<>(), (a, b) -> a, LinkedHashMap::new));
    }

    private static void put(Map<String, Map<String, Input>> found, FigureKind kind, Map<String, Sum> sums) {
        found.forEach((unitId, inputs) -> input(kind, sums.get(unitId)).ifPresent(input -> inputs.put(kind.id(), input)));
    }

    private static Optional<Input> input(FigureKind kind, Sum sum) {
        if (sum == null) {
            return kind.none() ? Optional.of(new Input(kind.id(), BigDecimal.ZERO, false, false, kind.title() + " 0" + kind.unit())) : Optional.empty();
        }
        if (!kind.rate()) {
            return Optional.of(new Input(kind.id(), sum.amount, false, false, kind.title() + " " + plain(sum.amount) + kind.unit()));
        }
        if (sum.base.signum() == 0) {
            return Optional.empty();
        }
        BigDecimal rate = sum.amount.divide(sum.base, SCALE, RoundingMode.HALF_UP);
        return Optional.of(new Input(kind.id(), rate, false, false, kind.title() + " " + plain(rate.movePointRight(2).setScale(2, RoundingMode.HALF_UP)) + "%（"
                + plain(sum.amount) + "/" + plain(sum.base) + "）"));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private FigureKind kind(String figureId) {
        return find(figureId).orElseThrow(() -> Refusal.unprocessable("系统里没有“" + figureId + "”这项数据。请在指标文件中改用这些编号之一："
                + kinds().stream().map(FigureKind::id).collect(Collectors.joining("、")) + "。"));
    }

    /** Writes the rows of a figure in batches; the last one when it is closed. */
    private final class Keeper implements AutoCloseable {

        private final String caseNo;
        private final String figureId;
        private final List<Object[]> waiting = new ArrayList<>(BATCH);

        Keeper(String caseNo, String figureId) {
            this.caseNo = caseNo;
            this.figureId = figureId;
        }

        void keep(String unitId, FigureRow row) {
            waiting.add(new Object[]{caseNo, unitId, figureId, row.ref(), row.day(), row.words(), row.link(), row.amount(), row.base()});
            if (waiting.size() == BATCH) {
                close();
            }
        }

        @Override
        public void close() {
            batch.batchUpdate("""
                    insert into evaluation_figure_row (case_no, unit_id, figure_id, ref, counted_on, words, link, amount, base)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?)""", waiting);
            waiting.clear();
        }
    }

    private static final class Sum {

        private BigDecimal amount;
        private BigDecimal base;

        Sum(BigDecimal amount, BigDecimal base) {
            this.amount = amount;
            this.base = base;
        }

        void add(FigureRow row) {
            amount = amount.add(row.amount());
            base = base.add(row.base());
        }
    }
}
