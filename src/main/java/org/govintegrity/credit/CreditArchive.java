package org.govintegrity.credit;

import org.govintegrity.common.BulkInsert;
import org.govintegrity.common.OneOf;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Writes and reads the archive. Whatever is written joins one chain: the chain's end is locked until the transaction ends,
 * so two nodes writing at once wait for each other, and a transaction that fails leaves no gap.
 */
@Service
@Transactional
public class CreditArchive {

    private static final String FIELDS = """
            r.seq, r.record_no, s.kind as subject_kind, s.subject_id, s.name as subject_name, r.unit_id, r.post, r.kind, r.breach_class, r.clause,
            r.facts, r.document_name, r.document_no, r.document_date, r.decision, r.publishable, r.repair_from, r.publish_until, r.ends_on, r.terms_basis,
            r.sanction_until, r.rule_used, r.case_no, r.source, r.recorded_at, r.recorded_by, r.hash""";
    private static final String FROM = "\nfrom credit_record r join credit_subject s on s.id = r.subject\n";
    private static final String SELECT = "select " + FIELDS + FROM;
    /** Of a record and its events, one row for each. */
    private static final String WHOLE = FIELDS + ", e.seq as event_seq, e.standing, e.effective_on, e.ref, e.text, e.happened_at, e.actor, e.hash as event_hash";

    private static final BulkInsert RECORDS = BulkInsert.into("credit_record", "record_no", "seq", "record_key", "subject", "unit_id", "post", "kind", "breach_class",
            "clause", "facts", "document_name", "document_no", "document_date", "decision", "publishable", "repair_from", "publish_until", "ends_on", "terms_basis",
            "sanction_until", "rule_used", "case_no", "source", "recorded_at", "recorded_by", "prev_hash", "hash");

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final CreditSubjects subjects;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    CreditArchive(JdbcClient jdbc, JdbcTemplate batch, CreditSubjects subjects, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.subjects = subjects;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Enters a record, within the transaction of whoever found it. The same key twice gives the record that is there.
     *
     * @param by who decided: a person's id, or {@code system}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public CreditRecord record(NewRecord entry, String subjectName, String by) {
        recordAll(List.of(entry), ref -> subjectName, by);
        return ofKey(entry.key()).orElseThrow();
    }

