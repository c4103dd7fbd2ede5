package org.govintegrity.evaluation.process;

import org.govintegrity.evaluation.Grade;
import org.govintegrity.evaluation.ScoreRules;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** The table {@code evaluation-grade}, and those that indicators name. */
abstract class EvaluationTables implements ScoreRules {

    /** The outputs of the one row that applies. */
    abstract Map<String, Object> row(String key, Map<String, Object> question);

    @Override
    public Grade grade(BigDecimal total, LocalDate day) {
        return Grade.of((String) row("evaluation-grade", Map.of("total", total.doubleValue(), "day", number(day))).get("grade"));
    }

    @Override
    public BigDecimal points(String decisionKey, BigDecimal value, LocalDate day) {
        return new BigDecimal(String.valueOf(row(decisionKey, Map.of("value", value.doubleValue(), "day", number(day))).get("points")));
    }

    private static int number(LocalDate day) {
        return Integer.parseInt(day.format(DateTimeFormatter.BASIC_ISO_DATE));
    }
}
