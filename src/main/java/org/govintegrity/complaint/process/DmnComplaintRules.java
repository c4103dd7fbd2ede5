package org.govintegrity.complaint.process;

import org.govintegrity.complaint.Category;
import org.govintegrity.complaint.Channel;
import org.govintegrity.complaint.ComplaintRules;
import org.govintegrity.engine.DmnTables;
import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** By {@code complaint-limit.dmn}, {@code complaint-refusal.dmn}, {@code complaint-interest.dmn} and {@code complaint-cluster.dmn}. */
@Component
class DmnComplaintRules implements ComplaintRules {

    private final DmnTables tables;

    DmnComplaintRules(DmnTables tables) {
        this.tables = tables;
    }

    @Override
    public Limit limit(Channel channel, Category category, LocalDate day) {
        Map<String, Object> row = tables.row("complaint-limit", Map.of("channel", channel.code, "category", category.code, "day", number(day)));
        return new Limit((String) row.get("rule"), (String) row.get("acceptRule"), Boolean.TRUE.equals(row.get("reviewable")), (String) row.get("basis"));
    }

    @Override
    public List<RefusalReason> refusals(LocalDate day) {
        return tables.rows("complaint-refusal", Map.of("day", number(day))).stream()
                .map(row -> new RefusalReason((String) row.get("code"), (String) row.get("label"), (String) row.get("where"), (String) row.get("basis"))).toList();
    }

    @Override
    public Interest interest(LocalDate overdueFrom) {
        Map<String, Object> row = tables.row("complaint-interest", Map.of("day", number(overdueFrom)));
        return new Interest(BigDecimal.valueOf(((Number) row.get("dailyRate")).doubleValue()), (String) row.get("basis"));
    }

    @Override
    public Cluster cluster(LocalDate day) {
        Map<String, Object> row = tables.row("complaint-cluster", Map.of("day", number(day)));
        return new Cluster(((Number) row.get("count")).intValue(), ((Number) row.get("months")).intValue());
    }

    private static int number(LocalDate day) {
        return Integer.parseInt(day.format(DateTimeFormatter.BASIC_ISO_DATE));
    }
}