    /** {@link #recordAll(List, Function, Collection, String)} for who knows no file yet. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, String> recordAll(List<NewRecord> entries, Function<CreditSubjects.Ref, String> names, String by) {
        return recordAll(entries, names, List.of(), by);
    }

    /**
     * Enters many records in few statements; those whose key is there already are left as they are.
     *
     * @param names the name of a subject, for those who have no file yet
     * @param known files that the caller has read already; they are not looked for again
     * @return numbers of all of them by key, of those that were there already too
     * @throws IllegalArgumentException if a record would end before the document it rests on
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, String> recordAll(List<NewRecord> entries, Function<CreditSubjects.Ref, String> names, Collection<CreditSubject> known, String by) {
        for (NewRecord entry : entries) {
            if (entry.terms().useUntil().isBefore(entry.documentDate())) {
                throw new IllegalArgumentException("a record cannot end before the document it rests on");
            }
        }
        Tail tail = lockTail();   // before looking for the keys: whoever waits here must see what the other has written
        Map<String, String> numbers = numbersOf(entries.stream().map(NewRecord::key).toList());
        Map<CreditSubjects.Ref, String> wanted = new LinkedHashMap<>();
        List<NewRecord> fresh = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (NewRecord entry : entries) {
            if (!numbers.containsKey(entry.key()) && keys.add(entry.key())) {
                fresh.add(entry);
                wanted.computeIfAbsent(new CreditSubjects.Ref(entry.subject(), entry.subjectId()), names);
            }
        }
        if (fresh.isEmpty()) {
            return numbers;
        }
        Map<CreditSubjects.Ref, CreditSubject> files = new HashMap<>();
        known.forEach(file -> files.put(new CreditSubjects.Ref(file.kind(), file.subjectId()), file));
        wanted.keySet().removeAll(files.keySet());
        files.putAll(subjects.openAll(wanted));
        LocalDateTime now = now();
        End end = new End(tail);
        List<Object[]> changes = new ArrayList<>();
        List<CreditRecord> entered = new ArrayList<>();
        RECORDS.rows(batch, sink -> {
            for (NewRecord e : fresh) {
                String previous = end.hash;
                CreditSubject file = files.get(new CreditSubjects.Ref(e.subject(), e.subjectId()));
                String recordNo = "XY-" + now.getYear() + "-" + String.format("%06d", ++end.seq);
                Terms t = e.terms();
                end.hash = Links.hash(previous, "record", end.seq, recordNo, e.key(), e.subject().code, e.subjectId(), e.unitId(), e.post(), e.kind().code,
                        e.breachClass().code, e.clause(), e.facts(), e.documentName(), e.documentNo(), e.documentDate(), e.decision(), t.publishable(),
                        t.repairFrom(), t.publishUntil(), t.useUntil(), t.basis(), e.sanctionUntil(), e.rule(), e.caseNo(), e.source(), now, by);
                sink.accept(new Object[]{recordNo, end.seq, e.key(), file.id(), e.unitId(), e.post(), e.kind().code,
                        e.breachClass().code, e.clause(), e.facts(), e.documentName(), e.documentNo(), e.documentDate(), e.decision(), t.publishable(),
                        t.repairFrom(), t.publishUntil(), t.useUntil(), t.basis(), e.sanctionUntil(), e.rule(), e.caseNo(), e.source(), now, by, previous, end.hash});
                numbers.put(e.key(), recordNo);
                CreditRecord record = new CreditRecord(end.seq, recordNo, e.subject(), e.subjectId(), file.name(), e.unitId(), e.post(), e.kind(), e.breachClass(), e.clause(), e.facts(),
                        e.documentName(), e.documentNo(), e.documentDate(), e.decision(), t, e.sanctionUntil(), e.rule(), e.caseNo(), e.source(), now, by, end.hash, List.of(), now.toLocalDate());
                if (e.pending()) {
                    previous = end.hash;
                    StandingChange held = new StandingChange(recordNo, "pending:" + e.key(), Standing.PENDING, e.documentDate(), DOCUMENT, "文书尚未生效或者正在复核，暂不使用、不公示");
                    end.hash = eventHash(previous, ++end.seq, held, now, by);
                    changes.add(eventRow(end.seq, held, now, by, previous, end.hash));
                    record = with(record, List.of(new CreditEvent(end.seq, recordNo, held.standing(), held.effectiveOn(), held.ref(), held.text(), now, by, end.hash)));
                }
                entered.add(record);
            }
        });
        insertEvents(changes);
        moveTail(end.seq, end.hash);
        events.publishEvent(new RecordsEntered(entered, files.values(), true));
        return numbers;
    }

    /** The reference under which a document's coming into force is noted. */
    public static final String DOCUMENT = "document";

    /** A document that was held 在途 has come into force. Twice is once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void documentInForce(CreditRecord record, LocalDate from, String text, String by) {
        event(new StandingChange(record.recordNo(), "in-force:" + record.recordNo(), Standing.IN_FORCE, from, DOCUMENT, text), by);
    }

    /** Changes how a record stands. The same key twice changes nothing more. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void event(StandingChange change, String by) {
        Tail tail = lockTail();
        if (jdbc.sql("select count(*) from credit_event where event_key = ?").param(change.key()).query(Integer.class).single() > 0) {
            return;
        }
        long seq = tail.seq() + 1;
        LocalDateTime now = now();
        String hash = eventHash(tail.hash(), seq, change, now, by);
        insertEvents(List.<Object[]>of(eventRow(seq, change, now, by, tail.hash(), hash)));
        moveTail(seq, hash);
        events.publishEvent(new StandingChanged(change.recordNo(), change.standing()));
    }

    /** @throws EmptyResultDataAccessException if there is no such record */
    @Transactional(readOnly = true)
    public CreditRecord get(String recordNo) {
        return find(recordNo).orElseThrow(() -> new EmptyResultDataAccessException("no record " + recordNo, 1));
    }

