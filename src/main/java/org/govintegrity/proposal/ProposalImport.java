package org.govintegrity.proposal;

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
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes in a file after an assembly: good rows go on, the others come back with what is wrong. */
@Service
@Transactional
public class ProposalImport {

    /** Rows of one file (project default): they are taken in within one request, each with its process. */
    public static final int MAX_ROWS = 1000;
    private static final int MAX_BYTES = 10 * 1024 * 1024;
    private static final TypeReference<Map<String, String>> CELLS = new TypeReference<>() {
    };

    private final JdbcClient jdbc;
    private final Proposals proposals;
    private final CaseNumbers numbers;
    private final ObjectMapper json;
    private final Clock clock;

    ProposalImport(JdbcClient jdbc, Proposals proposals, CaseNumbers numbers, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.proposals = proposals;
        this.numbers = numbers;
        this.json = json;
        this.clock = clock;
    }

    /** @throws Refusal if it cannot be read, is a file of something else, or was handed in before; nothing is stored then */
    public Batch take(String fileName, byte[] content, String by) {
        if (content.length > MAX_BYTES) {
            throw Refusal.invalid("文件“" + fileName + "”超过" + MAX_BYTES / 1024 / 1024 + " MB。请去掉图片，或者分成几个文件上传。");
        }
        String sha256 = sha256(content);
        jdbc.sql("select batch_no from proposal_batch where sha256 = ?").param(sha256).query(String.class).optional().ifPresent(no -> {
            throw Refusal.conflict("这个文件已经导入过（" + no + "），没有重复导入。退回的行请修改后另存为新文件再上传。");
        });
        MergedCells.Unfolded unfolded = fileName.toLowerCase(Locale.ROOT).endsWith(".xlsx") ? MergedCells.unfold(fileName, content)
                : new MergedCells.Unfolded(content, Map.of());
        List<TableFile.Line> lines = TableFile.read(fileName, unfolded.content(), MAX_ROWS);
        if (lines.stream().noneMatch(line -> line.cells().containsKey(ProposalTable.NUMBER))) {
            throw Refusal.invalid("文件“" + fileName + "”中没有“" + ProposalTable.NUMBER + "”一列，或者这一列都没有填写。请下载模板对照填写。");
        }
        String batchNo = numbers.next("DR", 4);
        LocalDateTime now = LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
        jdbc.sql("insert into proposal_batch (batch_no, file_name, sha256, accepted, returned, handed_in_by, handed_in_at) values (?, ?, ?, 0, 0, ?, ?)")
                .params(batchNo, fileName, sha256, by, now).update();
        Map<TableFile.Line, NewProposal> read = new LinkedHashMap<>();
        lines.forEach(line -> read.put(line, ProposalTable.read(line.cells())));
        Map<Proposals.Key, String> known = proposals.known(read.values().stream().map(NewProposal::session).filter(Objects::nonNull).collect(Collectors.toSet()));
        Map<Proposals.Key, Integer> seen = new HashMap<>();
        int accepted = 0;
        for (Map.Entry<TableFile.Line, NewProposal> entry : read.entrySet()) {
            TableFile.Line line = entry.getKey();
            NewProposal wanted = entry.getValue();
            List<String> problems = new ArrayList<>();
            Optional.ofNullable(unfolded.problems().get(line.line())).ifPresent(problems::add);
            problems.addAll(ProposalTable.unclear(line.cells()));
            problems.addAll(proposals.problems(wanted));
            if (wanted.kind() != null && wanted.session() != null && wanted.number() != null) {
                Proposals.Key number = new Proposals.Key(wanted.kind(), wanted.session(), wanted.number());
                Integer before = seen.putIfAbsent(number, line.line());
                if (before != null) {
                    problems.add(wanted.kind().label + "第" + wanted.number() + "号与本文件第" + before + "行重复，请核对编号");
                } else if (known.containsKey(number)) {
                    problems.add(Proposals.twice(wanted, known.get(number)));
                }
            }
            if (problems.isEmpty()) {
                proposals.take(wanted, batchNo);
                accepted++;
            } else {
                jdbc.sql("insert into proposal_returned (batch_no, line, cells, problem) values (?, ?, ?, ?)")
                        .params(batchNo, line.line(), write(line.cells()), String.join("；", problems)).update();
            }
        }
        jdbc.sql("update proposal_batch set accepted = ?, returned = ? where batch_no = ?").params(accepted, lines.size() - accepted, batchNo).update();
        return new Batch(batchNo, fileName, accepted, lines.size() - accepted, by, now);
    }

    @Transactional(readOnly = true)
    public Optional<Batch> batch(String batchNo) {
        return jdbc.sql("select batch_no, file_name, accepted, returned, handed_in_by, handed_in_at from proposal_batch where batch_no = ?").param(batchNo)
                .query(Rows.of(Batch.class)).optional();
    }

    /** Rows that came back, in the order of the file. */
    @Transactional(readOnly = true)
    public List<Returned> returned(String batchNo) {
        return jdbc.sql("select line, cells, problem from proposal_returned where batch_no = ? order by line").param(batchNo)
                .query((row, i) -> new Returned(row.getInt("line"), read(row.getString("cells")), row.getString("problem"))).list();
    }

    /** Headings for the file of those rows: the template's, and whatever columns the sender had besides. */
    public List<String> headings(List<Returned> rows) {
        return ReturnedRow.headings(ProposalTable.COLUMNS, rows);
    }

    private String write(Map<String, String> cells) {
        try {
            return json.writeValueAsString(cells);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cells cannot be written as JSON", e);
        }
    }

    private Map<String, String> read(String cells) {
        try {
            return json.readValue(cells, CELLS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored cells are not JSON", e);
        }
    }

    private static String sha256(byte[] content) {
        return Sha256.hex(content);
    }
}
