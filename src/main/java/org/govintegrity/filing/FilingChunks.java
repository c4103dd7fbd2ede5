package org.govintegrity.filing;

import org.govintegrity.casefile.CaseNumbers;
import org.govintegrity.common.OneOf;
import org.govintegrity.common.Sha256;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditSubject;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.NewRecord;
import org.govintegrity.credit.SealedIdentity;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.registry.CreditCode;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes staged rows into the archive, some thousand at a time. What becomes of a row and its record are one transaction, so a
 * crash loses at most the rows of one step, which are still staged and are simply taken again.
 */
@Component
class FilingChunks {

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final FilingStore store;
    private final FilingSources sources;
    private final RowCheck check;
    private final CreditArchive archive;
    private final CreditSubjects subjects;
    private final CaseNumbers numbers;
    private final Registry registry;
    private final FilingSettings settings;
    private final Clock clock;

    FilingChunks(JdbcClient jdbc, JdbcTemplate batch, FilingStore store, FilingSources sources, RowCheck check, CreditArchive archive, CreditSubjects subjects,
                 CaseNumbers numbers, Registry registry, FilingSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.store = store;
        this.sources = sources;
        this.check = check;
        this.archive = archive;
        this.subjects = subjects;
        this.numbers = numbers;
        this.registry = registry;
        this.settings = settings;
        this.clock = clock;
    }

    /** A row with its subject. */
    private record Entry(Checked row, NewRecord record, String subjectName) {
    }

    /** Takes the next rows; nothing where none is staged. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void next(Filing filing) {
        List<StagedRow> rows = store.rows(filing.batch(), FilingStore.STAGED, settings.step());
        FilingSource source = sources.find(filing.sourceId()).orElseThrow(() -> new IllegalStateException(filing.sourceId() + " is no source any more"));
        List<StagedRow> done = new ArrayList<>();
        List<Checked> checked = new ArrayList<>();
        for (StagedRow row : rows) {
            RowCheck.Result result = check.check(row.decision() == null ? row : without(row), source);
            if (result.checked() == null) {
                done.add(as(row, FilingStore.REFUSED, result.problem(), null));
            } else {
                checked.add(result.checked());
            }
        }
        Matching matching = new Matching(checked, subjects, registry, LocalDate.now(clock));
        Map<Integer, Matching.Match> opened = opened(checked, matching);
        List<Entry> entries = new ArrayList<>();
        for (Checked row : checked) {
            Matching.Match match = row.row().decision() == null ? matching.of(row) : decided(row, matching, opened);
            if (match.ref() == null) {
                done.add(as(row.row(), FilingStore.UNDECIDED, match.why(), null));
                continue;
            }
            if ((match.ref().kind() == SubjectKind.PERSON) != (row.subject() == SubjectKind.PERSON)) {   // a person's terms are others: never shown
                done.add(as(row.row(), FilingStore.UNDECIDED, "个人的记录只能归入个人的档案，单位的只能归入单位的，请重新认定", null));
                continue;
            }
            boolean staff = match.ref().kind() == SubjectKind.PERSON && matching.person(match.ref().subjectId()).isPresent();
            if (staff && (row.row().get(Column.UNIT_THEN) == null || row.row().get(Column.POST_THEN) == null)) {
                done.add(as(row.row(), FilingStore.REFUSED, "公职人员的记录请填写“时任单位”和“时任职务”，记录随本人并注明当时的职务", null));
            } else {
                entries.add(new Entry(row, record(filing, row, match, matching), match.name()));
            }
        }
        enter(filing, entries, matching.files(), done);
        store.update(filing.batch(), done);
    }

    private void enter(Filing filing, List<Entry> entries, Collection<CreditSubject> files, List<StagedRow> done) {
        Map<String, String> known = known(entries);
        Map<String, Entry> fresh = new LinkedHashMap<>();
        for (Entry entry : entries) {
            String recordNo = known.get(identity(entry.record()));
            if (recordNo != null) {
                done.add(as(entry.row().row(), FilingStore.KNOWN, "同一主体、同一种类的这份文书已经归集（" + recordNo + "），没有重复记录，本行不必再报；内容有误的请走异议更正", recordNo));
            } else if (fresh.putIfAbsent(identity(entry.record()), entry) != null) {
                done.add(as(entry.row().row(), FilingStore.KNOWN, "与本文件第" + fresh.get(identity(entry.record())).row().row().line() + "行是同一主体的同一份文书，没有重复记录，请删去本行", null));
            }
        }
        if (fresh.isEmpty()) {
            return;
        }
        Map<CreditSubjects.Ref, String> names = new HashMap<>();
        fresh.values().forEach(e -> names.put(new CreditSubjects.Ref(e.record().subject(), e.record().subjectId()), e.subjectName()));
        List<NewRecord> records = fresh.values().stream().map(Entry::record).toList();
        Map<String, String> recordNos = archive.recordAll(records, names::get, files, filing.filedBy());
        List<Object[]> pending = new ArrayList<>();
        for (Entry entry : fresh.values()) {
            String recordNo = recordNos.get(entry.record().key());
            done.add(as(entry.row().row(), FilingStore.FILED, null, recordNo));
            if (entry.record().pending()) {
                pending.add(new Object[]{recordNo, filing.caseNo()});
            }
        }
        batch.batchUpdate("insert into filing_pending (record_no, case_no) values (?, ?)", pending);
    }

    /** Records that rest on the same documents, by subject, kind and number. */
    private Map<String, String> known(List<Entry> entries) {
        Map<String, String> known = new HashMap<>();
        if (!entries.isEmpty()) {
            OneOf documents = OneOf.of("r.document_no", entries.stream().map(e -> e.record().documentNo()).distinct().toList());
            jdbc.sql("select s.kind as subject_kind, s.subject_id, r.kind, r.document_no, r.record_no from credit_record r join credit_subject s on s.id = r.subject where " + documents.sql())
                    .param("values", documents.value())
                    .query((row, i) -> known.put(identity(row.getString("subject_kind"), row.getString("subject_id"), row.getString("kind"), row.getString("document_no")),
                            row.getString("record_no"))).list();
        }
        return known;
    }

