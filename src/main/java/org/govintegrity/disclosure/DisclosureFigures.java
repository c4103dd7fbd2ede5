package org.govintegrity.disclosure;

import org.govintegrity.casefile.FigureKind;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.FigureSource;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.database.Streams;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Consumer;

/** How well permits and penalties are handed in. Whom they are about is nowhere told: it may be a person. */
@Component
class DisclosureFigures implements FigureSource {

    private static final String LATE = "disclosure.late";
    private static final String REJECTED = "disclosure.rejected";

    private final Streams streams;

    DisclosureFigures(Streams streams) {
        this.streams = streams;
    }

    @Override
    public List<FigureKind> figures() {
        return List.of(FigureKind.rate(LATE, "双公示迟报率"), FigureKind.count(REJECTED, "双公示退回条数", "条"));
    }

    @Override
    @Transactional(readOnly = true)
    public void rows(String figureId, LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        if (figureId.equals(LATE)) {
            received(from, to, each);
        } else {
            rejected(from, to, each);
        }
    }

    private void received(LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        streams.sql("select entry_no, unit_id, kind, document_no, received_on, received_month, due_on, late from disclosure_entry where received_on between ? and ? order by entry_no")
                .params(from, to).query((RowCallbackHandler) row -> {
                    LocalDate received = row.getObject("received_on", LocalDate.class);
                    String kind = row.getString("kind");
                    boolean late = row.getBoolean("late");
                    each.accept(FigureRow.share(row.getString("unit_id"), row.getString("entry_no"), received, DisclosureKind.of(kind).label + "“" + row.getString("document_no") + "”，"
                            + ChineseDates.date(received) + "报送，期限" + ChineseDates.date(row.getObject("due_on", LocalDate.class)) + (late ? "，迟报" : "，按期"),
                            "/disclosure?kind=" + kind + "&month=" + row.getString("received_month"), late));
                });
    }

    private void rejected(LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        streams.sql("""
                        select r.batch_no, r.line, r.unit_id, b.kind, b.handed_in_at from disclosure_rejected r join disclosure_batch b on b.batch_no = r.batch_no
                        where b.handed_in_at >= ? and b.handed_in_at < ? order by r.batch_no, r.line""")
                .params(from.atStartOfDay(), to.plusDays(1).atStartOfDay()).query((RowCallbackHandler) row -> {
                    String batch = row.getString("batch_no");
                    each.accept(FigureRow.count(row.getString("unit_id"), batch + "-" + row.getInt("line"), row.getObject("handed_in_at", LocalDateTime.class).toLocalDate(),
                            DisclosureKind.of(row.getString("kind")).label + "文件" + batch + "第" + row.getInt("line") + "行退回", "/disclosure/batches/" + batch, 1));
                });
    }
}
