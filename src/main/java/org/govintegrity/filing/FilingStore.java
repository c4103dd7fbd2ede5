package org.govintegrity.filing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.common.BulkInsert;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.credit.SealedIdentity;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.database.DiscreetJdbcTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tables of filings and their rows. */
@Repository
class FilingStore {

    static final String STAGED = "staged";
    static final String FILED = "filed";
    static final String KNOWN = "known";
    static final String REFUSED = "refused";
    static final String UNDECIDED = "undecided";

    private static final String SELECT = "select case_no, batch, source_id, format, file_name, sha256, total, filed_by, filed_at, told, reading, problem from filing ";
    private static final TypeReference<LinkedHashMap<String, String>> TEXTS = new TypeReference<>() {
    };
    private static final int FETCH = 500;
    /** A row's own place in a list that begins with what is said of the first row. */
    private static final String PLACE = "(cast(? as varchar array))[row_no - ? + 1]";
    /** Of row numbers in one such list. */
    private static final int SPAN = 5_000;

    private static final BulkInsert STAGING = BulkInsert.into("filing_row", "batch", "row_no", "line", "state", "cells", "sealed", "problem");

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final ObjectMapper json;
    private final RowMapper<StagedRow> mapper = (row, i) -> new StagedRow(row.getInt("row_no"), row.getInt("line"), row.getString("state"), cells(row.getString("cells")),
            row.getString("sealed") == null ? null : SealedIdentity.of(row.getString("sealed")), row.getString("problem"), row.getString("decision"),
            row.getString("chosen_kind") == null ? null : SubjectKind.of(row.getString("chosen_kind")), row.getString("chosen_id"), row.getString("decided_by"),
            row.getString("record_no"));

    FilingStore(JdbcClient jdbc, JdbcTemplate batch, ObjectMapper json) {
        this.jdbc = jdbc;
        this.batch = new DiscreetJdbcTemplate(batch.getDataSource());
        this.batch.setFetchSize(FETCH);   // PostgreSQL would else bring a whole file into memory
        this.json = json;
    }

