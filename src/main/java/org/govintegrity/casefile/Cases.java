package org.govintegrity.casefile;

import org.govintegrity.common.PerTransaction;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Opens and closes cases and keeps their timeline. All of it commits together with the token's move. */
@Service
@Transactional
public class Cases {

    /** Team member of a case, for instance an inspector of an inspection. */
    public static final String TEAM = "team";
    /** Somebody whom a confidential case has been served on. */
    public static final String PARTY = "party";

    /** A group, not a person: the office that handles a case, whose people read it as insiders. */
    public static final String OFFICE = "office";

    private static final String SELECT = """
            select case_no, kind, title, unit_id, clauses, parent_no, opened_on, opened_by, closed_at, outcome
            from casefile_case
            """;
    static final RowMapper<CaseFile> CASE = (row, i) -> new CaseFile(
            row.getString("case_no"), row.getString("kind"), row.getString("title"), row.getString("unit_id"),
            row.getString("clauses").isEmpty() ? List.of() : List.of(row.getString("clauses").split(",")),
            row.getString("parent_no"), row.getObject("opened_on", LocalDate.class), row.getString("opened_by"),
            row.getObject("closed_at", LocalDateTime.class), row.getString("outcome"));

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final CaseNumbers numbers;
    private final Actor actor;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final PerTransaction<String, CaseFile> known = new PerTransaction<>();

    Cases(JdbcClient jdbc, JdbcTemplate batch, CaseNumbers numbers, Actor actor, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.numbers = numbers;
        this.actor = actor;
        this.clock = clock;
        this.events = events;
    }

    /** Opens a case under the next number and notes it as opened by whoever acts now. */
    public CaseFile open(NewCase wanted) {
        return open(wanted, wanted.partOf() == null ? numbers.next(wanted.prefix(), 4) : numbers.nextPart(wanted.partOf()));
    }