    @Transactional(readOnly = true)
    public Optional<CreditRecord> find(String recordNo) {
        return read("where r.record_no = :no", Map.of("no", recordNo)).stream().findFirst();
    }

    /** Whose file it is and what is in it, newest first. */
    public record CreditFile(CreditSubject subject, List<CreditRecord> records) {
    }

    /** Records of a subject, newest first. */
    @Transactional(readOnly = true)
    public List<CreditRecord> of(SubjectKind kind, String subjectId) {
        return readWhole("where s.kind = :kind and s.subject_id = :id order by r.seq desc, e.seq", Map.of("kind", kind.code, "id", subjectId));
    }

    /** Records of many subjects in few statements, by row of the subject; who has none is not in the answer. */
    @Transactional(readOnly = true)
    public Map<CreditSubjects.Ref, List<CreditRecord>> of(Collection<CreditSubject> files) {
        Map<CreditSubjects.Ref, List<CreditRecord>> found = new HashMap<>();
        List<Long> ids = files.stream().map(CreditSubject::id).distinct().toList();
        for (int from = 0; from < ids.size(); from += CreditSubjects.STRIDE) {
            readWhole("where r.subject in (:ids) order by r.seq desc, e.seq", Map.of("ids", ids.subList(from, Math.min(ids.size(), from + CreditSubjects.STRIDE))))
                    .forEach(r -> found.computeIfAbsent(new CreditSubjects.Ref(r.subject(), r.subjectId()), ref -> new ArrayList<>()).add(r));
        }
        return found;
    }

    /** The files with these credit codes, by code; who has none is not in the answer. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public Map<String, CreditFile> filesByCode(Collection<String> codes) {
        return files("s.credit_code", "", codes);
    }

    /** The files with these keyed hashes of identity numbers, by hash. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public Map<String, CreditFile> filesByIdentityKey(Collection<String> keys) {
        return files("s.identity_key", "", keys);
    }

    /** The files of these units, by id; each unit's own, without those of the units it has succeeded. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public Map<String, CreditFile> filesOfUnits(Collection<String> unitIds) {
        return files("s.subject_id", " and s.kind = 'unit'", unitIds);
    }

    /** Whole files in one statement for some hundred of them: who asks for one file pays for one way to the database and back. */
    private Map<String, CreditFile> files(String column, String condition, Collection<String> values) {
        Map<String, Gathered> found = new LinkedHashMap<>();
        List<String> all = values.stream().distinct().toList();
        for (int from = 0; from < all.size(); from += CreditSubjects.STRIDE) {
            OneOf some = OneOf.of(column, all.subList(from, Math.min(all.size(), from + CreditSubjects.STRIDE)));
            jdbc.sql("select s.id as file, s.credit_code, s.legacy_code, s.identity_key, s.since, " + column + " as found_by, " + WHOLE
                            + "\nfrom credit_subject s left join credit_record r on r.subject = s.id left join credit_event e on e.record_no = r.record_no\nwhere "
                            + some.sql() + condition + " order by s.id, r.seq desc, e.seq")
                    .param("values", some.value())
                    .query((RowCallbackHandler) row -> {
                        String foundBy = row.getString("found_by");
                        Gathered file = found.get(foundBy);
                        if (file == null) {
                            file = new Gathered(new CreditSubject(row.getLong("file"), SubjectKind.of(row.getString("subject_kind")), row.getString("subject_id"),
                                    row.getString("subject_name"), row.getString("credit_code"), row.getBoolean("legacy_code"), row.getString("identity_key") != null,
                                    row.getObject("since", LocalDate.class)), LocalDate.now(clock));
                            found.put(foundBy, file);
                        }
                        file.add(row);
                    });
        }
        Map<String, CreditFile> files = new LinkedHashMap<>();
        found.forEach((foundBy, file) -> files.put(foundBy, new CreditFile(file.subject, file.records())));
        return files;
    }

    /** Records of one file or more as their rows come in: one row a record and event, those of a record together. */
    private static final class Gathered {

        private final CreditSubject subject;
        private final LocalDate today;
        private final Map<String, CreditRecord> records = new LinkedHashMap<>();
        private final Map<String, List<CreditEvent>> events = new HashMap<>();

