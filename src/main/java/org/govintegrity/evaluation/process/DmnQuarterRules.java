package org.govintegrity.evaluation.process;

import org.govintegrity.engine.DmnTables;
import org.govintegrity.evaluation.QuarterRules;
import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables {@code quarter-item} and {@code quarter-level}. */
@Component
class DmnQuarterRules implements QuarterRules {

    private static final String ITEM = "quarter-item";
    private static final String BASE = "base";

    private final DmnTables tables;

    DmnQuarterRules(DmnTables tables) {
        this.tables = tables;
    }

    @Override
    public int base(LocalDate day) {
        return integer(tables.row(ITEM, question(BASE, BigDecimal.ZERO, day)), "points");
    }

    @Override
    public Optional<Points> points(String figureId, BigDecimal value, LocalDate day) {
        List<Map<String, Object>> rows = tables.rows(ITEM, question(figureId, value, day));
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> row = tables.row(ITEM, question(figureId, value, day));   // an overlap is a mistake in the table
        BigDecimal most = BigDecimal.valueOf(integer(row, "most"));
        BigDecimal points = BigDecimal.valueOf(integer(row, "points")).add(BigDecimal.valueOf(integer(row, "each")).multiply(value));
        return Optional.of(new Points(points.max(most.negate()).min(most).setScale(0, RoundingMode.HALF_UP).intValueExact(), (String) row.get("words")));
    }

    @Override
    public String level(int points, LocalDate day) {
        return (String) tables.row("quarter-level", Map.of("points", points, "day", number(day))).get("level");
    }

    private static Map<String, Object> question(String figure, BigDecimal value, LocalDate day) {
        return Map.of("figure", figure, "value", value.doubleValue(), "day", number(day));
    }

    private static int integer(Map<String, Object> row, String name) {
        return ((Number) row.get(name)).intValue();
    }

    private static int number(LocalDate day) {
        return Integer.parseInt(day.format(DateTimeFormatter.BASIC_ISO_DATE));
    }
}
