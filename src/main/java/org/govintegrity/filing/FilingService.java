package org.govintegrity.filing;

import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.IdentityNumber;
import org.govintegrity.credit.IdentityVault;
import org.govintegrity.credit.SealedIdentity;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Registry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Use cases of a filing, from the entry or file to the records. */
@Service
@Transactional
public class FilingService {

    public static final String KIND = "credit-filing";
    static final String CLAUSE = "一.8";
    private static final int STAGE = 1000;
    private static final List<String> NEEDED = List.of(Column.SUBJECT_KIND.title, Column.SUBJECT_NAME.title, Column.RECORD_KIND.title, Column.DOCUMENT_NAME.title,
            Column.DOCUMENT_NO.title, Column.DOCUMENT_DATE.title, Column.IN_FORCE.title, Column.FACTS.title, Column.DECISION.title);

    private final FilingStore store;
    private final FilingSources sources;
    private final FilingChunks chunks;
    private final PendingDocuments pending;
    private final RowCheck check;
    private final IdentityVault vault;
    private final Cases cases;
    private final Notices notices;
    private final Registry registry;
    private final Actor actor;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    FilingService(FilingStore store, FilingSources sources, FilingChunks chunks, PendingDocuments pending, RowCheck check, IdentityVault vault, Cases cases,
                  Notices notices, Registry registry, Actor actor, Clock clock, ApplicationEventPublisher events) {
        this.store = store;
        this.sources = sources;
        this.chunks = chunks;
        this.pending = pending;
        this.check = check;
        this.vault = vault;
        this.cases = cases;
        this.notices = notices;
        this.registry = registry;
        this.actor = actor;
        this.clock = clock;
        this.events = events;
    }

    /** Opens a case for one entry; the entry itself is a task of the source's. */
    public String openSingle(String sourceId) {
        FilingSource source = source(sourceId);
        return open(source, "单条报送", new Filing(null, UUID.randomUUID().toString(), source.unitId(), null, null, null, 0, actor.id(), now(), false));
    }

    /**
     * Takes a file's rows in, all or none, and opens the case that works through them.
     *
     * @throws Refusal for a file that cannot be read, lacks a column, is empty or has too many rows
     */
    public String upload(String sourceId, String fileName, InputStreamSource content) {
        FilingSource source = source(sourceId);
        TableFormat format = TableFormat.ofName(fileName);
        String batch = UUID.randomUUID().toString();
        List<StagedRow> rows = new ArrayList<>();
        int[] count = {0};
        int total = TableFile.read(fileName, content, name -> Column.of(name).map(c -> c.title).orElse(name), NEEDED, line -> {
            rows.add(staged(++count[0], line));
            if (rows.size() == STAGE) {
                store.stage(batch, rows);
                rows.clear();
            }
        });
        store.stage(batch, rows);
        // the case's number is drawn last: its row stays locked until this ends
        return open(source, "批量报送" + total + "条", new Filing(null, batch, source.unitId(), format.name().toLowerCase(Locale.ROOT), shortName(fileName),
                sha256(content), total, actor.id(), now(), false));
    }

    private String open(FilingSource source, String how, Filing f) {
        CaseFile file = cases.open(NewCase.numbered("GJ", KIND, "信用信息归集：" + registry.unit(source.unitId()).shortName() + how, source.unitId(), List.of(CLAUSE), null));
        store.insert(new Filing(file.caseNo(), f.batch(), f.sourceId(), f.format(), f.fileName(), f.sha256(), f.total(), f.filedBy(), f.filedAt(), false));
        if (!f.single()) {
            cases.note(file.caseNo(), "filing-received", "收到文件“" + f.fileName() + "”，" + f.total() + "行，SHA-256 " + f.sha256());
            events.publishEvent(new FilingReceived(f.sourceId()));
        }
        events.publishEvent(new FilingOpened(file.caseNo(), f.single()));
        return file.caseNo();
    }

    private FilingSource source(String unitId) {
        return sources.find(unitId).orElseThrow(() -> Refusal.forbidden("这个单位不是信用信息报送单位，不能报送。确需报送的，请管理员在地区数据 sources.csv 中登记。"));
    }