        Gathered(CreditSubject subject, LocalDate today) {
            this.subject = subject;
            this.today = today;
        }

        void add(ResultSet row) throws SQLException {
            String recordNo = row.getString("record_no");
            if (recordNo != null && !records.containsKey(recordNo)) {
                records.put(recordNo, record(row, List.of(), today));
            }
            if (row.getString("standing") != null) {
                events.computeIfAbsent(recordNo, no -> new ArrayList<>()).add(event(row, "event_"));
            }
        }

        List<CreditRecord> records() {
            return records.values().stream().map(r -> events.containsKey(r.recordNo()) ? with(r, events.get(r.recordNo())) : r).toList();
        }
    }

    /** Records that a case has led to. */
    @Transactional(readOnly = true)
    public List<CreditRecord> ofCase(String caseNo) {
        return read("where r.case_no = :no order by r.seq", Map.of("no", caseNo));
    }

    /** The record of that key, if it was ever written. */
    @Transactional(readOnly = true)
    public Optional<CreditRecord> ofKey(String key) {
        return read("where r.record_key = :key", Map.of("key", key)).stream().findFirst();
    }

    /** The numbers of the records with these keys, as far as there are any. */
    @Transactional(readOnly = true)
    public Map<String, String> numbersOf(Collection<String> keys) {
        Map<String, String> found = new HashMap<>();
        List<String> all = List.copyOf(keys);
        for (int from = 0; from < all.size(); from += CreditSubjects.STRIDE) {
            OneOf some = OneOf.of("record_key", all.subList(from, Math.min(all.size(), from + CreditSubjects.STRIDE)));
            jdbc.sql("select record_key, record_no from credit_record where " + some.sql()).param("values", some.value())
                    .query((row, i) -> found.put(row.getString(1), row.getString(2))).list();
        }
        return found;
    }

    /** Records of a subject that rest on the same document. */
    @Transactional(readOnly = true)
    public List<CreditRecord> ofDocument(SubjectKind kind, String subjectId, String documentNo) {
        return read("where s.kind = :kind and s.subject_id = :id and r.document_no = :document order by r.seq",
                Map.of("kind", kind.code, "id", subjectId, "document", documentNo));
    }

    /** A subject's records since a day that still count, for instance to tell a repeated breach. */
    @Transactional(readOnly = true)
    public long countingSince(SubjectKind kind, String subjectId, LocalDate since) {
        return of(kind, subjectId).stream().filter(r -> r.standing().counts() && !r.documentDate().isBefore(since)).count();
    }

    /**
     * Records by a condition of the caller's, with their events.
     *
     * @param where of {@code credit_record r join credit_subject s}; only named parameters, never text from outside
     */
    @Transactional(readOnly = true)
    public List<CreditRecord> read(String where, Map<String, ?> params) {
        LocalDate today = LocalDate.now(clock);
        List<CreditRecord> bare = jdbc.sql(SELECT + where).params(params).query((row, i) -> record(row, List.of(), today)).list();
        if (bare.isEmpty()) {
            return bare;
        }
        Map<String, List<CreditEvent>> events = events(bare.stream().map(CreditRecord::recordNo).toList());
        return events.isEmpty() ? bare : bare.stream().map(r -> events.containsKey(r.recordNo()) ? with(r, events.get(r.recordNo())) : r).toList();
    }

    /** The same in one statement, for conditions without a limit; events are {@code e}, and the order must keep those of a record together. */
    private List<CreditRecord> readWhole(String where, Map<String, ?> params) {
        Gathered all = new Gathered(null, LocalDate.now(clock));
        jdbc.sql("select " + WHOLE + FROM + "left join credit_event e on e.record_no = r.record_no\n" + where).params(params).query((RowCallbackHandler) all::add);
        return all.records();
    }

