package org.govintegrity.rectification;

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

/** What came of mending, on the day the case was closed; one that was called off counts for nothing. */
@Component
class RectificationFigures implements FigureSource {

    private static final String PASSED = "rectification.passed";
    private static final String FAILED_ITEMS = "rectification.failed-items";

    private final Streams streams;

    RectificationFigures(Streams streams) {
        this.streams = streams;
    }

    @Override
    public List<FigureKind> figures() {
        return List.of(FigureKind.rate(PASSED, "整改通过率"), FigureKind.count(FAILED_ITEMS, "整改未通过和逾期未整改的事项", "项"));
    }

    @Override
    @Transactional(readOnly = true)
    public void rows(String figureId, LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        if (figureId.equals(PASSED)) {
            cases(from, to, each);
        } else {
            items(from, to, each);
        }
    }

    private void cases(LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        streams.sql("""
                        select c.case_no, c.unit_id, c.outcome, c.closed_at from rectification r join casefile_case c on c.case_no = r.case_no
                        where c.outcome in ('closed', 'failed', 'overdue') and c.closed_at >= ? and c.closed_at < ? and c.unit_id is not null order by c.case_no""")
                .params(from.atStartOfDay(), to.plusDays(1).atStartOfDay()).query((RowCallbackHandler) row -> {
                    String caseNo = row.getString("case_no");
                    LocalDate day = row.getObject("closed_at", LocalDateTime.class).toLocalDate();
                    each.accept(FigureRow.share(row.getString("unit_id"), caseNo, day, "整改" + caseNo + words(row.getString("outcome")) + "，" + ChineseDates.date(day) + "结案",
                            "/cases/" + caseNo, "closed".equals(row.getString("outcome"))));
                });
    }

    private void items(LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        streams.sql("""
                        select c.case_no, c.unit_id, c.outcome, c.closed_at, i.seq from rectification_item i join casefile_case c on c.case_no = i.case_no
                        where c.outcome in ('failed', 'overdue') and c.closed_at >= ? and c.closed_at < ? and c.unit_id is not null and (i.passed is null or i.passed = false)
                        order by c.case_no, i.seq""")
                .params(from.atStartOfDay(), to.plusDays(1).atStartOfDay()).query((RowCallbackHandler) row -> {
                    String caseNo = row.getString("case_no");
                    LocalDate day = row.getObject("closed_at", LocalDateTime.class).toLocalDate();
                    each.accept(FigureRow.count(row.getString("unit_id"), caseNo + "-" + row.getInt("seq"), day, "整改" + caseNo + "第" + row.getInt("seq") + "项"
                            + words(row.getString("outcome")) + "，" + ChineseDates.date(day) + "结案", "/cases/" + caseNo, 1));
                });
    }

    private static String words(String outcome) {
        return switch (outcome) {
            case "closed" -> "通过核查";
            case "failed" -> "未通过核查";
            default -> "逾期未整改";
        };
    }
}
