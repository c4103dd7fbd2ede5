package org.govintegrity.disclosure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.casefile.CaseNumbers;
import org.govintegrity.casefile.RowRevoked;
import org.govintegrity.casefile.RowsWanted;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.common.table.TableFile;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.CreditTerms;
import org.govintegrity.credit.IdentityVault;
import org.govintegrity.credit.Links;
import org.govintegrity.credit.NewRecord;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.Standing;
import org.govintegrity.credit.StandingChange;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.registry.CreditCode;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Taking permits and penalties in, and withdrawing those that were revoked. */
@Service
@Transactional
public class DisclosureService {

    /** Rows of one file (project default): they are taken in within one request. */
    public static final int MAX_ROWS = 5000;

    private static final TypeReference<Map<String, String>> CELLS = new TypeReference<>() {
    };
    private static final String CLAUSE = "三.6";
    /** State of a permit that is in force. */
    private static final String STANDING = "0";
    private static final Set<String> SHOWN_OF_PERMITS = Set.of("XK_XKWS", "XK_XKLB", "XK_XKZS", "XK_XKBH", "XK_NR", "XK_JDRQ", "XK_YXQZ", "XK_YXQZI", "XK_XKJG");

    private final JdbcClient jdbc;
    private final FieldSet fields;
    private final FieldSetCheck check;
    private final DeadlineService deadlines;
    private final CaseNumbers numbers;
    private final CreditArchive archive;
    private final CreditSubjects subjects;
    private final CreditTerms terms;
    private final PenaltyClasses classes;
    private final IdentityVault vault;
    private final Registry registry;
    private final ApplicationEventPublisher events;
    private final ObjectMapper json;
    private final Clock clock;
    private final RowMapper<DisclosureEntry> entry = (row, i) -> new DisclosureEntry(row.getString("entry_no"), row.getString("batch_no"), row.getString("unit_id"),
            DisclosureKind.of(row.getString("kind")), row.getString("document_no"), row.getString("party_name"), row.getString("party_code"),
            row.getBoolean("natural_person"), row.getBoolean("legacy_code"), row.getObject("decided_on", LocalDate.class), row.getObject("received_on", LocalDate.class),
            row.getObject("due_on", LocalDate.class), row.getBoolean("late"), read(row.getString("content")), row.getString("record_no"),
            row.getObject("revoked_on", LocalDate.class), row.getObject("withdrawn_on", LocalDate.class), row.getBoolean("withdrawn_late"), row.getString("withdrawal_reason"));