    void insert(String caseNo, Filing f) {
        jdbc.sql("insert into filing (case_no, batch, source_id, format, file_name, sha256, total, filed_by, filed_at, told, reading) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(caseNo, f.batch(), f.sourceId(), f.format(), f.fileName(), f.sha256(), f.total(), f.filedBy(), f.filedAt(), f.told(), f.reading()).update();
    }

    /** @return false if the filing is not where the reader thinks it is; then nothing is changed */
    boolean readOn(String caseNo, int from, int to, boolean reading) {
        return jdbc.sql("update filing set total = ?, reading = ? where case_no = ? and total = ? and reading = true").params(to, reading, caseNo, from).update() == 1;
    }

    /** The file cannot be read: what was staged of it goes. */
    void giveUp(String caseNo, String batchId, String problem) {
        jdbc.sql("delete from filing_row where batch = ?").param(batchId).update();
        jdbc.sql("update filing set total = 0, reading = false, problem = ? where case_no = ?").params(problem, caseNo).update();
    }

    void stage(String batchId, List<StagedRow> rows) {
        stage(batchId, sink -> {
            rows.forEach(sink);
            return rows.size();
        });
    }

    /** Stages rows while they are read. @return what the reader returns, which may throw what it likes: then the transaction has to be rolled back */
    <T> T stage(String batchId, Function<Consumer<StagedRow>, T> reader) {
        List<T> read = new ArrayList<>(1);
        STAGING.rows(batch, sink -> read.add(reader.apply(r -> sink.accept(new Object[]{batchId, r.rowNo(), r.line(), r.state(), text(r.cells()),
                r.identity() == null ? null : r.identity().text(), r.problem()}))));
        return read.get(0);
    }

    /** What has become of rows: a statement for those that were filed, and one for each other state, as long as the rows lie close together. */
    void update(String batchId, List<StagedRow> rows) {
        rows.stream().sorted(Comparator.comparingInt(StagedRow::rowNo)).collect(Collectors.groupingBy(StagedRow::state)).forEach((state, those) -> {
            List<StagedRow> left = those;
            while (!left.isEmpty()) {
                int first = left.get(0).rowNo();
                List<StagedRow> near = left.stream().takeWhile(r -> r.rowNo() - first < SPAN).toList();
                String[] recordNos = inPlace(near, first, StagedRow::recordNo);
                Integer[] rowNos = near.stream().map(StagedRow::rowNo).toArray(Integer[]::new);
                if (state.equals(FILED)) {   // there is nothing to be said of it
                    batch.update("update filing_row set state = ?, problem = null, record_no = " + PLACE + " where batch = ? and row_no = any(?)", state, recordNos, first, batchId, rowNos);
                } else {
                    batch.update("update filing_row set state = ?, problem = " + PLACE + ", record_no = " + PLACE + " where batch = ? and row_no = any(?)",
                            state, inPlace(near, first, StagedRow::problem), first, recordNos, first, batchId, rowNos);
                }
                left = left.subList(near.size(), left.size());
            }
        });
    }

    private static String[] inPlace(List<StagedRow> rows, int first, Function<StagedRow, String> text) {
        String[] texts = new String[rows.get(rows.size() - 1).rowNo() - first + 1];
        rows.forEach(r -> texts[r.rowNo() - first] = text.apply(r));
        return texts;
    }

    void total(String caseNo, int rows) {
        jdbc.sql("update filing set total = ? where case_no = ?").params(rows, caseNo).update();
    }

    void told(String caseNo) {
        jdbc.sql("update filing set told = true where case_no = ?").param(caseNo).update();
    }

    Optional<Filing> find(String caseNo) {
        return jdbc.sql(SELECT + "where case_no = ?").param(caseNo).query(Rows.of(Filing.class)).optional();
    }

    /** @throws Refusal (not found) if there is no such filing */
    Filing get(String caseNo) {
        return find(caseNo).orElseThrow(() -> Refusal.notFound("没有编号为“" + caseNo + "”的归集，请核对编号。"));
    }

    /** Newest first; of every source where {@code sources} is null. */
    List<Filing> latest(List<String> sources, int limit) {
        return jdbc.sql(SELECT + (sources == null ? "" : "where source_id in (:sources) ") + "order by filed_at desc, case_no desc fetch first :limit rows only")
                .params(sources == null ? Map.of("limit", limit) : Map.of("limit", limit, "sources", sources.isEmpty() ? List.of("-") : sources))
                .query(Rows.of(Filing.class)).list();
    }

    List<StagedRow> rows(String batchId, String state, int limit) {
        // the whole index in the order, or H2 would pass over all rows that are done
        return jdbc.sql("select * from filing_row where batch = ? and state = ? order by batch, state, row_no fetch first ? rows only").params(batchId, state, limit)
                .query(mapper).list();
    }

    Optional<StagedRow> row(String batchId, int rowNo) {
        return jdbc.sql("select * from filing_row where batch = ? and row_no = ?").params(batchId, rowNo).query(mapper).optional();
    }

    /** Rows that came back, in the file's order and without holding them all in memory. */
    void returned(String batchId, Consumer<StagedRow> sink) {
        batch.query("select * from filing_row where batch = ? and state in ('refused', 'known') order by row_no",
                (RowCallbackHandler) row -> sink.accept(mapper.mapRow(row, 0)), batchId);
    }

    Map<String, Integer> counts(String batchId) {
        return jdbc.sql("select state, count(*) as n from filing_row where batch = ? group by state").param(batchId)
                .query((row, i) -> Map.entry(row.getString(1), row.getInt(2))).list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    boolean any(String batchId, String state) {
        return !jdbc.sql("select row_no from filing_row where batch = ? and state = ? fetch first 1 rows only").params(batchId, state).query(Integer.class).list().isEmpty();
    }

    private String text(Map<Column, String> cells) {
        Map<String, String> byTitle = new LinkedHashMap<>();
        cells.forEach((column, text) -> byTitle.put(column.title, text));
        try {
            return json.writeValueAsString(byTitle);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written as JSON", e);
        }
    }

    private Map<Column, String> cells(String text) {
        try {
            Map<Column, String> cells = new EnumMap<>(Column.class);
            json.readValue(text, TEXTS).forEach((title, value) -> Column.of(title).ifPresent(column -> cells.put(column, value)));
            return cells;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a staged row is not JSON", e);
        }
    }
}
