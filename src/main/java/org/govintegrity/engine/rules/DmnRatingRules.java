package org.govintegrity.engine.rules;

import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.RatingLevel;
import org.govintegrity.credit.RatingRules;
import org.govintegrity.engine.DmnTables;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Ratings by {@code credit-rating.dmn}, lists by {@code credit-lists.dmn}. */
@Component
class DmnRatingRules implements RatingRules {

    private final DmnTables tables;

    DmnRatingRules(DmnTables tables) {
        this.tables = tables;
    }

    @Override
    public Verdict rate(LocalDate day, int serious, int general, int minor) {
        Map<String, Object> row = row("credit-rating", day, Map.of("serious", serious, "general", general, "minor", minor, "day", number(day)));
        return new Verdict(RatingLevel.of((String) row.get("level")), (String) row.get("basis"), Boolean.TRUE.equals(row.get("projectDefault")));
    }

    @Override
    public Lists lists(LocalDate day) {
        Map<String, Object> row = row("credit-lists", day, Map.of("day", number(day)));
        return new Lists(BreachClass.of((String) row.get("blackFrom")), ((Number) row.get("redMonths")).intValue(), (String) row.get("basis"),
                Boolean.TRUE.equals(row.get("projectDefault")));
    }

    /** @throws Refusal (unprocessable) for a day before the table's first row is in force */
    private Map<String, Object> row(String table, LocalDate day, Map<String, Object> question) {
        if (tables.rows(table, question).isEmpty()) {
            throw Refusal.unprocessable("规则表里没有适用于" + ChineseDates.date(day) + "的信用状况和名单规则，请换一个较近的日期。");
        }
        return tables.row(table, question);
    }

    private static int number(LocalDate day) {
        return Integer.parseInt(day.format(DateTimeFormatter.BASIC_ISO_DATE));
    }
}
