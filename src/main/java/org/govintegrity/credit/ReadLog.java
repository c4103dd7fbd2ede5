package org.govintegrity.credit;

import org.govintegrity.common.Refusal;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Who looked into whose file, when and what for. Rows are only ever added; a person may see those of their own file
 * (山东省社会信用条例 第39条 presupposes that they can).
 */
@Service
@Transactional
public class ReadLog {

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final Clock clock;

    ReadLog(JdbcClient jdbc, JdbcTemplate batch, Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.clock = clock;
    }

    /** @param ref the check, case or report it was read for; null if there is none */
    public record Reading(SubjectKind kind, String subjectId, String reader, String purpose, String ref, LocalDateTime at) {
    }

    /**
     * @param reader  a person's id, or the name of an interface's key
     * @param purpose in words, at most 200 characters
     * @throws Refusal (invalid) if no purpose is given
     */
    public void note(SubjectKind kind, String subjectId, String reader, String purpose, String ref) {
        noteAll(List.of(new Reading(kind, subjectId, reader, purpose, ref, LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS))));
    }

    /** Several at once, in one statement; the same rules. */
    public void noteAll(List<Reading> readings) {
        readings.forEach(reading -> check(reading.purpose()));
        batch.batchUpdate("insert into credit_reading (kind, subject_id, reader, purpose, ref, read_at) values (?, ?, ?, ?, ?, ?)", readings.stream()
                .map(r -> new Object[]{r.kind().code, r.subjectId(), r.reader(), r.purpose().strip(), r.ref(), r.at()}).toList());
    }

    private static void check(String purpose) {
        if (purpose == null || purpose.isBlank()) {
            throw Refusal.invalid("查看个人信用档案须写明用途，请填写后再查。");
        }
        if (purpose.strip().length() > 200) {
            throw Refusal.invalid("用途最多200字，请缩短。");
        }
    }

    /** Who has looked into a file since a moment, each once. */
    @Transactional(readOnly = true)
    public List<String> readersSince(SubjectKind kind, String subjectId, LocalDateTime since) {
        return jdbc.sql("select distinct reader from credit_reading where kind = ? and subject_id = ? and read_at >= ? order by reader")
                .params(kind.code, subjectId, since).query(String.class).list();
    }

    /** Newest first, at most {@code limit}. */
    @Transactional(readOnly = true)
    public List<Reading> of(SubjectKind kind, String subjectId, int limit) {
        return jdbc.sql("""
                        select kind, subject_id, reader, purpose, ref, read_at from credit_reading where kind = ? and subject_id = ?
                        order by id desc fetch first ? rows only""").params(kind.code, subjectId, limit)
                .query((row, i) -> new Reading(SubjectKind.of(row.getString("kind")), row.getString("subject_id"), row.getString("reader"),
                        row.getString("purpose"), row.getString("ref"), row.getObject("read_at", LocalDateTime.class))).list();
    }
}
