package org.govintegrity.evaluation;

import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.SignalKind;
import org.govintegrity.casefile.SignalSource;
import org.govintegrity.database.Streams;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Consumer;

/**
 * The score of each quarter, on the day it was computed, without the items of what early warning watches by itself: a task that is late is told of by its card,
 * and would otherwise be told of once more for what the card costs.
 */
@Component
class QuarterSignals implements SignalSource {

    /** Items of the quarter's score that go by things with a signal of their own ({@code warning-signal.dmn}): tasks, disclosures, complaints, objections, court records. */
    static final List<String> TOLD_OTHERWISE = List.of("tasks.on-time", "tasks.yellow-cards", "tasks.red-cards", "disclosure.late", "disclosure.rejected", "complaints.upheld",
            "objections.upheld", "credit.court-debtor");

    private final Streams streams;

    QuarterSignals(Streams streams) {
        this.streams = streams;
    }

    @Override
    public List<SignalKind> signals() {
        return List.of(new SignalKind("score.quarter", false));
    }

    @Override
    @Transactional(readOnly = true)
    public void rows(String signalId, LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        streams.sql("""
                        select q.unit_id, q.quarter, q.points, q.level, q.computed_at, q.points - coalesce((select sum(i.points) from evaluation_quarter_item i
                            where i.unit_id = q.unit_id and i.quarter = q.quarter and i.figure_id in (:told)), 0) as rest
                        from evaluation_quarter q where q.computed_at >= :from and q.computed_at < :end order by q.quarter, q.unit_id""")
                .param("told", TOLD_OTHERWISE).param("from", from.atStartOfDay()).param("end", to.plusDays(1).atStartOfDay()).query((RowCallbackHandler) row -> {
                    String unit = row.getString("unit_id");
                    String quarter = row.getString("quarter");
                    each.accept(FigureRow.count(unit, quarter, row.getObject("computed_at", LocalDateTime.class).toLocalDate(), QuarterScores.words(quarter) + "自动评分" + row.getInt("points")
                            + "分（" + row.getString("level") + "），不计另有预警信号的项目为" + row.getInt("rest") + "分", "/quarterly-scores/" + quarter + "/units/" + unit, row.getInt("rest")));
                });
    }
}
