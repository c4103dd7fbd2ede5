package org.govintegrity.evaluation;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** What we ourselves would give units. */
@Component
class OwnScores {

    private final JdbcClient jdbc;
    private final Trials trials;

    OwnScores(JdbcClient jdbc, Trials trials) {
        this.jdbc = jdbc;
        this.trials = trials;
    }

    /**
     * Totals by unit: of the evaluation of that year where it has scored the unit, else what today's figures would give.
     *
     * @return 0 to 100; a unit that is not evaluated is not in it
     */
    @Transactional(readOnly = true)
    public Map<String, BigDecimal> totals(int year) {
        Map<String, BigDecimal> totals = new HashMap<>();
        trials.live(year).standings().forEach(standing -> totals.put(standing.unitId(), standing.sheet().total()));
        jdbc.sql("""
                        select u.unit_id, s.total from evaluation e join evaluation_unit u on u.case_no = e.case_no join evaluation_score s on s.unit_case_no = u.unit_case_no
                        where e.eval_year = ? and e.state <> 'cancelled' and s.version = (select max(n.version) from evaluation_score n where n.unit_case_no = s.unit_case_no)""")
                .param(year).query((row, i) -> totals.put(row.getString("unit_id"), row.getBigDecimal("total"))).list();
        return totals;
    }
}
