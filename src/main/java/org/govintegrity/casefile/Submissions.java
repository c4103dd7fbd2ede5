package org.govintegrity.casefile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.common.PerTransaction;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What was handed in with which task, by whom, when. Written once, in the transaction that completes the task. */
@Service
@Transactional
public class Submissions {

    private static final String SELECT = "select id, task_id, task_key, case_no, item, person_id, on_behalf_of, submitted_at, content from casefile_submission ";
    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {
    };

    /** What the step that stores it reads again at once. */
    private final PerTransaction<String, Submission> stored = new PerTransaction<>();
    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;
    private final RowMapper<Submission> row = (rs, i) -> new Submission(rs.getLong("id"), rs.getString("task_id"),
            rs.getString("task_key"), rs.getString("case_no"), rs.getString("item"), rs.getString("person_id"), rs.getString("on_behalf_of"),
            rs.getObject("submitted_at", LocalDateTime.class), read(rs.getString("content")));

    Submissions(JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void store(String taskId, String taskKey, String caseNo, String item, String person, Map<String, Object> values) {
        store(taskId, taskKey, caseNo, item, person, null, values);
    }

    /** @param onBehalfOf the absent person in whose stead {@code person} acts, or null */
    @Transactional(propagation = Propagation.MANDATORY)
    public void store(String taskId, String taskKey, String caseNo, String item, String person, String onBehalfOf, Map<String, Object> values) {
        LocalDateTime now = LocalDateTime.now(clock).truncatedTo(ChronoUnit.MICROS);   // as finely as it is stored
        String content = write(values);
        KeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("""
                        insert into casefile_submission (task_id, task_key, case_no, item, person_id, on_behalf_of, submitted_at, content)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(taskId, taskKey, caseNo, item, person, onBehalfOf, now, content).update(id, "id");
        stored.keep(taskId, new Submission(Objects.requireNonNull(id.getKey()).longValue(), taskId, taskKey, caseNo, item, person, onBehalfOf, now, read(content)));
    }

    /** What was handed in with this task; a task is completed through its form, so it is always there. */
    @Transactional(readOnly = true)
    public Submission of(String taskId) {
        return stored.get(taskId, id -> Optional.of(jdbc.sql(SELECT + "where task_id = ?").param(id).query(row).single())).orElseThrow();
    }

    /** The last one of a kind of task in a case. */
    @Transactional(readOnly = true)
    public Optional<Submission> last(String caseNo, String taskKey) {
        return jdbc.sql(SELECT + "where case_no = ? and task_key = ? order by id desc fetch first 1 rows only")
                .params(caseNo, taskKey).query(row).optional();
    }

    @Transactional(readOnly = true)
    public List<Submission> ofCase(String caseNo) {
        return jdbc.sql(SELECT + "where case_no = ? order by id").param(caseNo).query(row).list();
    }

    /** Who completed any of these tasks in any of these cases: who acted in somebody's stead, and for whom. */
    @Transactional(readOnly = true)
    public List<String> doers(Collection<String> caseNos, Collection<String> taskKeys) {
        return jdbc.sql("""
                        select person_id from casefile_submission where case_no in (:cases) and task_key in (:tasks)
                        union select on_behalf_of from casefile_submission where on_behalf_of is not null and case_no in (:cases) and task_key in (:tasks)""")
                .param("cases", caseNos).param("tasks", taskKeys).query(String.class).list();
    }

    private Map<String, Object> read(String content) {
        try {
            return json.readValue(content, VALUES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored submission is not JSON", e);
        }
    }

    private String write(Map<String, Object> values) {
        try {
            return json.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a submission cannot be written as JSON", e);
        }
    }
}
