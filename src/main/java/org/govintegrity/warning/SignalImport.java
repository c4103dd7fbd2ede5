package org.govintegrity.warning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.casefile.CaseNumbers;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.common.Sha256;
import org.govintegrity.common.table.TableFile;
import org.govintegrity.credit.IdentityVault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes in a monitor's file: good rows are signals, the others come back with what is wrong. Rows that come back are kept encrypted: some do for naming somebody. */
@Service
@Transactional
public class SignalImport {

    /** Rows of one file (project default). */
    public static final int MAX_ROWS = 2_000;
    private static final int MAX_BYTES = 10 * 1024 * 1024;
    private static final TypeReference<Map<String, String>> CELLS = new TypeReference<>() {
    };

    private final JdbcClient jdbc;
    private final OutsideSignals signals;
    private final IdentityVault vault;
    private final CaseNumbers numbers;
    private final ObjectMapper json;
    private final Clock clock;

    SignalImport(JdbcClient jdbc, OutsideSignals signals, IdentityVault vault, CaseNumbers numbers, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.signals = signals;
        this.vault = vault;
        this.numbers = numbers;
        this.json = json;
        this.clock = clock;
    }

    /** A file that was handed in: how many rows were taken, how many came back. */
    public record Batch(String batchNo, int accepted, int returned, String handedInBy, LocalDateTime handedInAt) {
    }

    /** A row that came back. @param line as the spreadsheet counts it */
    public record Returned(int line, Map<String, String> cells, String problem) {
    }

    /** @throws Refusal if it cannot be read, is a file of something else, or was handed in before; nothing is stored then */
    public Batch take(String fileName, byte[] content, String by) {
        if (content.length > MAX_BYTES) {
            throw Refusal.invalid("文件超过" + MAX_BYTES / 1024 / 1024 + " MB。请去掉图片，或者分成几个文件上传。");
        }
        String sha256 = Sha256.hex(content);
        jdbc.sql("select batch_no from warning_batch where sha256 = ?").param(sha256).query(String.class).optional().ifPresent(no -> {
            throw Refusal.conflict("这个文件已经导入过（" + no + "），没有重复导入。退回的行请修改后另存为新文件再上传。");
        });
        List<TableFile.Line> lines = TableFile.read(fileName, content, MAX_ROWS);
        if (lines.stream().noneMatch(line -> line.cells().containsKey(SignalTable.REFERENCE))) {
            throw Refusal.invalid("文件中没有“" + SignalTable.REFERENCE + "”一列，或者这一列都没有填写。请下载模板对照填写。");
        }
        String batchNo = numbers.next("WJ", 4);
        LocalDateTime now = LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
        jdbc.sql("insert into warning_batch (batch_no, sha256, accepted, returned, handed_in_by, handed_in_at) values (?, ?, 0, 0, ?, ?)").params(batchNo, sha256, by, now).update();
        Map<String, Integer> seen = new HashMap<>();
        int accepted = 0;
        for (TableFile.Line line : lines) {
            OutsideSignals.NewSignal wanted = SignalTable.read(line.cells());
            List<String> problems = new ArrayList<>(signals.problems(wanted));
            if (wanted.source() != null && wanted.reference() != null) {
                Integer before = seen.putIfAbsent(wanted.source() + "\n" + wanted.reference(), line.line());
                if (before != null) {
                    problems.add("“" + SignalTable.REFERENCE + "”与本文件第" + before + "行重复");
                } else if (signals.find(wanted.source(), wanted.reference()).isPresent()) {
                    problems.add("这个来源编号已经登记，没有重复登记");
                }
            }
            if (problems.isEmpty()) {
                signals.take(wanted, by, batchNo);
                accepted++;
            } else {
                jdbc.sql("insert into warning_returned (batch_no, line, sealed, problem) values (?, ?, ?, ?)")
                        .params(batchNo, line.line(), vault.sealText(write(line.cells())), String.join("；", problems)).update();
            }
        }
        jdbc.sql("update warning_batch set accepted = ?, returned = ? where batch_no = ?").params(accepted, lines.size() - accepted, batchNo).update();
        return new Batch(batchNo, accepted, lines.size() - accepted, by, now);
    }

    @Transactional(readOnly = true)
    public Optional<Batch> batch(String batchNo) {
        return jdbc.sql("select batch_no, accepted, returned, handed_in_by, handed_in_at from warning_batch where batch_no = ?").param(batchNo).query(Rows.of(Batch.class)).optional();
    }

    /** Rows that came back, in the order of the file; for whoever handed it in. */
    @Transactional(readOnly = true)
    public List<Returned> returned(String batchNo) {
        return jdbc.sql("select line, sealed, problem from warning_returned where batch_no = ? order by line").param(batchNo)
                .query((row, i) -> new Returned(row.getInt("line"), read(vault.openText(row.getString("sealed"))), row.getString("problem"))).list();
    }

    /** Headings for the file of those rows: the template's, and whatever columns the sender had besides. */
    public List<String> headings(List<Returned> rows) {
        List<String> headings = new ArrayList<>(SignalTable.COLUMNS);
        rows.forEach(row -> row.cells().keySet().stream().filter(c -> !headings.contains(c)).forEach(headings::add));
        headings.remove("错误");   // of a file that had come back before
        return headings;
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