    private static String identity(NewRecord record) {
        return identity(record.subject().code, record.subjectId(), record.kind().code, record.documentNo());
    }

    private static String identity(String... parts) {
        return String.join("\n", parts);
    }

    private NewRecord record(Filing filing, Checked row, Matching.Match match, Matching matching) {
        StagedRow r = row.row();
        boolean person = match.ref().kind() == SubjectKind.PERSON;
        Unit unitThen = person ? matching.unitNamed(r.get(Column.UNIT_THEN)).orElse(null) : null;
        String post = !person ? null : unitThen != null || r.get(Column.UNIT_THEN) == null ? r.get(Column.POST_THEN)
                : r.get(Column.UNIT_THEN) + (r.get(Column.POST_THEN) == null ? "" : r.get(Column.POST_THEN));
        return new NewRecord(key(filing.sourceId(), row.kind().code, r.get(Column.DOCUMENT_NO), match.ref().kind().code, match.ref().subjectId()),
                match.ref().kind(), match.ref().subjectId(), person ? unitThen == null ? null : unitThen.id() : match.ref().kind() == SubjectKind.UNIT ? match.ref().subjectId() : null,
                post, row.kind(), row.breachClass(), null, match.trace() + r.get(Column.FACTS), r.get(Column.DOCUMENT_NAME), r.get(Column.DOCUMENT_NO), row.documentDate(),
                r.get(Column.DECISION), row.terms(), person ? row.sanctionUntil() : null, row.pending(), row.rule(), filing.caseNo(), filing.sourceId());
    }

    /** The same source, document and subject is the same fact, however often it is filed. */
    private static String key(String... parts) {
        return "filing:" + Sha256.hex(identity(parts));
    }

    /** What a clerk has decided. */
    private Matching.Match decided(Checked row, Matching matching, Map<Integer, Matching.Match> opened) {
        StagedRow r = row.row();
        if (r.decision().equals("known")) {
            return r.chosenKind() == SubjectKind.UNIT ? matching.unit(registry.unit(r.chosenId()))
                    : Matching.Match.found(r.chosenKind(), r.chosenId(), matching.person(r.chosenId()).map(p -> p.name()).orElse(row.name()));
        }
        Matching.Match there = matching.of(row);   // opened meanwhile, for instance by an earlier step of the same file
        return there.ref() != null ? there : opened.get(r.rowNo());
    }

    /** Files for those whom a clerk wants to have one, by row, all at once and within the transaction that enters their first records. */
    private Map<Integer, Matching.Match> opened(List<Checked> checked, Matching matching) {
        List<Checked> wanted = checked.stream().filter(c -> "open".equals(c.row().decision()) && matching.of(c).ref() == null).toList();
        Map<CreditCode, String> bodies = new LinkedHashMap<>();
        Map<SealedIdentity, String> people = new LinkedHashMap<>();
        Set<String> keys = new HashSet<>();
        List<Checked> nameless = new ArrayList<>();
        for (Checked c : wanted) {
            if (c.subject() == SubjectKind.PERSON && c.row().identity() != null) {
                if (keys.add(c.row().identity().key())) {
                    people.put(c.row().identity(), c.name());
                }
            } else if (c.subject() != SubjectKind.PERSON && c.code() != null) {
                bodies.putIfAbsent(c.code(), c.name());
            } else {
                nameless.add(c);
            }
        }
        Map<String, CreditSubject> byCode = subjects.openOrganisations(bodies);
        Map<String, CreditSubject> byKey = subjects.openPeople(people);
        Map<Integer, Matching.Match> opened = new HashMap<>();
        for (Checked c : wanted) {
            if (c.subject() == SubjectKind.PERSON && c.row().identity() != null) {
                opened.put(c.row().rowNo(), Matching.Match.found(SubjectKind.PERSON, byKey.get(c.row().identity().key()).subjectId(), c.name()));
            } else if (c.subject() != SubjectKind.PERSON && c.code() != null) {
                opened.put(c.row().rowNo(), Matching.Match.found(SubjectKind.ORGANISATION, byCode.get(c.code().text()).subjectId(), c.name()));
            }
        }
        if (!nameless.isEmpty()) {
            Iterator<String> ids = numbers.next("W", 6, nameless.size()).iterator();
            nameless.forEach(c -> opened.put(c.row().rowNo(), Matching.Match.found(c.subject() == SubjectKind.PERSON ? SubjectKind.PERSON : SubjectKind.ORGANISATION, ids.next(), c.name())));
        }
        return opened;
    }

    private static StagedRow without(StagedRow r) {
        return new StagedRow(r.rowNo(), r.line(), r.state(), r.cells(), r.identity(), null, r.decision(), r.chosenKind(), r.chosenId(), r.decidedBy(), r.recordNo());
    }

    private static StagedRow as(StagedRow r, String state, String problem, String recordNo) {
        return new StagedRow(r.rowNo(), r.line(), state, r.cells(), r.identity(), problem, r.decision(), r.chosenKind(), r.chosenId(), r.decidedBy(), recordNo);
    }
}
