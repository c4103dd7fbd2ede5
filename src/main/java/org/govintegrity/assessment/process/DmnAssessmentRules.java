package org.govintegrity.assessment.process;

import org.govintegrity.assessment.AssessmentRules;
import org.govintegrity.assessment.Secrecy;
import org.govintegrity.assessment.TieKind;
import org.govintegrity.engine.DmnTables;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** By {@code assessment-interest.dmn}, {@code assessment-data.dmn} and {@code assessment-sanction.dmn}. */
@Component
class DmnAssessmentRules implements AssessmentRules {

    private final DmnTables tables;

    DmnAssessmentRules(DmnTables tables) {
        this.tables = tables;
    }

    @Override
    public Interest interest(TieKind kind, int monthsAgo, LocalDate day) {
        Map<String, Object> row = tables.row("assessment-interest", Map.of("kind", kind.code, "monthsAgo", monthsAgo, "day", number(day)));
        return new Interest(Boolean.TRUE.equals(row.get("conflicting")), (String) row.get("basis"));
    }

    @Override
    public Handing handing(Secrecy secrecy, boolean personal, LocalDate day) {
        Map<String, Object> row = tables.row("assessment-data", Map.of("secrecy", secrecy.code, "personal", personal, "day", number(day)));
        return new Handing(Boolean.TRUE.equals(row.get("allowed")), (String) row.get("reason"), (String) row.get("basis"));
    }

    @Override
    public List<Fault> faults(LocalDate day) {
        return tables.rows("assessment-sanction", Map.of("day", number(day))).stream().map(row -> new Fault((String) row.get("fault"), (String) row.get("label"),
                (String) row.get("measure"), ((Number) row.get("months")).intValue(), (String) row.get("basis"))).toList();
    }

    private static int number(LocalDate day) {
        return Integer.parseInt(day.format(DateTimeFormatter.BASIC_ISO_DATE));
    }
}
