package org.govintegrity.escalation;

import org.govintegrity.casefile.FigureKind;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.FigureSource;
import org.govintegrity.casefile.LadderStep;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.database.Streams;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The cards that units were given, on the day they were given. */
@Component
class CardFigures implements FigureSource {

    private static final Map<String, LadderStep> STEPS = Map.of("tasks.yellow-cards", LadderStep.YELLOW, "tasks.red-cards", LadderStep.RED);

    private final Streams streams;

    CardFigures(Streams streams) {
        this.streams = streams;
    }

    @Override
    public List<FigureKind> figures() {
        return List.of(FigureKind.count("tasks.yellow-cards", "黄牌数", "张"), FigureKind.count("tasks.red-cards", "红牌数", "张"));
    }

    @Override
    @Transactional(readOnly = true)
    public void rows(String figureId, LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        LadderStep step = STEPS.get(figureId);
        streams.sql("""
                        select s.task_id, s.unit_id, s.case_no, s.task_name, s.due_on, s.taken_at from escalation_step s left join casefile_task t on t.task_id = s.task_id
                        where s.step = :step and s.unit_id is not null and s.taken_at >= :from and s.taken_at < :end and (t.process_key is null or t.process_key not in (:scoring))
                        order by s.id""")
                .param("step", step.name()).param("from", from.atStartOfDay()).param("end", to.plusDays(1).atStartOfDay()).param("scoring", SCORING)
                .query((RowCallbackHandler) row -> {
                    LocalDate taken = row.getObject("taken_at", LocalDateTime.class).toLocalDate();
                    each.accept(FigureRow.count(row.getString("unit_id"), row.getString("task_id"), taken, step.label + "：“" + TaskEntry.kindOf(row.getString("task_name")) + "”（"
                            + row.getString("case_no") + "），期限" + ChineseDates.date(row.getObject("due_on", LocalDate.class)), "/cases/" + row.getString("case_no"), 1));
                });
    }
}
