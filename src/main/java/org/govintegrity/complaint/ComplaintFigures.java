package org.govintegrity.complaint;

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

/** Complaints that were upheld against a unit. What they say, and who made them, is for their cases. */
@Component
class ComplaintFigures implements FigureSource {

    private final Streams streams;

    ComplaintFigures(Streams streams) {
        this.streams = streams;
    }

    @Override
    public List<FigureKind> figures() {
        return List.of(FigureKind.count("complaints.upheld", "查实的失信投诉", "件"));
    }

    /** On the day the unit was found wrong; one that a review has found otherwise by the end of the period does not count. */
    @Override
    @Transactional(readOnly = true)
    public void rows(String figureId, LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        streams.sql("""
                        select case_no, unit_id, category, upheld_on from complaint_consequence
                        where upheld_on between ? and ? and (revoked_on is null or revoked_on > ?) order by case_no""").params(from, to, to)
                .query((RowCallbackHandler) row -> {
                    LocalDate day = row.getObject("upheld_on", LocalDate.class);
                    String caseNo = row.getString("case_no");
                    each.accept(FigureRow.count(row.getString("unit_id"), caseNo, day, "失信投诉（" + Category.of(row.getString("category")).label + "）" + ChineseDates.date(day) + "查实",
                            "/cases/" + caseNo, 1));
                });
    }
}
