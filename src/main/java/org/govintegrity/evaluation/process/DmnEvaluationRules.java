package org.govintegrity.evaluation.process;

import org.govintegrity.engine.DmnTables;
import org.govintegrity.evaluation.Grade;
import org.govintegrity.evaluation.ScoreRules;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** The table {@code evaluation-grade}, and those that indicators name. */
@Component
class DmnEvaluationRules implements ScoreRules {

    private final DmnTables tables;

    DmnEvaluationRules(@Lazy DmnTables tables) {
        this.tables = tables;
    }

    @Override
    public Grade grade(BigDecimal total, LocalDate day) {
        return Grade.of((String) tables.row("evaluation-grade", Map.of("total", total.doubleValue(), "day", number(day))).get("grade"));
    }

    @Override
    public BigDecimal points(String decisionKey, BigDecimal value, LocalDate day) {
        return new BigDecimal(String.valueOf(tables.row(decisionKey, Map.of("value", value.doubleValue(), "day", number(day))).get("points")));
    }

    private static int number(LocalDate day) {
        return Integer.parseInt(day.format(DateTimeFormatter.BASIC_ISO_DATE));
    }
}
