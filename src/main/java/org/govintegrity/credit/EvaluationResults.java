package org.govintegrity.credit;

import org.govintegrity.casefile.EvaluationApproved;
import org.govintegrity.common.Rows;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;

/** Results of the yearly evaluations in the file of a unit; only ever added. They are no record of a breach, so they are not in the chain. */
@Service
@Transactional
public class EvaluationResults {

    private final JdbcClient jdbc;
    private final Clock clock;

    EvaluationResults(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param grade {@code excellent}, {@code good}, {@code passed} or {@code failed}
     */
    public record EvaluationResult(String unitId, String caseNo, int evalYear, BigDecimal total, String grade, LocalDateTime enteredAt) {
    }

    /** Said twice, it is entered once. */
    @EventListener
    void on(EvaluationApproved result) {
        jdbc.sql("""
                        insert into credit_evaluation (unit_id, case_no, eval_year, total, grade, entered_at)
                        select cast(:unit as varchar(64)), cast(:case as varchar(40)), cast(:year as int), cast(:total as numeric(6,2)), cast(:grade as varchar(20)), cast(:now as timestamp)
                        where not exists (select 1 from credit_evaluation where unit_id = :unit and case_no = :case)""")
                .param("unit", result.unitId()).param("case", result.caseNo()).param("year", result.year()).param("total", result.total())
                .param("grade", result.grade()).param("now", LocalDateTime.now(clock)).update();
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public List<EvaluationResult> of(String unitId) {
        return jdbc.sql("select unit_id, case_no, eval_year, total, grade, entered_at from credit_evaluation where unit_id = ? order by eval_year desc, case_no desc")
                .param(unitId).query(Rows.of(EvaluationResult.class)).list();
    }
}
