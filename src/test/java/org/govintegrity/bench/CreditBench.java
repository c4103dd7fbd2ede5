package org.govintegrity.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.govintegrity.check.Asker;
import org.govintegrity.check.Check;
import org.govintegrity.check.CheckService;
import org.govintegrity.check.ReadingPart;
import org.govintegrity.check.UseRules;
import org.govintegrity.check.Wanted;
import org.govintegrity.credit.ChainReport;
import org.govintegrity.credit.ChainWalk;
import org.govintegrity.credit.CreditTerms;
import org.govintegrity.filing.FilingService;
import org.govintegrity.filing.Progress;
import org.govintegrity.registry.Registry;
import org.govintegrity.scenario.Postgres;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How fast the archive answers and takes in, beside what the bare database does with the same rows in the same run. {@code mvn -Pbench verify};
 * {@code -Dbench.records=100000} runs it smaller. Asserts that what was measured was done right; of speed it only reports whether a goal is met,
 * for times depend on the machine.
 */
@SpringBootTest(properties = {"supervision.filing.read-at-once=10000", "supervision.filing.step=2500"})   // as delivered
@ActiveProfiles("test")
@ContextConfiguration(initializers = Postgres.class)
@Import(ReadingPart.class)
class CreditBench {

    /** Rows a transaction, as filing has. */
    private static final int CHUNK = 2_500;
    private static final String CLERK = BenchArchive.SOURCE + "1";
    private static final Asker ASKER = new Asker(CLERK, BenchArchive.SOURCE, UseRules.Office.UNIT, null, true);
    /** What the service reads to answer: the file, its records and their events. */
    static final String PLAIN_READ = """
            select s.id, s.kind, s.subject_id, s.name, s.credit_code, s.legacy_code, s.identity_key, s.since,
                   r.seq, r.record_no, r.unit_id, r.post, r.kind as record_kind, r.breach_class, r.clause, r.facts, r.document_name, r.document_no, r.document_date, r.decision,
                   r.publishable, r.repair_from, r.publish_until, r.ends_on, r.terms_basis, r.sanction_until, r.rule_used, r.case_no, r.source, r.recorded_at, r.recorded_by, r.hash,
                   e.seq as event_seq, e.standing, e.effective_on, e.ref, e.text, e.happened_at, e.actor, e.hash as event_hash
            from credit_subject s left join credit_record r on r.subject = s.id left join credit_event e on e.record_no = r.record_no
            where s.credit_code in (%s) order by r.seq desc, e.seq""";

    private static final String RECORDS = """
            select record_no || 'x', seq + 1000000000, record_key || 'x', subject, unit_id, post, kind, breach_class, clause, facts, document_name, document_no, document_date, decision,
                publishable, repair_from, publish_until, ends_on, terms_basis, sanction_until, rule_used, case_no || 'x', source, recorded_at, recorded_by, prev_hash, hash
            from credit_record where case_no = ? order by seq""";
    private static final String INSERT_RECORD = "insert into credit_record (record_no, seq, record_key, subject, unit_id, post, kind, breach_class, clause, facts, document_name, document_no, "
            + "document_date, decision, publishable, repair_from, publish_until, ends_on, terms_basis, sanction_until, rule_used, case_no, source, recorded_at, recorded_by, prev_hash, hash) "
            + "values (" + "?, ".repeat(26) + "?)";
    /** How often what takes seconds is measured. */
    private static final int FILES = 3;

    private final long records = Long.getLong("bench.records", 1_000_000);
    private final int single = Integer.getInteger("bench.checks", 2_000);
    private final int fileRows = Integer.getInteger("bench.file-rows", 5_000);
    private final Random random = new Random(20_180_601);
    private int files;
    private int plainChecks;

    @Autowired private CheckService checks;
    @Autowired private ReadingPart reading;
    @Autowired private FilingService filings;
    @Autowired private ChainWalk chain;
    @Autowired private CreditTerms terms;
    @Autowired private Registry registry;
    @Autowired private RuntimeService runtime;
    @Autowired private ManagementService management;
    @Autowired private IdentityService identity;
    @Autowired private JdbcClient jdbc;
    @Autowired private JdbcTemplate batch;
    @Autowired private TransactionTemplate transaction;
    @Autowired private Clock clock;

