package org.govintegrity.filing.process;

import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.engine.DmnTables;
import org.govintegrity.filing.ClassRule;
import org.govintegrity.filing.ClassRules;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Classes by {@code filing-class.dmn}; where its row names a form of accountability, class and term are those of
 * {@code accountability-form.dmn}, so that a sanction weighs the same whoever reports it.
 */
@Component
class DmnClassRules implements ClassRules {

    private final DmnTables tables;

    DmnClassRules(DmnTables tables) {
        this.tables = tables;
    }

    @Override
    public Optional<ClassRule> of(RecordKind kind, SubjectKind subject, String form, LocalDate documentDate) {
        List<Map<String, Object>> rows = tables.rows("filing-class", Map.of("kind", kind.code, "subject", subject.code, "form", form,
                "documentDay", Integer.parseInt(documentDate.format(DateTimeFormatter.BASIC_ISO_DATE))));
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        String outcome = (String) rows.get(0).get("outcome");
        Map<String, Object> row = outcome.isEmpty() ? rows.get(0) : tables.row("accountability-form", Map.of("form", outcome));
        return Optional.of(new ClassRule(BreachClass.of((String) row.get("breachClass")), outcome.isEmpty() ? 0 : ((Number) row.get("months")).intValue(),
                (outcome.isEmpty() ? "filing-class，" : "accountability-form，") + row.get("basis")));
    }
}
