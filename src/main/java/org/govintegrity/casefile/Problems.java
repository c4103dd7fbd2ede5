package org.govintegrity.casefile;

import org.govintegrity.common.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.util.List;

/** Problems found in a case: families that find them and families that mend them meet here. */
@Service
@Transactional
public class Problems {

    private final JdbcClient jdbc;

    Problems(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a problem as the next number of the case. */
    public void add(String caseNo, String clause, String text, String severity, LocalDate mendBy) {
        jdbc.sql("""
                        insert into casefile_problem (case_no, seq, clause, text, severity, mend_by)
                        select ?, coalesce(max(seq), 0) + 1, ?, ?, ?, cast(? as date) from casefile_problem where case_no = ?""")
                .params(caseNo, clause, text, severity, mendBy, caseNo).update();
    }

    /** Takes the problems of a draft back before it is drafted again. */
    public void clear(String caseNo) {
        jdbc.sql("delete from casefile_problem where case_no = ?").param(caseNo).update();
    }

    @Transactional(readOnly = true)
    public List<Problem> of(String caseNo) {
        return jdbc.sql("select id, case_no, seq, clause, text, severity, mend_by from casefile_problem where case_no = ? order by seq")
                .param(caseNo).query(Rows.of(Problem.class)).list();
    }
}
