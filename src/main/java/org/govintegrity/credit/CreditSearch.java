package org.govintegrity.credit;

import org.govintegrity.registry.CreditCode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks for records of units and organisations still in use, newest first. Persons' records are in no list (山东省社会信用条例
 * 第20条): of persons only a file can be found, by the whole name.
 */
@Service
@Transactional(readOnly = true)
public class CreditSearch {

    /** Further than this nothing is counted or shown: who gets more has to narrow the search. */
    public static final int MAX_COUNTED = 50_000;

    private final JdbcClient jdbc;
    private final CreditArchive archive;
    private final Clock clock;

    CreditSearch(JdbcClient jdbc, CreditArchive archive, Clock clock) {
        this.jdbc = jdbc;
        this.archive = archive;
        this.clock = clock;
    }

    /**
     * What is looked for; null leaves a condition out.
     *
     * @param text     part of a name, or a whole credit code or record number
     * @param standing how it stands today
     * @param unit     the unit it is about
     * @param source   the unit that filed it
     * @param from     first day of the document
     * @param to       last day of the document
     * @param only     subjects the reader may see; null for all
     */
    public record Filter(String text, SubjectKind kind, RecordKind recordKind, BreachClass breachClass, Standing standing, String clause, String unit,
                         String source, LocalDate from, LocalDate to, String documentNo, Collection<String> only) {

        public Filter {
            if (kind == SubjectKind.PERSON) {
                throw new IllegalArgumentException("persons' records are in no list");
            }
        }
    }

    /** @param total at most {@link #MAX_COUNTED} + 1, which means more */
    public record Page(List<CreditRecord> records, int page, int pages, long total) {

        public boolean more() {
            return total > MAX_COUNTED;
        }
    }

    /** @param page from 1; beyond the last page the last one is given */
    public Page page(Filter filter, int page, int size) {
        Map<String, Object> params = new HashMap<>();
        String where = where(filter, params);
        long total = jdbc.sql("select count(*) from (select 1 as one from credit_record r join credit_subject s on s.id = r.subject " + where
                + " fetch first " + (MAX_COUNTED + 1) + " rows only) counted").params(params).query(Long.class).single();
        int pages = (int) Math.max(1, (Math.min(total, MAX_COUNTED) + size - 1) / size);
        int shown = Math.min(Math.max(1, page), pages);
        params.put("offset", (shown - 1) * size);
        params.put("size", size);
        return new Page(archive.read(where + " order by r.seq desc offset :offset rows fetch next :size rows only", params), shown, pages, total);
    }

    /** The next records in the same order, for reading them all: those before a place in the chain. */
    public List<CreditRecord> before(Filter filter, long seq, int size) {
        Map<String, Object> params = new HashMap<>(Map.of("before", seq, "size", size));
        return archive.read(where(filter, params) + " and r.seq < :before order by r.seq desc fetch first :size rows only", params);
    }

    /** Files of persons of exactly this name, at most 50; who may know of them is for the caller to decide. */
    public List<CreditSubjects.Ref> people(String name) {
        return jdbc.sql("select subject_id from credit_subject where kind = 'person' and name = ? order by id fetch first 50 rows only").param(name)
                .query((row, i) -> new CreditSubjects.Ref(SubjectKind.PERSON, row.getString(1))).list();
    }

    /** Organisations of that name or code, at most {@code limit}. */
    public List<CreditSubjects.Ref> organisations(String text, int limit) {
        Map<String, Object> params = new HashMap<>(Map.of("limit", limit));
        return jdbc.sql("select s.subject_id from credit_subject s where s.kind = 'organisation' and " + named(text, params) + " order by s.id fetch first :limit rows only")
                .params(params).query((row, i) -> new CreditSubjects.Ref(SubjectKind.ORGANISATION, row.getString(1))).list();
    }

    private String where(Filter filter, Map<String, Object> params) {
        List<String> conditions = new ArrayList<>(List.of("s.kind <> 'person'", "r.ends_on >= :day"));
        params.put("day", LocalDate.now(clock));
        if (filter.text() != null) {
            if (filter.text().toUpperCase(Locale.ROOT).matches("XY-\\d{4}-\\d+")) {
                conditions.add("r.record_no = :text");
                params.put("text", filter.text().toUpperCase(Locale.ROOT));
            } else {
                conditions.add(named(filter.text(), params));
            }
        }
        equal(conditions, params, "s.kind", "subjectKind", filter.kind() == null ? null : filter.kind().code);
        equal(conditions, params, "r.kind", "recordKind", filter.recordKind() == null ? null : filter.recordKind().code);
        equal(conditions, params, "r.breach_class", "breachClass", filter.breachClass() == null ? null : filter.breachClass().code);
        equal(conditions, params, "r.clause", "clause", filter.clause());
        equal(conditions, params, "r.unit_id", "unit", filter.unit());
        equal(conditions, params, "r.source", "source", filter.source());
        equal(conditions, params, "r.document_no", "documentNo", filter.documentNo());
        equal(conditions, params, StandingSql.ON_DAY, "standing", filter.standing() == null ? null : filter.standing().code);
        if (filter.from() != null) {
            conditions.add("r.document_date >= :from");
            params.put("from", filter.from());
        }
        if (filter.to() != null) {
            conditions.add("r.document_date <= :to");
            params.put("to", filter.to());
        }
        if (filter.only() != null) {
            conditions.add("s.kind = 'unit' and s.subject_id in (:only)");
            params.put("only", filter.only().isEmpty() ? List.of("-") : filter.only());
        }
        return "where " + String.join(" and ", conditions);
    }

    private static String named(String text, Map<String, Object> params) {
        CreditCode code = CreditCode.of(text);
        if (code.wellFormed()) {
            params.put("text", code.text());
            return "s.credit_code = :text";
        }
        params.put("text", "%" + text.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%");
        return "lower(s.name) like :text escape '!'";
    }

    private static void equal(List<String> conditions, Map<String, Object> params, String what, String name, String value) {
        if (value != null) {
            conditions.add(what + " = :" + name);
            params.put(name, value);
        }
    }
}
