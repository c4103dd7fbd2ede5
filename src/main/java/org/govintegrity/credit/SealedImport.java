package org.govintegrity.credit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.casefile.CaseNumbers;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.common.Sha256;
import org.govintegrity.common.table.ReturnedRow;
import org.govintegrity.common.table.TableFile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A family's import of files whose rows may name people: good rows go on, the others come back with what is wrong, kept only encrypted; the file itself and its
 * name are not kept. Its tables are {@code <tables>_batch} and {@code <tables>_returned}.
 */
@Transactional
public abstract class SealedImport {

    private static final int MAX_BYTES = 10 * 1024 * 1024;
    private static final TypeReference<Map<String, String>> CELLS = new TypeReference<>() {
    };

    private final JdbcClient jdbc;
    private final IdentityVault vault;
    private final CaseNumbers numbers;
    private final ObjectMapper json;
    private final Clock clock;
    private final String tables;
    private final String series;
    private final int maxRows;
    private final List<String> columns;
    private final String keyColumn;

    /**
     * @param series    of the numbers of its batches
     * @param columns   of the template
     * @param keyColumn by which a file is known to be one of these, and a row not to come twice
     */
    protected SealedImport(JdbcClient jdbc, IdentityVault vault, CaseNumbers numbers, ObjectMapper json, Clock clock, String tables, String series, int maxRows, List<String> columns,
                           String keyColumn) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.numbers = numbers;
        this.json = json;
        this.clock = clock;
        this.tables = tables;
        this.series = series;
        this.maxRows = maxRows;
        this.columns = columns;
        this.keyColumn = keyColumn;
    }

    /** A file that was handed in: how many rows were taken, how many came back. Its name is not kept: such names name people. */
    public record Batch(String batchNo, int accepted, int returned, String handedInBy, LocalDateTime handedInAt) {
    }

    /** A row that came back. @param line as the spreadsheet counts it */
    public record Returned(int line, Map<String, String> cells, String problem) implements ReturnedRow {
    }

    /**
     * A row as its family understands it.
     *
     * @param key      what must not come twice in a file; null if the row does not say
     * @param problems why it comes back; empty if it does not
     * @param take     takes it in, as of the batch of that number
     */
    public record Row(String key, List<String> problems, Consumer<String> take) {
    }

    protected abstract Row understand(Map<String, String> cells, String by);

    /** @throws Refusal if it cannot be read, is a file of something else, or was handed in before; nothing is stored then */
    public Batch take(String fileName, byte[] content, String by) {
        if (content.length > MAX_BYTES) {
            throw Refusal.invalid("文件超过" + MAX_BYTES / 1024 / 1024 + " MB。请去掉图片，或者分成几个文件上传。");
        }
        String sha256 = Sha256.hex(content);
        jdbc.sql("select batch_no from " + tables + "_batch where sha256 = ?").param(sha256).query(String.class).optional().ifPresent(no -> {
            throw Refusal.conflict("这个文件已经导入过（" + no + "），没有重复导入。退回的行请修改后另存为新文件再上传。");
        });
        List<TableFile.Line> lines = TableFile.read(fileName, content, maxRows);
        if (lines.stream().noneMatch(line -> line.cells().containsKey(keyColumn))) {
            throw Refusal.invalid("文件中没有“" + keyColumn + "”一列，或者这一列都没有填写。请下载模板对照填写。");
        }
        String batchNo = numbers.next(series, 4);
        LocalDateTime now = LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
        jdbc.sql("insert into " + tables + "_batch (batch_no, sha256, accepted, returned, handed_in_by, handed_in_at) values (?, ?, 0, 0, ?, ?)").params(batchNo, sha256, by, now).update();
        Map<String, Integer> seen = new HashMap<>();
        int accepted = 0;
        for (TableFile.Line line : lines) {
            Row row = understand(line.cells(), by);
            List<String> problems = new ArrayList<>(row.problems());
            Integer before = row.key() == null ? null : seen.putIfAbsent(row.key(), line.line());
            if (before != null) {
                problems.add("“" + keyColumn + "”与本文件第" + before + "行重复");
            }
            if (problems.isEmpty()) {
                row.take().accept(batchNo);
                accepted++;
            } else {
                jdbc.sql("insert into " + tables + "_returned (batch_no, line, sealed, problem) values (?, ?, ?, ?)")
                        .params(batchNo, line.line(), vault.sealText(write(line.cells())), String.join("；", problems)).update();
            }
        }
        jdbc.sql("update " + tables + "_batch set accepted = ?, returned = ? where batch_no = ?").params(accepted, lines.size() - accepted, batchNo).update();
        return new Batch(batchNo, accepted, lines.size() - accepted, by, now);
    }

    @Transactional(readOnly = true)
    public Optional<Batch> batch(String batchNo) {
        return jdbc.sql("select batch_no, accepted, returned, handed_in_by, handed_in_at from " + tables + "_batch where batch_no = ?").param(batchNo).query(Rows.of(Batch.class)).optional();
    }

    /** Rows that came back, in the order of the file. For whoever handed it in: they know what is in it. */
    @Transactional(readOnly = true)
    public List<Returned> returned(String batchNo) {
        return jdbc.sql("select line, sealed, problem from " + tables + "_returned where batch_no = ? order by line").param(batchNo)
                .query((row, i) -> new Returned(row.getInt("line"), read(vault.openText(row.getString("sealed"))), row.getString("problem"))).list();
    }

    /** Headings for the file of those rows: the template's, and whatever columns the sender had besides. */
    public List<String> headings(List<Returned> rows) {
        return ReturnedRow.headings(columns, rows);
    }

    private String write(Map<String, String> cells) {
        try {
            return json.writeValueAsString(cells);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cells cannot be written");   // without what they were
        }
    }

    private Map<String, String> read(String cells) {
        try {
            return json.readValue(cells, CELLS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored cells cannot be read");   // without what they were
        }
    }
}