    DisclosureService(JdbcClient jdbc, FieldSet fields, FieldSetCheck check, DeadlineService deadlines, CaseNumbers numbers, CreditArchive archive, CreditSubjects subjects,
                      CreditTerms terms, PenaltyClasses classes, IdentityVault vault, Registry registry, ApplicationEventPublisher events, ObjectMapper json,
                      Clock clock) {
        this.jdbc = jdbc;
        this.fields = fields;
        this.check = check;
        this.deadlines = deadlines;
        this.numbers = numbers;
        this.archive = archive;
        this.subjects = subjects;
        this.terms = terms;
        this.classes = classes;
        this.vault = vault;
        this.registry = registry;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Takes one in from a form.
     *
     * @param values by national name
     * @throws Refusal naming everything that is wrong; nothing is stored then
     */
    public Batch single(String unitId, DisclosureKind kind, Map<String, String> values, String by) {
        Map<String, String> given = fields.byCode(kind, values);
        FieldSetCheck.Checked row = check.check(kind, given, registry.unit(unitId).creditCode(), today());
        if (row.problems().isEmpty() && known(unitId, kind, row)) {
            row.problems().add(twice(kind, row));
        }
        if (!row.problems().isEmpty()) {
            throw Refusal.invalid("没有报送，请修改后再试：" + String.join("；", row.problems()) + "。");
        }
        return store(unitId, kind, null, Links.sha256(write(given)), List.of(new TableFile.Line(1, given)), by);
    }

    /**
     * Takes a file in: good rows are kept, bad ones come back.
     *
     * @throws Refusal if it cannot be read, is a file of something else, or was handed in before; nothing is stored then
     */
    public Batch file(String unitId, DisclosureKind kind, String fileName, byte[] content, String by) {
        String sha256 = Links.sha256(Base64.getEncoder().encodeToString(content));
        jdbc.sql("select batch_no from disclosure_batch where unit_id = ? and kind = ? and sha256 = ?").params(unitId, kind.code, sha256).query(String.class).optional()
                .ifPresent(no -> {
                    throw Refusal.conflict("这个文件已经报送过（" + no + "），没有重复报送。退回的行请修改后另存为新文件再上传。");
                });
        List<TableFile.Line> lines = TableFile.read(fileName, content, MAX_ROWS);
        if (lines.stream().allMatch(line -> fields.byCode(kind, line.cells()).isEmpty())) {
            throw Refusal.invalid("文件“" + fileName + "”的第一行没有" + kind.label + "的任何一个列名。请核对类别有没有选错，并对照模板的列名填写。");
        }
        return store(unitId, kind, fileName, sha256, lines, by);
    }

    private Batch store(String unitId, DisclosureKind kind, String fileName, String sha256, List<TableFile.Line> lines, String by) {
        String batchNo = numbers.next("SG", 4);
        Batch none = new Batch(batchNo, unitId, kind.code, fileName, 0, 0, 0, by, LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS));
        jdbc.sql("insert into disclosure_batch (batch_no, unit_id, kind, file_name, sha256, accepted, rejected, late, handed_in_by, handed_in_at) values (?, ?, ?, ?, ?, 0, 0, 0, ?, ?)")
                .params(batchNo, unitId, kind.code, fileName, sha256, by, none.handedInAt()).update();
        CreditCode own = registry.unit(unitId).creditCode();
        Set<String> seen = new HashSet<>();
        Map<LocalDate, LocalDate> due = new HashMap<>();
        List<NewRecord> records = new ArrayList<>();
        List<RowsWanted.Row> permits = new ArrayList<>();
        Map<CreditSubjects.Ref, String> names = new HashMap<>();
        int accepted = 0;
        int late = 0;
        for (TableFile.Line line : lines) {
            FieldSetCheck.Checked row = check.check(kind, fields.byCode(kind, line.cells()), own, today());
            if (row.problems().isEmpty() && (!seen.add(key(kind, row)) || known(unitId, kind, row))) {
                row.problems().add(twice(kind, row));
            }
            if (!row.problems().isEmpty()) {
                reject(batchNo, unitId, line, String.join("；", row.problems()));
                continue;
            }
            LocalDate decided = row.date(kind.field("JDRQ"));
            LocalDate last = due.computeIfAbsent(decided, day -> deadlines.due("double-publicity.publish", day, day).due());
            String entryNo = batchNo + "-" + String.format("%05d", line.line());
            accept(entryNo, batchNo, unitId, kind, row, decided, last);
            accepted++;
            late += today().isAfter(last) ? 1 : 0;
            boolean person = FieldSetCheck.PERSON.equals(row.values().get(kind.field("XDR_LB")));
            if (!person && kind == DisclosureKind.PENALTY) {
                records.add(record(entryNo, batchNo, unitId, row, decided, names));
            } else if (!person && STANDING.equals(row.values().get("XK_ZT"))) {
                permits.add(permit(entryNo, row, decided));
            }
        }
        if (!records.isEmpty()) {
            archive.recordAll(records, names::get, by);
            records.forEach(r -> jdbc.sql("update disclosure_entry set record_no = (select record_no from credit_record where record_key = ?) where entry_no = ?")
                    .params(r.key(), r.key().substring("disclosure:".length())).update());
        }
        if (!permits.isEmpty()) {
            events.publishEvent(new RowsWanted(batchNo, DisclosureKind.PERMIT.code, "行政许可公示审查：" + registry.unit(unitId).shortName() + "，" + permits.size() + "条（" + batchNo + "）", permits));
        }
        jdbc.sql("update disclosure_batch set accepted = ?, rejected = ?, late = ? where batch_no = ?").params(accepted, lines.size() - accepted, late, batchNo).update();
        return new Batch(batchNo, unitId, kind.code, fileName, accepted, lines.size() - accepted, late, by, none.handedInAt());
    }

