package org.govintegrity.engine.rules;

import org.govintegrity.credit.BreachClass;
import org.govintegrity.disclosure.PenaltyClasses;
import org.govintegrity.engine.DmnTables;
import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;

/** Classes by {@code penalty-class.dmn}. */
@Component
class DmnPenaltyClasses implements PenaltyClasses {

    private final DmnTables tables;

    DmnPenaltyClasses(DmnTables tables) {
        this.tables = tables;
    }

    @Override
    public BreachClass of(Collection<String> kinds, BigDecimal fine, LocalDate decidedOn) {
        int day = Integer.parseInt(decidedOn.format(DateTimeFormatter.BASIC_ISO_DATE));
        return kinds.stream().map(kind -> tables.row("penalty-class", Map.of("category", kind, "fine", fine.doubleValue(), "day", day)))
                .map(row -> BreachClass.of((String) row.get("breachClass"))).max(Comparator.naturalOrder()).orElseThrow();
    }
}
