package org.govintegrity.casefile;

import org.govintegrity.common.ChineseDates;
import org.govintegrity.database.Streams;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whether units do what they have to do in time. A task counts once, in the period its limit ends in; what was called off before that
 * never had to be done, and a right is nothing anybody has to do.
 */
@Component
class TaskFigures implements FigureSource {

    private static final String ON_TIME = "tasks.on-time";

    private final Streams streams;
    private final Registry registry;
    private final Clock clock;

    TaskFigures(Streams streams, Registry registry, Clock clock) {
        this.streams = streams;
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public List<FigureKind> figures() {
        return List.of(FigureKind.rate(ON_TIME, "任务按期办结率"));
    }

    @Override
    @Transactional(readOnly = true)
    public void rows(String figureId, LocalDate from, LocalDate to, Consumer<FigureRow> each) {
        LocalDateTime end = to.plusDays(1).atStartOfDay();
        LocalDate yesterday = LocalDate.now(clock).minusDays(1);
        Map<String, Optional<Unit>> units = new HashMap<>();
        // until the last day of its limit is over, an open task is neither in time nor late
        streams.sql("""
                        select task_id, case_no, task_name, owner_group, due_on, closed_at, closed_how from casefile_task
                        where duty = true and due_on between :from and :to and process_key not in (:scoring) and (closed_at < :end or due_on <= :settled)
                        order by due_on, task_id""")
                .param("from", from).param("to", to).param("scoring", SCORING).param("end", end).param("settled", yesterday.isBefore(to) ? yesterday : to)
                .query((RowCallbackHandler) row -> {
                    LocalDate due = row.getObject("due_on", LocalDate.class);
                    LocalDateTime closedAt = row.getObject("closed_at", LocalDateTime.class);
                    boolean closed = closedAt != null && closedAt.isBefore(end);
                    boolean inTime = closed && !closedAt.toLocalDate().isAfter(due);
                    Optional<Unit> unit = units.computeIfAbsent(row.getString("owner_group"), registry::unitOfGroup);
                    if (unit.isEmpty() || inTime && !"completed".equals(row.getString("closed_how"))) {
                        return;
                    }
                    String caseNo = row.getString("case_no");
                    each.accept(FigureRow.share(unit.get().id(), row.getString("task_id"), due, "“" + TaskEntry.kindOf(row.getString("task_name")) + "”（" + caseNo + "），期限"
                            + ChineseDates.date(due) + "，" + (closed ? ChineseDates.date(closedAt.toLocalDate()) + (inTime ? "按期办结" : "逾期办结") : "逾期未办结"), "/cases/" + caseNo, inTime));
                });
    }
}
