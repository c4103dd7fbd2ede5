package org.govintegrity.appraisal.process;

import org.govintegrity.appraisal.Grade;
import org.govintegrity.appraisal.ScoreRules;
import org.govintegrity.engine.DmnTables;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** The tables {@code appraisal-score} and {@code appraisal-sample}. */
@Component
class DmnScoreRules implements ScoreRules {

    private final DmnTables tables;

    DmnScoreRules(DmnTables tables) {
        this.tables = tables;
    }

    @Override
    public int points(Grade grade, LocalDate day) {
        return ((Number) tables.row("appraisal-score", Map.of("grade", grade.code, "day", number(day))).get("points")).intValue();
    }

    @Override
    public int minimum(LocalDate day) {
        return ((Number) tables.row("appraisal-sample", Map.of("day", number(day))).get("minimum")).intValue();
    }

    private static int number(LocalDate day) {
        return Integer.parseInt(day.format(DateTimeFormatter.BASIC_ISO_DATE));
    }
}