    /** A line as it is staged: no identity number in it in clear, whatever the column. */
    private StagedRow staged(int rowNo, TableFile.Line line) {
        Map<Column, String> cells = new EnumMap<>(Column.class);
        List<String> problems = new ArrayList<>();
        if (line.problem() != null) {
            problems.add(PlainNumbers.masked(line.problem()));
        }
        SealedIdentity identity = null;
        for (Map.Entry<String, String> cell : line.cells().entrySet()) {
            Column column = Column.of(cell.getKey()).orElse(null);
            String text = cell.getValue();
            if (column == null) {
                continue;   // a column of the office's own, such as a running number, or 错误 of a returned file
            }
            if (column == Column.IDENTITY) {
                if (!text.equals(Column.NONE) && IdentityNumber.valid(text)) {
                    identity = vault.sealed(IdentityNumber.of(text));
                    text = identity.masked();
                } else if (!text.equals(Column.NONE)) {
                    text = PlainNumbers.hidden(cut(text, Column.IDENTITY.max + 2));
                    problems.add(cell.getValue().contains("*") ? "“身份号码”是遮盖的形式，请重新填写完整号码"
                            : "“身份号码”应为18位，且末位校验码正确，请核对；表格软件改成3.7E+17的，请把该列设为文本再填");
                }
            } else {
                String masked = PlainNumbers.masked(text);
                if (!masked.equals(text)) {
                    problems.add("“" + column.title + "”中有身份号码，系统没有保存该号码，请删去，只填在“身份号码”列");
                }
                text = cut(masked, column.max + 1);
            }
            cells.put(column, text);
        }
        return new StagedRow(rowNo, line.line(), FilingStore.STAGED, cells, identity, problems.isEmpty() ? null : cut(String.join("；", problems), 1500), null, null, null, null, null);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    /**
     * What was entered in the task: it becomes the one row of this filing, and is taken back to the person while anything is wrong.
     *
     * @param entry by column; the identity number as {@link SealedIdentity#text()}
     */
    public void enter(String caseNo, Map<Column, String> entry) {
        Filing filing = store.get(caseNo);
        Map<Column, String> cells = new EnumMap<>(Column.class);
        cells.putAll(entry);
        SealedIdentity identity = entry.get(Column.IDENTITY) == null ? null : SealedIdentity.of(entry.get(Column.IDENTITY));
        boolean person = SubjectKind.PERSON.label.equals(entry.get(Column.SUBJECT_KIND));
        cells.put(Column.IDENTITY, identity == null ? Column.NONE : identity.masked());
        cells.putIfAbsent(Column.CREDIT_CODE, Column.NONE);
        for (Map.Entry<Column, String> cell : cells.entrySet()) {
            if (!PlainNumbers.masked(cell.getValue()).equals(cell.getValue())) {
                throw Refusal.invalid("“" + cell.getKey().title + "”中有身份号码，请删去，只填在“身份号码”一栏。");
            }
        }
        if (person == (identity == null) && !(person && entry.containsKey(Column.UNIT_THEN))) {
            throw Refusal.invalid(person ? "请填写身份号码；确实不掌握的，至少写明时任单位，由信用中心认定是哪个人。" : "单位和组织没有身份号码，请清空这一栏，填写统一社会信用代码。");
        }
        StagedRow row = new StagedRow(1, 1, FilingStore.STAGED, cells, identity, null, null, null, null, null, null);
        RowCheck.Result result = check.check(row, source(filing.sourceId()));
        if (result.problem() != null) {
            throw Refusal.invalid(result.problem() + "。");
        }
        store.stage(filing.batch(), List.of(row));
        store.total(caseNo, 1);
        cases.note(caseNo, "filing-received", "录入1条");
        events.publishEvent(new FilingReceived(filing.sourceId()));
    }

    /** The source has nothing to enter after all. */
    public void abandon(String caseNo, String reason) {
        if (reason == null || reason.isBlank()) {
            throw Refusal.invalid("不再报送的，请写明原因。");
        }
        cases.close(caseNo, "abandoned", "不再报送：" + reason);
    }

    /**
     * Takes the next rows of a filing into the archive, in the caller's transaction.
     *
     * @return what there is left to do
     */
    public Progress next(String caseNo) {
        Filing filing = store.get(caseNo);
        chunks.next(filing);
        Progress now = progress(caseNo);
        if (!now.running() && now.returned() > 0 && !filing.told()) {
            store.told(caseNo);
            notices.issue("filing-returned", caseNo, filing.sourceId(), Map.of("caseNo", caseNo, "file", filing.single() ? "单条报送" : filing.fileName(),
                    "total", String.valueOf(now.total()), "filed", String.valueOf(now.filed()), "refused", String.valueOf(now.refused()), "known", String.valueOf(now.known())));
        }
        return now;
    }

    public void close(String caseNo) {
        Progress end = progress(caseNo);
        cases.close(caseNo, end.filed() > 0 ? "filed" : "nothing", "共" + end.total() + "行，记入" + end.filed() + "条，此前已归集" + end.known() + "行，退回" + end.refused() + "行");
    }

    @Transactional(readOnly = true)
    public Progress progress(String caseNo) {
        Filing filing = store.get(caseNo);
        Map<String, Integer> counts = store.counts(filing.batch());
        return new Progress(filing.total(), counts.getOrDefault(FilingStore.STAGED, 0), counts.getOrDefault(FilingStore.FILED, 0), counts.getOrDefault(FilingStore.KNOWN, 0),
                counts.getOrDefault(FilingStore.REFUSED, 0), counts.getOrDefault(FilingStore.UNDECIDED, 0), pending.open(caseNo));
    }

    /** @throws Refusal (not found) if there is no such filing */
    @Transactional(readOnly = true)
    public Filing get(String caseNo) {
        return store.get(caseNo);
    }

    @Transactional(readOnly = true)
    public Optional<Filing> find(String caseNo) {
        return store.find(caseNo);
    }

    /** Newest first; of every source where {@code sourceIds} is null. */
    @Transactional(readOnly = true)
    public List<Filing> latest(List<String> sourceIds, int limit) {
        return store.latest(sourceIds, limit);
    }

    /** Writes the rows that came back, as the kind of file they came in, with what to do in the column 错误. */
    @Transactional(readOnly = true)
    public void returned(String caseNo, OutputStream out) throws IOException {
        Filing filing = store.get(caseNo);
        try (ReturnedFile file = ReturnedFile.of(filing.single() ? TableFormat.XLSX : TableFormat.valueOf(filing.format().toUpperCase(Locale.ROOT)), out)) {
            store.returned(filing.batch(), file::row);
        }
    }

    private LocalDateTime now() {
        return LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
    }

    private static String shortName(String fileName) {
        String name = PlainNumbers.masked(fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1));
        return name.length() > 200 ? name.substring(name.length() - 200) : name;
    }

    private static String sha256(InputStreamSource content) {
        try (InputStream in = new DigestInputStream(content.getInputStream(), sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