    private Map<String, List<CreditEvent>> events(List<String> recordNos) {
        Map<String, List<CreditEvent>> found = new HashMap<>();
        for (int from = 0; from < recordNos.size(); from += CreditSubjects.STRIDE) {
            jdbc.sql("""
                            select seq, record_no, standing, effective_on, ref, text, happened_at, actor, hash from credit_event where record_no in (:nos) order by seq""")
                    .param("nos", recordNos.subList(from, Math.min(recordNos.size(), from + CreditSubjects.STRIDE)))
                    .query((row, i) -> event(row, "")).list().forEach(e -> found.computeIfAbsent(e.recordNo(), no -> new ArrayList<>()).add(e));
        }
        return found;
    }

    /** @param prefix of those columns that a record has too */
    private static CreditEvent event(ResultSet row, String prefix) throws SQLException {
        return new CreditEvent(row.getLong(prefix + "seq"), row.getString("record_no"), Standing.of(row.getString("standing")), row.getObject("effective_on", LocalDate.class),
                row.getString("ref"), row.getString("text"), row.getObject("happened_at", LocalDateTime.class), row.getString("actor"), row.getString(prefix + "hash"));
    }

    private static CreditRecord record(ResultSet row, List<CreditEvent> events, LocalDate today) throws SQLException {
        return new CreditRecord(row.getLong("seq"), row.getString("record_no"), SubjectKind.of(row.getString("subject_kind")), row.getString("subject_id"),
                row.getString("subject_name"), row.getString("unit_id"), row.getString("post"), RecordKind.of(row.getString("kind")),
                BreachClass.of(row.getString("breach_class")), row.getString("clause"), row.getString("facts"), row.getString("document_name"),
                row.getString("document_no"), row.getObject("document_date", LocalDate.class), row.getString("decision"), terms(row),
                row.getObject("sanction_until", LocalDate.class), row.getString("rule_used"), row.getString("case_no"), row.getString("source"),
                row.getObject("recorded_at", LocalDateTime.class), row.getString("recorded_by"), row.getString("hash"), events, today);
    }

    private static Terms terms(ResultSet row) throws SQLException {
        return new Terms(row.getBoolean("publishable"), row.getObject("repair_from", LocalDate.class), row.getObject("publish_until", LocalDate.class),
                row.getObject("ends_on", LocalDate.class), row.getString("terms_basis"));
    }

    private static CreditRecord with(CreditRecord r, List<CreditEvent> events) {
        return new CreditRecord(r.seq(), r.recordNo(), r.subject(), r.subjectId(), r.subjectName(), r.unitId(), r.post(), r.kind(), r.breachClass(), r.clause(),
                r.facts(), r.documentName(), r.documentNo(), r.documentDate(), r.decision(), r.terms(), r.sanctionUntil(), r.rule(), r.caseNo(), r.source(),
                r.recordedAt(), r.recordedBy(), r.hash(), List.copyOf(events), r.readOn());
    }

    private static String eventHash(String previous, long seq, StandingChange c, LocalDateTime now, String by) {
        return Links.hash(previous, "event", seq, c.recordNo(), c.key(), c.standing().code, c.effectiveOn(), c.ref(), c.text(), now, by);
    }

    private static Object[] eventRow(long seq, StandingChange c, LocalDateTime now, String by, String previous, String hash) {
        return new Object[]{seq, c.recordNo(), c.key(), c.standing().code, c.effectiveOn(), c.ref(), c.text(), now, by, previous, hash};
    }

    private void insertEvents(List<Object[]> rows) {
        if (!rows.isEmpty()) {
            batch.batchUpdate("""
                    insert into credit_event (seq, record_no, event_key, standing, effective_on, ref, text, happened_at, actor, prev_hash, hash)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", rows);
        }
    }

    /** What every database keeps exactly. */
    private LocalDateTime now() {
        return LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
    }

    private Tail lockTail() {
        return jdbc.sql("select seq, hash from credit_chain where id = 1 for update").query((row, i) -> new Tail(row.getLong(1), row.getString(2))).single();
    }

    private void moveTail(long seq, String hash) {
        jdbc.sql("update credit_chain set seq = ?, hash = ? where id = 1").params(seq, hash).update();
    }

    private record Tail(long seq, String hash) {
    }

    /** Of the chain, while it grows. */
    private static final class End {

        private long seq;
        private String hash;

        End(Tail tail) {
            this.seq = tail.seq();
            this.hash = tail.hash();
        }
    }
}
