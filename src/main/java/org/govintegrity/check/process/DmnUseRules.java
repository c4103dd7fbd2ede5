package org.govintegrity.check.process;

import org.govintegrity.check.Measure;
import org.govintegrity.check.Outcome;
import org.govintegrity.check.Purpose;
import org.govintegrity.check.UseRules;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.engine.DmnTables;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables {@code credit-purpose}, {@code credit-measure}, {@code credit-authority} and {@code credit-use}. */
@Component
class DmnUseRules implements UseRules {

    private final DmnTables tables;

    DmnUseRules(DmnTables tables) {
        this.tables = tables;
    }

    @Override
    public List<Purpose> purposes(LocalDate day) {
        return tables.rows("credit-purpose", Map.of("day", number(day))).stream().map(row -> new Purpose(text(row, "code"), text(row, "label"), text(row, "basis"))).toList();
    }

    @Override
    public List<Measure> measures(LocalDate day) {
        return tables.rows("credit-measure", Map.of("day", number(day))).stream().map(row -> new Measure(text(row, "code"), text(row, "label"), text(row, "basis"))).toList();
    }

    @Override
    public Verdict authority(Office office, String purpose, SubjectKind subject, String relation, boolean consent, LocalDate day) {
        Map<String, Object> row = tables.row("credit-authority", Map.of("office", office.name().toLowerCase(Locale.ROOT), "purpose", purpose, "subject", subject.code,
                "relation", relation, "consent", consent, "day", number(day)));
        return new Verdict(Boolean.TRUE.equals(row.get("allowed")), text(row, "words"), text(row, "basis"));
    }

    @Override
    public Allowance allowance(String purpose, SubjectKind subject, BreachClass breachClass, RecordKind kind, LocalDate day) {
        Map<String, Object> row = tables.row("credit-use", Map.of("purpose", purpose, "subject", subject.code, "breachClass", breachClass.code,
                "recordKind", kind == null ? "" : kind.code, "day", number(day)));
        String measures = text(row, "measures");
        return new Allowance(measures.isEmpty() ? List.of() : List.of(measures.split(",")), Outcome.of(text(row, "suggestion")),
                Detail.valueOf(text(row, "detail").toUpperCase(Locale.ROOT)), text(row, "basis"));
    }

    private static int number(LocalDate day) {
        return (day.getYear() * 100 + day.getMonthValue()) * 100 + day.getDayOfMonth();
    }

    private static String text(Map<String, Object> row, String name) {
        return (String) row.get(name);
    }
}
