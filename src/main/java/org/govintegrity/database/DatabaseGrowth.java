package org.govintegrity.database;

import org.govintegrity.common.Rows;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How big the database and its tables are, and how they grew: sizes are asked of H2 and PostgreSQL in their own words. */
@Service
public class DatabaseGrowth {

    /** Stands for the whole database among its tables. */
    public static final String WHOLE = "*";
    /** Project default: a year can be compared with the one before. */
    private static final int KEPT_DAYS = 400;

    private static final String H2_TABLES = """
            select table_name as "table", row_count_estimate as row_count, cast(null as bigint) as byte_count
            from information_schema.tables where table_schema = current_schema and table_type = 'BASE TABLE'""";
    private static final String H2_BYTES = "select cast(setting_value as bigint) from information_schema.settings where setting_name = 'info.FILE_SIZE'";
    private static final String POSTGRES_TABLES = """
            select relname as "table", n_live_tup as row_count, pg_total_relation_size(relid) as byte_count
            from pg_stat_user_tables where schemaname = current_schema()""";
    private static final String POSTGRES_BYTES = "select pg_database_size(current_database())";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final boolean embedded;

    DatabaseGrowth(JdbcClient jdbc, JdbcTemplate template, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.embedded = "H2".equals(template.execute((ConnectionCallback<String>) connection -> connection.getMetaData().getDatabaseProductName()));
    }

    /** The whole database as {@link #WHOLE}, then its tables, the one with the most rows first. Estimates of the database itself. */
    @Transactional(readOnly = true)
    public List<Growth> now() {
        LocalDate today = LocalDate.now(clock);
        Map<String, TableSize> yesterday = sample(today.minusDays(1));
        Map<String, TableSize> lastWeek = sample(today.minusDays(7));
        return sizes().stream().map(size -> {
            TableSize before = yesterday.get(size.table());
            TableSize longBefore = lastWeek.get(size.table());
            return new Growth(size, gained(size, before, TableSize::rowCount), gained(size, longBefore, TableSize::rowCount),
                    gained(size, before, TableSize::byteCount), gained(size, longBefore, TableSize::byteCount));
        }).toList();
    }

    /** Keeps today's sizes; of several samples of a day the last one. Forgets what is older than 400 days. */
    @Transactional
    public void sample() {
        LocalDate today = LocalDate.now(clock);
        List<TableSize> sizes = sizes();
        jdbc.sql("delete from database_sample where sampled_on = ? or sampled_on < ?").params(today, today.minusDays(KEPT_DAYS)).update();
        for (TableSize size : sizes) {
            jdbc.sql("insert into database_sample (sampled_on, table_name, row_count, byte_count) values (?, ?, ?, ?)")
                    .params(today, size.table(), size.rowCount(), size.byteCount()).update();
        }
    }

    private List<TableSize> sizes() {
        List<TableSize> tables = jdbc.sql(embedded ? H2_TABLES : POSTGRES_TABLES).query(Rows.of(TableSize.class)).list().stream()
                .sorted(Comparator.comparingLong(TableSize::rowCount).reversed().thenComparing(TableSize::table)).toList();
        Long bytes = jdbc.sql(embedded ? H2_BYTES : POSTGRES_BYTES).query(Long.class).optional().orElse(null);
        TableSize whole = new TableSize(WHOLE, tables.stream().mapToLong(TableSize::rowCount).sum(), bytes);
        return Stream.concat(Stream.of(whole), tables.stream()).toList();
    }

    private Map<String, TableSize> sample(LocalDate day) {
        return jdbc.sql("select table_name as \"table\", row_count, byte_count from database_sample where sampled_on = ?").param(day)
                .query(Rows.of(TableSize.class)).list().stream().collect(Collectors.toMap(TableSize::table, Function.identity()));
    }

    private static Long gained(TableSize now, TableSize before, Function<TableSize, Long> figure) {
        Long then = before == null ? null : figure.apply(before);
        Long today = figure.apply(now);
        return then == null || today == null ? null : Long.valueOf(today - then);
    }
}
