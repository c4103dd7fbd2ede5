package org.govintegrity.engine.rules;

import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditTerms;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.credit.Terms;
import org.govintegrity.engine.DmnTables;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Terms by {@code credit-terms.dmn} and, for the end of use, the rule {@code credit.use}. */
@Component
class DmnCreditTerms implements CreditTerms {

    private final DmnTables tables;
    private final DeadlineService deadlines;

    DmnCreditTerms(DmnTables tables, DeadlineService deadlines) {
        this.tables = tables;
        this.deadlines = deadlines;
    }

    @Override
    public Terms of(SubjectKind subject, BreachClass breachClass, LocalDate documentDate, String field) {
        Map<String, Object> row = tables.row("credit-terms", Map.of("breachClass", breachClass.code, "field", field,
                "documentDay", Integer.parseInt(documentDate.format(DateTimeFormatter.BASIC_ISO_DATE))));
        if (!"document".equals(row.get("startsFrom"))) {
            throw new IllegalStateException("credit-terms: no term starts from " + row.get("startsFrom"));
        }
        int max = ((Number) row.get("maxMonths")).intValue();
        boolean shown = Boolean.TRUE.equals(row.get("published")) && subject != SubjectKind.PERSON;
        return new Terms(shown, documentDate.plusMonths(((Number) row.get("minMonths")).intValue()), shown ? documentDate.plusMonths(max) : null,
                deadlines.due("credit.use", documentDate, documentDate).due(), (String) row.get("basis"));
    }
}