    /**
     * Times of the same thing, one after the other, in milliseconds.
     *
     * @param quiet p50 of the fastest tenth part of the run: what it is where the machine does little else
     */
    private record Times(double p50, double p99, double quiet) {

        static Times of(long[] nanos) {
            int part = nanos.length / 10;
            double quiet = IntStream.range(0, 10).mapToDouble(i -> at(Arrays.copyOfRange(nanos, i * part, (i + 1) * part), 0.5)).min().orElseThrow();
            return new Times(at(nanos, 0.5), at(nanos, 0.99), quiet);
        }

        private static double at(long[] nanos, double share) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return sorted[(int) (sorted.length * share)] / 1e6;
        }
    }

    /**
     * Single checks, each subject in every way.
     *
     * @param whole   the service: asked, answered, numbered, stored, committed
     * @param reading of it, finding the file and working out the answer
     * @param plain   one plain SQL statement that reads the same rows
     * @param same    the plain statements of a whole check: read, insert
     */
    private record Single(Times whole, Times reading, Times plain, Times same) {
    }

    /**
     * Rows a second.
     *
     * @param whole   from the upload to the last record
     * @param steps   of it, the steps that check rows and take them into the archive
     * @param plain   plain batched inserts of the same records
     * @param same    plain batched statements for all that filing leaves: staged rows and what became of them, records, items of the publication gate
     * @param fastest {@code whole} of the fastest file
     */
    private record Bulk(double whole, double steps, double plain, double same, double fastest) {
    }

    /** At one size of the archive; {@code thousand} and its plain SQL in seconds. */
    private record Level(long records, int subjects, double loadSeconds, Single single, double thousand, double plainThousand, Bulk bulk) {
    }

    @Test
    void bench() throws IOException {
        BenchArchive archive = new BenchArchive(jdbc, batch, transaction, terms, LocalDate.now(clock));
        long smallest = Math.max(10_000, records / 100);
        archive.growTo(smallest);
        singles(archive, 2 * single);   // the code is compiled and the statements are prepared when it counts
        bulk(archive, FILES);
        List<Level> levels = new ArrayList<>();
        for (long size = smallest; size <= records; size *= 10) {
            levels.add(measure(archive, size));
        }
        ChainReport walked = chain.walk();
        assertThat(walked.intact()).as("what was measured is one whole chain: %s", walked).isTrue();
        report(levels, walked.links());
    }

    private Level measure(BenchArchive archive, long size) {
        double load = seconds(() -> archive.growTo(size));
        Single singles = singles(archive, single);
        double[] thousand = new double[FILES];
        double[] plainThousand = new double[FILES];
        for (int i = 0; i < FILES; i++) {
            List<String> codes = random.ints(0, archive.subjects()).distinct().limit(1_000).mapToObj(BenchArchive::code).toList();
            List<Wanted> wanted = codes.stream().map(code -> wanted(code, "批")).toList();
            plainThousand[i] = seconds(() -> plain(codes));
            thousand[i] = seconds(() -> assertThat(checks.ask(ASKER, wanted)).hasSize(codes.size()));
        }
        return new Level(size, archive.subjects(), load, singles, median(thousand), median(plainThousand), bulk(archive, FILES));
    }

    /** Each subject in every way, in changing order, for who comes first fetches the pages for the others. */
    private Single singles(BenchArchive archive, int times) {
        long[][] nanos = new long[4][times];
        for (int i = 0; i < times; i++) {
            String code = BenchArchive.code(2 * random.nextInt(archive.subjects() / 2));   // every second is filed about and would have more records where there are few subjects
            String matterNo = "件" + i;
            Check[] answered = {checks.ask(ASKER, List.of(wanted(code, matterNo))).get(0)};   // also the row that is inserted plainly
            List<Runnable> ways = List.of(
                    () -> answered[0] = checks.ask(ASKER, List.of(wanted(code, matterNo))).get(0),
                    () -> reading.answer(ASKER, wanted(code, matterNo)),
                    () -> plain(List.of(code)),
                    () -> plainCheck(code, answered[0]));
            for (int k = 0; k < ways.size(); k++) {
                int way = (i + k) % ways.size();
                long began = System.nanoTime();
                ways.get(way).run();
                nanos[way][i] = System.nanoTime() - began;
            }
        }
        return new Single(Times.of(nanos[0]), Times.of(nanos[1]), Times.of(nanos[2]), Times.of(nanos[3]));
    }

    private static Wanted wanted(String code, String matterNo) {
        return new Wanted(code, null, null, "permit", "行政许可法", matterNo, null);
    }

    /** One statement, every value read. */
    private int plain(List<String> codes) {
        int[] rows = {0};
        batch.query(PLAIN_READ.formatted(codes.stream().map(c -> "?").collect(Collectors.joining(", "))), (RowCallbackHandler) row -> rows[0] += read(row), codes.toArray());
        return rows[0];
    }

    static int read(ResultSet row) throws SQLException {
        for (int i = 1; i <= 39; i++) {
            row.getObject(i);
        }
        return 1;
    }

    /** What a check writes beside what it reads, without the service. */
    private void plainCheck(String code, Check c) {
        plain(List.of(code));
        batch.update("insert into credit_check (check_no, mode, subject_kind, subject_id, credit_code, identity_key, subject_name, purpose, basis, matter_no, consent_no, ground, unit_id, "
                        + "asked_by, asked_at, emergency, answered_at, as_of, valid_until, level, listed, suggestion, measures, snapshot, snapshot_hash) values (" + "?, ".repeat(24) + "?)",
                "B" + ++plainChecks, c.mode(), c.subjectKind(), c.subjectId(), c.creditCode(), c.identityKey(), c.subjectName(), c.purpose(), c.basis(), c.matterNo(), c.consentNo(),
                c.ground(), c.unitId(), c.askedBy(), c.askedAt(), c.emergency(), c.answeredAt(), c.asOf(), c.validUntil(), c.level(), c.listed(), c.suggestion(), c.measures(),
                c.snapshot(), c.snapshotHash());
    }

    /** Files, and after each the plain statements for the same rows. */
    private Bulk bulk(BenchArchive archive, int times) {
        double whole = 0;
        double steps = 0;
        double plain = 0;
        double same = 0;
        double fastest = 0;
        for (int i = 0; i < times; i++) {
            Filed filed = file(archive, fileRows);
            whole += filed.whole();
            steps += filed.steps();
            fastest = Math.max(fastest, fileRows / filed.whole());
            plain += plainInserts(filed.caseNo());
            same += plainWrites(filed.caseNo());
        }
        double rows = (double) fileRows * times;
        return new Bulk(rows / whole, rows / steps, rows / plain, rows / same, fastest);
    }

    /** Seconds. */
    private record Filed(String caseNo, double whole, double steps) {
    }

    /** From the upload to the last row's record: reading, staging, checking, matching, the chain, and the publication cases. */
    private Filed file(BenchArchive archive, int rows) {
        int file = ++files;
        StringBuilder csv = new StringBuilder("主体类别,主体名称,统一社会信用代码,记录种类,处理类型,文书名称,文书文号,文书日期,是否生效,事实,处理结果\n");
        String day = LocalDate.now(clock).minusDays(5).toString();
        for (int i = 0; i < rows; i++) {
            int n = 2 * random.nextInt(archive.subjects() / 2) + 1;
            csv.append("企业和社会组织,").append(BenchArchive.name(n)).append(',').append(BenchArchive.code(n)).append(",行政处罚,罚款,行政处罚决定书,文批罚〔2026〕").append(file).append('-').append(i)
                    .append("号,").append(day).append(",是,当事人在经营活动中违反有关规定，经现场检查、询问和调取账册查明，事实清楚，证据确凿，有现场笔录、询问笔录和照片为证，编号").append(i)
                    .append(",责令改正，罚款").append(1 + i % 9).append("万元\n");
        }
        byte[] content = csv.toString().getBytes(StandardCharsets.UTF_8);
        long began = System.nanoTime();
        identity.setAuthentication(CLERK, registry.groupsOf(CLERK), List.of());
        String no = filings.upload(BenchArchive.SOURCE, "批量.csv", new ByteArrayResource(content));
        identity.clearAuthentication();
        String instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(no).singleResult().getId();
        long read = 0;
        for (List<Job> due = jobs(instance); !due.isEmpty(); due = jobs(instance)) {
            if (read == 0 && !filings.get(no).reading()) {
                read = System.nanoTime();
            }
            management.executeJob(due.get(0).getId());
        }
        long end = System.nanoTime();
        assertThat(filings.progress(no)).isEqualTo(new Progress(rows, 0, rows, 0, 0, 0, 0));
        return new Filed(no, (end - began) / 1e9, (end - read) / 1e9);
    }

    private List<Job> jobs(String instance) {
        return management.createJobQuery().processInstanceId(instance).messages().list();
    }

    /**
     * The records of that filing once more, under other numbers, into the same table with the same indexes, as many a transaction; then they go again.
     *
     * @return seconds
     */
    private double plainInserts(String caseNo) {
        List<Object[]> rows = copies(RECORDS, caseNo);
        double seconds = seconds(() -> inSteps(rows.size(), (from, to) -> batch.batchUpdate(INSERT_RECORD, rows.subList(from, to))));
        jdbc.sql("delete from credit_record where case_no = ?").param(caseNo + "x").update();
        return seconds;
    }

    /** The same with everything else that filing writes of these rows. */
    private double plainWrites(String caseNo) {
        List<Object[]> records = copies(RECORDS, caseNo);
        List<Object[]> staged = copies("select 'x' || substr(f.batch, 2), r.row_no, r.line, 'staged', r.cells, r.sealed, null from filing_row r join filing f on f.batch = r.batch where f.case_no = ? order by r.row_no", caseNo);
        List<Object[]> outcomes = copies("select r.state, r.problem, r.record_no, 'x' || substr(f.batch, 2), r.row_no from filing_row r join filing f on f.batch = r.batch where f.case_no = ? order by r.row_no", caseNo);
        List<Object[]> items = copies("""
                select i.record_no || 'x', i.case_no || 'x', i.state, i.subject_name, i.subject_code, i.document_no, i.document_date
                from publication_item i join credit_record r on r.record_no = i.record_no where r.case_no = ? order by i.record_no""", caseNo);
        double seconds = seconds(() -> {
            inSteps(staged.size(), (from, to) -> batch.batchUpdate("insert into filing_row (batch, row_no, line, state, cells, sealed, problem) values (?, ?, ?, ?, ?, ?, ?)", staged.subList(from, to)));
            inSteps(records.size(), (from, to) -> {
                batch.batchUpdate(INSERT_RECORD, records.subList(from, to));
                batch.batchUpdate("insert into publication_item (record_no, case_no, state, subject_name, subject_code, document_no, document_date) values (?, ?, ?, ?, ?, ?, ?)", items.subList(from, to));
                batch.batchUpdate("update filing_row set state = ?, problem = ?, record_no = ? where batch = ? and row_no = ?", outcomes.subList(from, to));
            });
        });
        jdbc.sql("delete from credit_record where case_no = ?").param(caseNo + "x").update();
        batch.batchUpdate("delete from publication_item where record_no = ?", items.stream().map(item -> new Object[]{item[0]}).toList());
        jdbc.sql("delete from filing_row where batch = ?").param(staged.get(0)[0]).update();
        return seconds;
    }

    private List<Object[]> copies(String select, String caseNo) {
        return batch.query(select, (row, n) -> IntStream.rangeClosed(1, row.getMetaData().getColumnCount()).mapToObj(i -> value(row, i)).toArray(), caseNo);
    }

    private void inSteps(int rows, BiConsumer<Integer, Integer> write) {
        for (int from = 0; from < rows; from += CHUNK) {
            int start = from;
            transaction.executeWithoutResult(s -> write.accept(start, Math.min(rows, start + CHUNK)));
        }
    }

    private static Object value(ResultSet row, int column) {
        try {
            return row.getObject(column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double seconds(Runnable action) {
        long began = System.nanoTime();
        action.run();
        return (System.nanoTime() - began) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void report(List<Level> levels, long links) throws IOException {
        Level first = levels.get(0);
        Level last = levels.get(levels.size() - 1);
        Single one = last.single();
        Bulk bulk = last.bulk();
        List<Goal> goals = List.of(
                new Goal("单次核查p50 ÷ 读取相同记录的一条SQL", one.whole().p50() / one.plain().p50(), 2),
                new Goal("其中查找和作出答复p50 ÷ 同一条SQL", one.reading().p50() / one.plain().p50(), 2),
                new Goal("单次核查p50 ÷ 做同样读写的SQL语句", one.whole().p50() / one.same().p50(), 2),
                new Goal("成批插入相同记录（行/秒） ÷ 归集（行/秒）", bulk.plain() / bulk.whole(), 3),
                new Goal("写入归集留下的全部数据（行/秒） ÷ 归集（行/秒）", bulk.same() / bulk.whole(), 3),
                new Goal("单次核查用时的增长（" + first.records() + "条到" + last.records() + "条）", one.whole().quiet() / first.single().whole().quiet(), 1.3),
                new Goal("归集每行用时的增长（" + first.records() + "条到" + last.records() + "条）", first.bulk().fastest() / bulk.fastest(), 1.3));
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("processors", Runtime.getRuntime().availableProcessors());
        results.put("heapMegabytes", Runtime.getRuntime().maxMemory() >> 20);
        results.put("java", System.getProperty("java.version"));
        results.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        results.put("database", jdbc.sql("select version()").query(String.class).single());
        results.put("links", links);
        results.put("levels", levels);
        results.put("goals", goals);
        Path folder = Files.createDirectories(Path.of("target", "bench"));
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(folder.resolve("credit.json").toFile(), results);
        String table = table(levels, goals);
        Files.writeString(folder.resolve("credit.md"), table);
        System.out.println("\n" + table);
    }

    private record Goal(String what, double ratio, double limit) {
    }

    private static String table(List<Level> levels, List<Goal> goals) {
        StringBuilder table = new StringBuilder("| 档案记录 | 核查 p50 / p99 毫秒 | 其中查找和答复 | 一条SQL读取相同记录 | 同样读写的SQL | 一千个主体 秒 | 一条SQL 秒 |\n|---|---|---|---|---|---|---|\n");
        levels.forEach(l -> table.append("| %,d | %s | %s | %s | %s | %.2f | %.2f |%n".formatted(l.records(), words(l.single().whole()), words(l.single().reading()),
                words(l.single().plain()), words(l.single().same()), l.thousand(), l.plainThousand())));
        table.append("\n| 档案记录 | 归集 行/秒 | 其中核对入档 | 成批插入相同记录 | 成批写入归集留下的全部数据 | 装载 秒 |\n|---|---|---|---|---|---|\n");
        levels.forEach(l -> table.append("| %,d | %,.0f | %,.0f | %,.0f | %,.0f | %.0f |%n".formatted(l.records(), l.bulk().whole(), l.bulk().steps(), l.bulk().plain(), l.bulk().same(), l.loadSeconds())));
        table.append("\n| 比值 | 测得 | 目标 | |\n|---|---|---|---|\n");
        goals.forEach(g -> table.append("| %s | %.2f | ≤ %.1f | %s |%n".formatted(g.what(), g.ratio(), g.limit(), g.ratio() <= g.limit() ? "达到" : "未达到")));
        return table.toString();
    }

    private static String words(Times times) {
        return "%.2f / %.2f".formatted(times.p50(), times.p99());
    }
}
