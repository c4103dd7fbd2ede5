package org.govintegrity.web;

import org.govintegrity.credit.CreditEvent;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.Standing;

import java.time.LocalDate;
import java.util.List;

/**
 * What the picture of a file shows, and the same in words: each record as a bar from its document to its last day of use,
 * with its terms and what happened to it.
 *
 * @param omitted older records that are not drawn
 */
record CreditPicture(LocalDate asOf, List<Row> rows, int omitted) {

    /** More bars than that nobody can tell apart. */
    private static final int MAX_ROWS = 40;

    record Row(String recordNo, String label, String standing, boolean counts, LocalDate from, LocalDate repairFrom, LocalDate publishUntil, LocalDate sanctionUntil,
               LocalDate until, List<Mark> marks) {
    }

    /** @param kind {@code objection}, {@code repair} or {@code change} */
    record Mark(LocalDate day, String kind, String label, String text) {
    }

    static CreditPicture of(CreditFiles.File file) {
        List<CreditRecord> records = file.records().stream().map(CreditDesk.RecordView::record).toList();
        return new CreditPicture(file.asOf(), records.stream().limit(MAX_ROWS).map(r -> row(r, file.asOf())).toList(), Math.max(0, records.size() - MAX_ROWS));
    }

    private static Row row(CreditRecord r, LocalDate asOf) {
        return new Row(r.recordNo(), r.kind().label + "，" + r.breachClass().label, r.standingOn(asOf).label, r.countsOn(asOf), r.documentDate(), r.terms().repairFrom(),
                r.terms().publishUntil(), r.sanctionUntil(), r.endsOn(), r.events().stream().filter(e -> !e.effectiveOn().isAfter(asOf)).map(CreditPicture::mark).toList());
    }

    private static Mark mark(CreditEvent e) {
        String kind = e.standing() == Standing.OBJECTED ? "objection" : e.standing() == Standing.REPAIRED ? "repair" : "change";
        return new Mark(e.effectiveOn(), kind, e.standing().label, e.text());
    }
}
