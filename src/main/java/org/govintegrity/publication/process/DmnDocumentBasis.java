package org.govintegrity.publication.process;

import org.govintegrity.engine.DmnTables;
import org.govintegrity.publication.DocumentBasis;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** The basis by {@code publication-document.dmn}. */
@Component
class DmnDocumentBasis implements DocumentBasis {

    private final DmnTables tables;

    DmnDocumentBasis(DmnTables tables) {
        this.tables = tables;
    }

    @Override
    public Answer of(String kind, LocalDate day) {
        Map<String, Object> row = tables.row("publication-document", Map.of("kind", kind, "day", Integer.parseInt(day.format(DateTimeFormatter.BASIC_ISO_DATE))));
        return new Answer(Boolean.TRUE.equals(row.get("allowed")), (String) row.get("title"), (String) row.get("basis"), ((Number) row.get("months")).intValue());
    }
}