    private void accept(String entryNo, String batchNo, String unitId, DisclosureKind kind, FieldSetCheck.Checked row, LocalDate decided, LocalDate last) {
        jdbc.sql("""
                        insert into disclosure_entry (entry_no, batch_no, unit_id, kind, document_no, party_name, party_code, natural_person, legacy_code, decided_on,
                            received_on, received_month, due_on, late, content, sealed)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(entryNo, batchNo, unitId, kind.code, row.values().get(kind.field("WSH")), row.values().get(kind.field("XDR_MC")),
                        row.values().get(kind.field("XDR_SHXYM")), FieldSetCheck.PERSON.equals(row.values().get(kind.field("XDR_LB"))), row.legacy(), decided, today(), month(),
                        last, today().isAfter(last), write(row.values()), row.identity().isEmpty() ? null : vault.sealText(write(row.identity()))).update();
    }

    private void reject(String batchNo, String unitId, TableFile.Line line, String problem) {
        jdbc.sql("insert into disclosure_rejected (batch_no, line, unit_id, rejected_month, problem, sealed) values (?, ?, ?, ?, ?, ?)")
                .params(batchNo, line.line(), unitId, month(), problem, vault.sealText(write(line.cells()))).update();
    }

    /** What everybody may look up of a permit: without the people who act for the company and without numbers of registers that nobody needs to know. */
    private RowsWanted.Row permit(String entryNo, FieldSetCheck.Checked row, LocalDate decided) {
        Map<String, String> content = new LinkedHashMap<>();
        fields.of(DisclosureKind.PERMIT).stream().filter(field -> SHOWN_OF_PERMITS.contains(field.code()) && row.values().containsKey(field.code()))
                .forEach(field -> content.put(field.label(), field.type().equals("date") ? ChineseDates.date(row.date(field.code())) : row.values().get(field.code())));
        String head = row.values().get("XK_FRDB");
        return new RowsWanted.Row(entryNo, row.values().get("XK_XDR_MC"), row.values().get("XK_XDR_SHXYM"), row.values().get("XK_WSH"), decided, row.date("XK_YXQZI"), content,
                head == null ? List.of() : List.of(head));
    }

    /** A penalty against an organisation or a unit is a fact of its credit file; a person's is not taken over. */
    private NewRecord record(String entryNo, String batchNo, String unitId, FieldSetCheck.Checked row, LocalDate decided, Map<CreditSubjects.Ref, String> names) {
        CreditCode code = CreditCode.of(row.values().get("CF_XDR_SHXYM"));
        Optional<Unit> unit = registry.units().stream().filter(u -> code.equals(u.creditCode())).findFirst();
        SubjectKind kind = unit.isPresent() ? SubjectKind.UNIT : SubjectKind.ORGANISATION;
        String subject = unit.map(Unit::id).orElseGet(() -> subjects.openOrganisation(code, row.values().get("CF_XDR_MC")).subjectId());
        names.put(new CreditSubjects.Ref(kind, subject), unit.map(Unit::fullName).orElse(row.values().get("CF_XDR_MC")));
        BreachClass breachClass = classes.of(List.of(row.values().get("CF_CFLB").split(";")), new BigDecimal(row.values().getOrDefault("CF_NR_FK", "0")), decided);
        return new NewRecord("disclosure:" + entryNo, kind, subject, unit.map(Unit::id).orElse(null), null, RecordKind.PENALTY, breachClass, CLAUSE, row.values().get("CF_SY"),
                "行政处罚决定书", row.values().get("CF_WSH"), decided, row.values().get("CF_NR"), terms.of(kind, breachClass, decided), null, false,
                "penalty-class，" + ChineseDates.date(decided) + "施行的版本", batchNo, unitId);
    }

    /**
     * Withdraws one whose decision was revoked; its credit record is withdrawn with it.
     *
     * @throws Refusal if it is another unit's or withdrawn already, or day or reason cannot be
     */
    public DisclosureEntry withdraw(String entryNo, String unitId, LocalDate revokedOn, String reason, String by) {
        DisclosureEntry found = find(entryNo).filter(e -> e.unitId().equals(unitId)).orElseThrow(() -> Refusal.notFound("本单位没有报送过编号为“" + entryNo + "”的信息，请核对。"));
        if (found.withdrawnOn() != null) {
            throw Refusal.conflict("这条信息已于" + ChineseDates.date(found.withdrawnOn()) + "撤回，不需要再撤回。");
        }
        if (reason == null || reason.strip().length() < 5) {
            throw Refusal.invalid("请写明撤回的理由（至少5个字），例如哪份文书撤销了原决定。");
        }
        if (revokedOn == null || revokedOn.isBefore(found.decidedOn()) || revokedOn.isAfter(today())) {
            throw Refusal.invalid("请填写决定被撤销的日期，应在决定日期" + ChineseDates.date(found.decidedOn()) + "和今天之间。");
        }
        LocalDate last = deadlines.due("penalty.withdraw-publication", revokedOn, today()).due();
        jdbc.sql("update disclosure_entry set revoked_on = ?, withdrawn_on = ?, withdrawn_late = ?, withdrawal_reason = ? where entry_no = ?")
                .params(revokedOn, today(), today().isAfter(last), reason.strip(), entryNo).update();
        if (found.recordNo() != null) {
            archive.event(new StandingChange(found.recordNo(), "disclosure-withdrawn:" + entryNo, Standing.WITHDRAWN, today(), found.batchNo(), "行政处罚决定被撤销：" + reason.strip()), by);
        }
        events.publishEvent(new RowRevoked(entryNo, "行政决定被撤销：" + reason.strip()));
        return find(entryNo).orElseThrow();
    }

    @Transactional(readOnly = true)
    public Optional<DisclosureEntry> find(String entryNo) {
        return jdbc.sql("select * from disclosure_entry where entry_no = ?").param(entryNo).query(entry).optional();
    }

    @Transactional(readOnly = true)
    public Optional<Batch> batch(String batchNo) {
        return jdbc.sql("select batch_no, unit_id, kind, file_name, accepted, rejected, late, handed_in_by, handed_in_at from disclosure_batch where batch_no = ?")
                .param(batchNo).query(Rows.of(Batch.class)).optional();
    }

    /** Rows of a batch that came back, as they were handed in. */
    @Transactional(readOnly = true)
    public List<Rejected> rejected(String batchNo) {
        return jdbc.sql("select line, problem, sealed from disclosure_rejected where batch_no = ? order by line").param(batchNo)
                .query((row, i) -> new Rejected(row.getInt("line"), read(vault.openText(row.getString("sealed"))), row.getString("problem"))).list();
    }

    /**
     * Newest first.
     *
     * @param unitId null for all units
     * @param month  of receipt, 2026-03; null for all
     */
    @Transactional(readOnly = true)
    public List<DisclosureEntry> entries(DisclosureKind kind, String unitId, String month, int limit) {
        return jdbc.sql("select * from disclosure_entry where kind = :kind" + (unitId == null ? "" : " and unit_id = :unit") + (month == null ? "" : " and received_month = :month")
                        + " order by entry_no desc fetch first :limit rows only")
                .param("kind", kind.code).param("unit", unitId).param("month", month).param("limit", limit).query(entry).list();
    }

    /**
     * Rows of the national file for publication: without those withdrawn, and with natural persons made unreadable.
     *
     * @param unitId null for all units
     */
    @Transactional(readOnly = true)
    public List<List<String>> export(DisclosureKind kind, String unitId, String month) {
        return entries(kind, unitId, month, Integer.MAX_VALUE).stream().filter(e -> e.withdrawnOn() == null).map(DisclosureService::masked)
                .map(values -> fields.of(kind).stream().map(field -> values.getOrDefault(field.code(), "")).toList()).toList();
    }

    /** Units and months, newest month first; clause 6 of the evaluation rests on this. */
    @Transactional(readOnly = true)
    public List<MonthCount> counts(String unitId) {
        Map<String, MonthCount> counts = new LinkedHashMap<>();
        String mine = unitId == null ? "" : " where unit_id = :unit";
        jdbc.sql("select unit_id, received_month as in_month, count(*) as accepted, sum(case when late = true then 1 else 0 end) as late, 0 as rejected,"
                        + " sum(case when withdrawn_late = true then 1 else 0 end) as withdrawn_late from disclosure_entry" + mine + " group by unit_id, received_month")
                .param("unit", unitId).query(Rows.of(MonthCount.class)).list().forEach(count -> counts.put(count.inMonth() + count.unitId(), count));
        jdbc.sql("select unit_id, rejected_month as in_month, 0 as accepted, 0 as late, count(*) as rejected, 0 as withdrawn_late from disclosure_rejected" + mine
                        + " group by unit_id, rejected_month")
                .param("unit", unitId).query(Rows.of(MonthCount.class)).list().forEach(count -> counts.merge(count.inMonth() + count.unitId(), count,
                        (a, b) -> new MonthCount(a.unitId(), a.inMonth(), a.accepted(), a.late(), b.rejected(), a.withdrawnLate())));
        return counts.entrySet().stream().sorted(Map.Entry.<String, MonthCount>comparingByKey().reversed()).map(Map.Entry::getValue).toList();
    }

    private static Map<String, String> masked(DisclosureEntry e) {
        if (!e.naturalPerson()) {
            return e.values();
        }
        String hidden = e.partyName().substring(0, e.partyName().offsetByCodePoints(0, 1)) + "*";
        Map<String, String> values = new LinkedHashMap<>();
        e.values().forEach((field, value) -> values.put(field, value.replace(e.partyName(), hidden)));
        return values;
    }

    private boolean known(String unitId, DisclosureKind kind, FieldSetCheck.Checked row) {
        return jdbc.sql("select count(*) from disclosure_entry where unit_id = ? and kind = ? and document_no = ? and party_name = ?")
                .params(unitId, kind.code, row.values().get(kind.field("WSH")), row.values().get(kind.field("XDR_MC"))).query(Integer.class).single() > 0;
    }

    private static String key(DisclosureKind kind, FieldSetCheck.Checked row) {
        return row.values().get(kind.field("WSH")) + "\n" + row.values().get(kind.field("XDR_MC"));
    }

    private static String twice(DisclosureKind kind, FieldSetCheck.Checked row) {
        return "文号“" + row.values().get(kind.field("WSH")) + "”对这一行政相对人已经报送过，不要重复报送";
    }

    private Map<String, String> read(String text) {
        try {
            return json.readValue(text, CELLS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored row is not JSON", e);
        }
    }

    private String write(Map<String, String> cells) {
        try {
            return json.writeValueAsString(cells);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row cannot be written as JSON", e);
        }
    }

    private String month() {
        return today().toString().substring(0, 7);
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