    /** Opens a case under a number that its family has given already. */
    public CaseFile open(NewCase wanted, String caseNo) {
        jdbc.sql("""
                        insert into casefile_case (case_no, kind, title, unit_id, clauses, parent_no, opened_on, opened_by, opened_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(caseNo, wanted.kind(), wanted.title(), wanted.unitId(), String.join(",", wanted.clauses()),
                        wanted.parentNo(), LocalDate.now(clock), actor.id(), LocalDateTime.now(clock))
                .update();
        note(caseNo, "opened", "立案：" + wanted.title());
        return get(caseNo);
    }

    /** One of many parts of a case that are opened together. */
    public record Part(String title, String unitId, List<String> clauses) {
    }

    /** Opens many parts of a case under its next numbers, in as many statements as one takes. @return their numbers, in the same order */
    public List<String> openParts(String partOf, String kind, List<Part> parts) {
        if (parts.isEmpty()) {
            return List.of();
        }
        List<String> caseNos = numbers.nextParts(partOf, parts.size());
        LocalDateTime now = LocalDateTime.now(clock);
        List<Object[]> files = new ArrayList<>();
        List<Object[]> lines = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            files.add(new Object[]{caseNos.get(i), kind, part.title(), part.unitId(), String.join(",", part.clauses()), partOf, now.toLocalDate(), actor.id(), now});
            lines.add(new Object[]{caseNos.get(i), now, actor.id(), "opened", "立案：" + part.title()});
        }
        batch.batchUpdate("""
                insert into casefile_case (case_no, kind, title, unit_id, clauses, parent_no, opened_on, opened_by, opened_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""", files);
        batch.batchUpdate("insert into casefile_event (case_no, happened_at, actor, type, text) values (?, ?, ?, ?, ?)", lines);
        return caseNos;
    }

    /** @throws Refusal (not found) naming the number */
    @Transactional(readOnly = true)
    public CaseFile get(String caseNo) {
        return find(caseNo).orElseThrow(() -> Refusal.notFound("没有编号为“" + caseNo + "”的案件，请核对编号。"));
    }

    @Transactional(readOnly = true)
    public Optional<CaseFile> find(String caseNo) {
        return known.get(caseNo, no -> jdbc.sql(SELECT + "where case_no = ?").param(no).query(CASE).optional());
    }

    @Transactional(readOnly = true)
    public List<CaseFile> children(String caseNo) {
        return jdbc.sql(SELECT + "where parent_no = ? order by case_no").param(caseNo).query(CASE).list();
    }

    /** Cases about any of these units, or in which the person is a member, newest first. */
    @Transactional(readOnly = true)
    public List<CaseFile> ofUnitsOrMember(Collection<String> unitIds, String personId, int limit) {
        return jdbc.sql(SELECT + """
                        where unit_id in (:units) or case_no in (select case_no from casefile_member where person_id = :person)
                        order by opened_on desc, case_no desc fetch first :limit rows only""")
                .param("units", unitIds.isEmpty() ? List.of("-") : unitIds).param("person", personId).param("limit", limit)
                .query(CASE).list();
    }

    /** All cases, newest first. */
    @Transactional(readOnly = true)
    public List<CaseFile> latest(int limit) {
        return jdbc.sql(SELECT + "order by opened_on desc, case_no desc fetch first ? rows only").param(limit).query(CASE).list();
    }

    /** Ends a case; ending it twice has no further effect. */
    public void close(String caseNo, String outcome, String words) {
        int closed = jdbc.sql("update casefile_case set closed_at = ?, outcome = ? where case_no = ? and closed_at is null")
                .params(LocalDateTime.now(clock), outcome, caseNo).update();
        if (closed == 1) {
            known.forget(caseNo);
            note(caseNo, "closed", "结案：" + words);
        }
    }

    /** Adds a line to the timeline, by whoever acts now. */
    public void note(String caseNo, String type, String text) {
        jdbc.sql("insert into casefile_event (case_no, happened_at, actor, type, text) values (?, ?, ?, ?, ?)")
                .params(caseNo, LocalDateTime.now(clock), actor.id(), type, text).update();
    }

    @Transactional(readOnly = true)
    public List<CaseEvent> timeline(String caseNo) {
        return jdbc.sql("select id, case_no, happened_at as at, actor, type, text from casefile_event where case_no = ? order by happened_at, id")
                .param(caseNo).query(Rows.of(CaseEvent.class)).list();
    }

    /** The case passes to another unit, with a trace. */
    public void changeUnit(String caseNo, String unitId, String words) {
        String before = get(caseNo).unitId();
        jdbc.sql("update casefile_case set unit_id = ? where case_no = ?").params(unitId, caseNo).update();
        known.forget(caseNo);
        note(caseNo, "unit-changed", words);
        events.publishEvent(new CaseUnitChanged(caseNo, before, unitId));
    }

    /** Replaces the members of a case in a role. */
    public void setMembers(String caseNo, String role, Collection<String> personIds) {
        jdbc.sql("delete from casefile_member where case_no = ? and role = ?").params(caseNo, role).update();
        for (String person : personIds) {
            jdbc.sql("insert into casefile_member (case_no, role, person_id) values (?, ?, ?)").params(caseNo, role, person).update();
        }
    }

    @Transactional(readOnly = true)
    public List<String> members(String caseNo, String role) {
        return jdbc.sql("select person_id from casefile_member where case_no = ? and role = ? order by person_id")
                .params(caseNo, role).query(String.class).list();
    }

    /**
     * From now on the case is for the central roles, its team and whom it is served on, no longer for the whole unit; where
     * offices are named ({@link #OFFICE}), for these and the party only.
     */
    public void makeConfidential(String caseNo) {
        jdbc.sql("update casefile_case set confidential = true where case_no = ?").param(caseNo).update();
    }

    @Transactional(readOnly = true)
    public boolean confidential(String caseNo) {
        return jdbc.sql("select count(*) from casefile_case where case_no = ? and confidential = true").param(caseNo).query(Integer.class).single() > 0;
    }

    /** Remembers which process instance carries the case, so that pages can find its tokens. */
    public void carriedBy(String caseNo, String processInstanceId) {
        jdbc.sql("update casefile_case set process_instance_id = ? where case_no = ?").params(processInstanceId, caseNo).update();
    }
}
