package org.govintegrity.inspection;

import org.govintegrity.common.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The inspection family's tables. */
@Repository
class InspectionStore {

    private final JdbcClient jdbc;

    InspectionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Inspection inspection, List<String> clauses) {
        jdbc.sql("""
                        insert into inspection (case_no, kind, authority, approver, period_from, period_to, cancelled, signed)
                        values (?, ?, ?, ?, ?, ?, false, false)""")
                .params(inspection.caseNo(), inspection.kind().name(), inspection.authority(), inspection.approver(),
                        inspection.periodFrom(), inspection.periodTo()).update();
        for (String clause : clauses) {
            jdbc.sql("insert into inspection_clause (case_no, clause) values (?, ?)").params(inspection.caseNo(), clause).update();
        }
    }

    Optional<Inspection> find(String caseNo) {
        return jdbc.sql("select case_no, kind, authority, approver, period_from, period_to, cancelled, signed from inspection where case_no = ?")
                .param(caseNo).query(Rows.of(Inspection.class)).optional();
    }

    /** Locks the inspection until the transaction ends: whoever ends the last unit must see all the others ended. */
    void lock(String caseNo) {
        jdbc.sql("select case_no from inspection where case_no = ? for update").param(caseNo).query(String.class).single();
    }

    void setCancelled(String caseNo) {
        jdbc.sql("update inspection set cancelled = true where case_no = ?").param(caseNo).update();
    }

    void setSigned(String caseNo) {
        jdbc.sql("update inspection set signed = true where case_no = ?").param(caseNo).update();
    }

    void replacePlan(String caseNo, Collection<String> unitIds, List<InspectionItem> items, List<Draw> draws) {
        jdbc.sql("delete from inspection_unit where case_no = ?").param(caseNo).update();
        jdbc.sql("delete from inspection_item where case_no = ?").param(caseNo).update();
        for (String unit : unitIds) {
            jdbc.sql("insert into inspection_unit (case_no, unit_id) values (?, ?)").params(caseNo, unit).update();
        }
        for (InspectionItem item : items) {
            jdbc.sql("insert into inspection_item (case_no, method, text) values (?, ?, ?)").params(caseNo, item.method().name(), item.text()).update();
        }
        for (Draw draw : draws) {   // earlier draws stay: nobody may draw until the lot pleases without a trace
            jdbc.sql("insert into inspection_draw (case_no, subject, seed, pool, result) values (?, ?, ?, ?, ?)")
                    .params(caseNo, draw.subject(), draw.seed(), String.join(",", draw.pool()), String.join(",", draw.result())).update();
        }
    }

    List<Draw> draws(String caseNo) {
        return jdbc.sql("select subject, seed, pool, result from inspection_draw where case_no = ? order by id").param(caseNo)
                .query((row, i) -> new Draw(row.getString(1), row.getString(2), List.of(row.getString(3).split(",")), List.of(row.getString(4).split(","))))
                .list();
    }

    List<InspectionItem> items(String caseNo) {
        return jdbc.sql("select id, case_no, method, text from inspection_item where case_no = ? order by id").param(caseNo).query(Rows.of(InspectionItem.class)).list();
    }

    List<InspectedUnit> units(String caseNo) {
        return jdbc.sql("select case_no, unit_id, unit_case_no, ended_at, outcome from inspection_unit where case_no = ? order by unit_id")
                .param(caseNo).query(Rows.of(InspectedUnit.class)).list();
    }

    Optional<InspectedUnit> unit(String unitCaseNo) {
        return jdbc.sql("select case_no, unit_id, unit_case_no, ended_at, outcome from inspection_unit where unit_case_no = ?")
                .param(unitCaseNo).query(Rows.of(InspectedUnit.class)).optional();
    }

    void setUnitCase(String caseNo, String unitId, String unitCaseNo) {
        jdbc.sql("update inspection_unit set unit_case_no = ? where case_no = ? and unit_id = ?").params(unitCaseNo, caseNo, unitId).update();
    }

    void setUnit(String unitCaseNo, String unitId) {
        jdbc.sql("update inspection_unit set unit_id = ? where unit_case_no = ?").params(unitId, unitCaseNo).update();
    }

    boolean end(String unitCaseNo, String outcome, LocalDateTime at) {
        return jdbc.sql("update inspection_unit set ended_at = ?, outcome = ? where unit_case_no = ? and ended_at is null")
                .params(at, outcome, unitCaseNo).update() == 1;
    }

    int stillRunning(String caseNo) {
        return jdbc.sql("select count(*) from inspection_unit where case_no = ? and ended_at is null").param(caseNo).query(Integer.class).single();
    }

    /** Another inspection of this unit and any of these clauses that runs now, or ended on or after {@code since}. */
    Optional<String> sameMatter(String unitId, Collection<String> clauses, LocalDate since, String butNot) {
        return jdbc.sql("""
                        select u.case_no from inspection_unit u
                        join inspection i on i.case_no = u.case_no and i.cancelled = false
                        join inspection_clause c on c.case_no = u.case_no
                        where u.unit_id = :unit and c.clause in (:clauses) and u.case_no <> :self
                          and (u.ended_at is null or u.ended_at >= :since)
                        order by u.case_no fetch first 1 rows only""")
                .param("unit", unitId).param("clauses", clauses).param("since", since.atStartOfDay()).param("self", butNot)
                .query(String.class).optional();
    }

    void insertResult(String unitCaseNo, long itemId, boolean problem, String findings, String person) {
        jdbc.sql("insert into inspection_item_result (unit_case_no, item_id, problem, findings, person_id) values (?, ?, ?, ?, ?)")
                .params(unitCaseNo, itemId, problem, findings, person).update();
    }

    List<ItemResult> results(String unitCaseNo) {
        return jdbc.sql("select id, unit_case_no, item_id, problem, findings, person_id as person from inspection_item_result where unit_case_no = ? order by item_id")
                .param(unitCaseNo).query(Rows.of(ItemResult.class)).list();
    }

    void replaceConclusion(Conclusion c) {
        jdbc.sql("delete from inspection_conclusion where unit_case_no = ?").param(c.unitCaseNo()).update();
        jdbc.sql("insert into inspection_conclusion (unit_case_no, text, loss, impact, deliberate, severity, obstruction) values (?, ?, ?, ?, ?, ?, ?)")
                .params(c.unitCaseNo(), c.text(), c.loss(), c.impact(), c.deliberate(), c.severity(), c.obstruction()).update();
    }

    void setSeverity(String unitCaseNo, String severity) {
        jdbc.sql("update inspection_conclusion set severity = ? where unit_case_no = ?").params(severity, unitCaseNo).update();
    }

    Optional<Conclusion> conclusion(String unitCaseNo) {
        return jdbc.sql("select unit_case_no, text, loss, impact, deliberate, severity, obstruction from inspection_conclusion where unit_case_no = ?")
                .param(unitCaseNo).query(Rows.of(Conclusion.class)).optional();
    }

    void setServed(String unitCaseNo, LocalDate day) {
        jdbc.sql("update inspection_conclusion set served_on = ? where unit_case_no = ?").params(day, unitCaseNo).update();
    }

    LocalDate servedOn(String unitCaseNo) {
        return jdbc.sql("select served_on from inspection_conclusion where unit_case_no = ?").param(unitCaseNo)
                .query((row, i) -> row.getObject(1, LocalDate.class)).list().stream().filter(Objects::nonNull).findFirst().orElse(null);
    }

    void setReview(String unitCaseNo, String decision, String reasons) {
        jdbc.sql("update inspection_conclusion set review_decision = ?, review_reasons = ? where unit_case_no = ?").params(decision, reasons, unitCaseNo).update();
    }

    String reviewDecision(String unitCaseNo) {
        return jdbc.sql("select review_decision from inspection_conclusion where unit_case_no = ?").param(unitCaseNo).query(String.class).single();
    }

    String reviewReasons(String unitCaseNo) {
        return jdbc.sql("select review_reasons from inspection_conclusion where unit_case_no = ?").param(unitCaseNo).query(String.class).single();
    }
}
