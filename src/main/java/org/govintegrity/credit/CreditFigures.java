package org.govintegrity.credit;

import org.govintegrity.casefile.FigureKind;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.FigureSource;
import org.govintegrity.database.Streams;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/**
 * Records of units that count against them at the end of the period, as far as they were known then. Persons' records are in no figure.
 */
@Component
class CreditFigures implements FigureSource {

    private static final String SERIOUS = "credit.serious-records";
    private static final String COUNTING = StandingSql.ON_DAY + " in ('" + Standing.IN_FORCE.code + "', '" + Standing.OBJECTED.code + "', '" + Standing.CORRECTED.code + "')";

    private final Streams streams;
    private final Clock clock;

    CreditFigures(Streams streams, Clock clock) {
        this.streams = streams;
        this.clock = clock;
    }

    @Override
    public List<FigureKind> figures() {
        return List.of(FigureKind.count("credit.records-in-force", "期末生效的信用记录", "条"), FigureKind.count(SERIOUS, "期末生效的严重失信记录", "条"));
    }

    @Override
    @Transactional(readOnly = true)
    public void rows(String figureId, LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        LocalDate today = LocalDate.now(clock);
        LocalDate day = today.isBefore(to) ? today : to;
        streams.sql("select r.record_no, s.subject_id, r.kind, r.breach_class, r.document_name, r.document_no from credit_record r join credit_subject s on s.id = r.subject"
                        + " where s.kind = 'unit' and r.document_date <= :day and r.ends_on >= :day and r.recorded_at < :end" + (figureId.equals(SERIOUS) ? " and r.breach_class = 'serious'" : "")
                        + " and " + COUNTING + " order by r.seq")
                .param("day", day).param("end", day.plusDays(1).atStartOfDay()).query((RowCallbackHandler) row -> {
                    String words = "信用记录" + row.getString("record_no") + "：" + RecordKind.of(row.getString("kind")).label + "（" + BreachClass.of(row.getString("breach_class")).label + "），"
                            + row.getString("document_name") + row.getString("document_no");
                    each.accept(FigureRow.count(row.getString("subject_id"), row.getString("record_no"), day, words.length() > 300 ? words.substring(0, 299) + "…" : words,
                            "/credit/subjects/unit/" + row.getString("subject_id"), 1));
                });
    }
}
