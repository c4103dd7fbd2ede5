package org.govintegrity.credit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * A time during which records count against their subject.
 *
 * @param from  first day
 * @param until first day on which they no longer do
 * @param first the record that began it
 * @param last  the record that ended it
 */
public record Span(LocalDate from, LocalDate until, CreditRecord first, CreditRecord last) {

    public boolean holdsOn(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(until);
    }

    /** What ended it: repaired, withdrawn, its term over … */
    public Standing endedBy() {
        return last.standingOn(until);
    }

    /** When one record counts: it can only change on its document's day, on its events' days and after its terms. */
    static List<Span> of(CreditRecord record) {
        TreeSet<LocalDate> days = new TreeSet<>();
        days.add(record.documentDate());
        days.add(record.endsOn().plusDays(1));
        if (record.sanctionUntil() != null) {
            days.add(record.sanctionUntil().plusDays(1));
        }
        record.events().forEach(event -> days.add(event.effectiveOn()));
        List<Span> spans = new ArrayList<>();
        LocalDate from = null;
        for (LocalDate day : days.tailSet(record.documentDate())) {
            boolean counts = record.countsOn(day);
            if (counts && from == null) {
                from = day;
            } else if (!counts && from != null) {
                spans.add(new Span(from, day, record, record));
                from = null;
            }
        }
        return spans;   // nothing counts beyond its term, so the last one is closed
    }

    /** When any of them counts, in order of time; what touches is one. */
    static List<Span> of(List<CreditRecord> records) {
        List<Span> all = records.stream().flatMap(r -> of(r).stream()).sorted(Comparator.comparing(Span::from).thenComparing(s -> s.first.seq())).toList();
        List<Span> merged = new ArrayList<>();
        for (Span next : all) {
            Span before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (before == null || next.from.isAfter(before.until)) {
                merged.add(next);
            } else if (next.until.isAfter(before.until)) {
                merged.set(merged.size() - 1, new Span(before.from, next.until, before.first, next.last));
            }
        }
        return merged;
    }
}
