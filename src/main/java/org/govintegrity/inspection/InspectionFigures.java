package org.govintegrity.inspection;

import org.govintegrity.casefile.FigureKind;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.FigureSource;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.database.Streams;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/**
 * Problems that inspections have found, on the day the conclusion was served. A conclusion that a review has revoked by the end of the
 * period, or whose inspection was cancelled, stands no longer. What the problems are is for the case: it may name people.
 */
@Component
class InspectionFigures implements FigureSource {

    private final Streams streams;

    InspectionFigures(Streams streams) {
        this.streams = streams;
    }

    @Override
    public List<FigureKind> figures() {
        return List.of(FigureKind.count("inspection.problems", "检查结论认定的问题", "项"));
    }

    @Override
    @Transactional(readOnly = true)
    public void rows(String figureId, LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        streams.sql("""
                        select u.unit_id, u.unit_case_no, p.seq, p.clause, n.severity, n.review_decision, n.served_on
                        from inspection_conclusion n join inspection_unit u on u.unit_case_no = n.unit_case_no join inspection i on i.case_no = u.case_no
                        join casefile_problem p on p.case_no = n.unit_case_no
                        where n.served_on between :from and :to and i.cancelled = false and not (coalesce(n.review_decision, '') = 'revoke'
                            and exists (select 1 from casefile_event e where e.case_no = n.unit_case_no and e.type = 'reviewed-again' and e.happened_at < :end))
                        order by u.unit_case_no, p.seq""")
                .param("from", from).param("to", to).param("end", to.plusDays(1).atStartOfDay()).query((RowCallbackHandler) row -> {
                    String caseNo = row.getString("unit_case_no");
                    LocalDate served = row.getObject("served_on", LocalDate.class);
                    String clause = row.getString("clause");
                    // a revoked conclusion has no severity any more; before its revocation was known it had one, which is not kept
                    String severity = "revoke".equals(row.getString("review_decision")) ? "" : "，严重程度：" + Severity.of(row.getString("severity")).label;
                    each.accept(FigureRow.count(row.getString("unit_id"), caseNo + "-" + row.getInt("seq"), served, "检查" + caseNo + "第" + row.getInt("seq") + "项问题"
                            + (clause == null ? "" : "（" + clause + "）") + severity + "，" + ChineseDates.date(served) + "送达", "/cases/" + caseNo, 1));
                });
    }
}
