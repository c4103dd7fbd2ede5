package org.govintegrity.publication.process;

import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.engine.DmnTables;
import org.govintegrity.publication.PublicationBasis;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** The basis by {@code publication-basis.dmn}. */
@Component
class DmnPublicationBasis implements PublicationBasis {

    private final DmnTables tables;

    DmnPublicationBasis(DmnTables tables) {
        this.tables = tables;
    }

    @Override
    public Answer of(SubjectKind subject, RecordKind kind, LocalDate day) {
        Map<String, Object> row = tables.row("publication-basis", Map.of("subject", subject.code, "kind", kind.code,
                "day", Integer.parseInt(day.format(DateTimeFormatter.BASIC_ISO_DATE))));
        return new Answer(Boolean.TRUE.equals(row.get("allowed")), (String) row.get("basis"));
    }
}
