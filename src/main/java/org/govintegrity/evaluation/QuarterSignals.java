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

/** The score of each quarter, on the day it was computed. */
@Component
class QuarterSignals implements SignalSource {

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
        streams.sql("select unit_id, quarter, points, level, computed_at from evaluation_quarter where computed_at >= ? and computed_at < ? order by quarter, unit_id")
                .params(from.atStartOfDay(), to.plusDays(1).atStartOfDay()).query((RowCallbackHandler) row -> {
                    String unit = row.getString("unit_id");
                    String quarter = row.getString("quarter");
                    each.accept(FigureRow.count(unit, quarter, row.getObject("computed_at", LocalDateTime.class).toLocalDate(), QuarterScores.words(quarter) + "自动评分" + row.getInt("points")
                            + "分（" + row.getString("level") + "）", "/quarterly-scores/" + quarter + "/units/" + unit, row.getInt("points")));
                });
    }
}
