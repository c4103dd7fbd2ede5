package org.govintegrity.objection;

import org.govintegrity.casefile.FigureKind;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.FigureSource;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.database.Streams;
import org.govintegrity.registry.Registry;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Consumer;

/**
 * Records that a unit filed wrongly, as far as somebody has objected and was right. Objections to persons' records are left out: that
 * there is one is for those who handle it.
 */
@Component
class ObjectionFigures implements FigureSource {

    private final Streams streams;
    private final Registry registry;

    ObjectionFigures(Streams streams, Registry registry) {
        this.streams = streams;
        this.registry = registry;
    }

    @Override
    public List<FigureKind> figures() {
        return List.of(FigureKind.count("objections.upheld", "成立的信用异议（所报记录被更正或者撤销）", "件"));
    }

    /** On the day the objection was closed: until then a second look may find otherwise. */
    @Override
    @Transactional(readOnly = true)
    public void rows(String figureId, LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        streams.sql("""
                        select o.case_no, r.record_no, r.source, c.outcome, c.closed_at from credit_objection o join casefile_case c on c.case_no = o.case_no
                        join credit_record r on r.record_no = o.record_no join credit_subject s on s.id = r.subject
                        where c.outcome in (:upheld) and c.closed_at >= :from and c.closed_at < :end and s.kind <> 'person' and c.confidential = false order by o.case_no""")
                .param("upheld", List.of(Outcome.CORRECTED.code, Outcome.WITHDRAWN.code)).param("from", from.atStartOfDay()).param("end", to.plusDays(1).atStartOfDay())
                .query((RowCallbackHandler) row -> {
                    String source = row.getString("source");
                    if (registry.findUnit(source).isPresent()) {
                        LocalDate day = row.getObject("closed_at", LocalDateTime.class).toLocalDate();
                        String caseNo = row.getString("case_no");
                        each.accept(FigureRow.count(source, caseNo, day, "信用异议" + caseNo + "成立：记录" + row.getString("record_no") + "，" + Outcome.of(row.getString("outcome")).label + "，"
                                + ChineseDates.date(day) + "办结", "/cases/" + caseNo, 1));
                    }
                });
    }
}
