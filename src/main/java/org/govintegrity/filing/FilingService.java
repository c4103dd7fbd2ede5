package org.govintegrity.filing;

import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.common.Refusal;
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
    static final String CLAUSE = "三.8";

    private final FilingStore store;
    private final FilingSources sources;
    private final FilingReader reader;
    private final KeptFiles files;
    private final FilingChunks chunks;
    private final PendingDocuments pending;
    private final RowCheck check;
    private final Cases cases;
    private final Notices notices;
    private final Registry registry;
    private final Actor actor;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    FilingService(FilingStore store, FilingSources sources, FilingReader reader, KeptFiles files, FilingChunks chunks, PendingDocuments pending, RowCheck check,
                  Cases cases, Notices notices, Registry registry, Actor actor, Clock clock, ApplicationEventPublisher events) {
        this.store = store;
        this.sources = sources;
        this.reader = reader;
        this.files = files;
        this.chunks = chunks;
        this.pending = pending;
        this.check = check;
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
        return open(source, "单条报送", new Filing(null, UUID.randomUUID().toString(), source.unitId(), null, null, null, 0, actor.id(), now(), false, false, null));
    }

    /**
     * Takes a file in and opens the case that works through it. Of a large file only the beginning is read here, the rest by the case's process.
     *
     * @throws Refusal for a file that cannot be read, lacks a column or is empty, as far as the rows that are read at once show it
     */
    public String upload(String sourceId, String fileName, InputStreamSource content) {
        FilingSource source = source(sourceId);
        TableFormat format = TableFormat.ofName(fileName);
        String batch = UUID.randomUUID().toString();
        TableFile.Reading begun = reader.begin(batch, fileName, content);
        // the case's number is drawn last: its row stays locked until this ends
        return open(source, "批量报送" + (begun.whole() ? "" : "超过") + begun.rows() + "条", new Filing(null, batch, source.unitId(), format.name().toLowerCase(Locale.ROOT),
                shortName(fileName), sha256(content), begun.rows(), actor.id(), now(), false, !begun.whole(), null));
    }

    private String open(FilingSource source, String how, Filing f) {
        CaseFile file = cases.open(NewCase.numbered("GJ", KIND, "信用信息归集：" + registry.unit(source.unitId()).shortName() + how, source.unitId(), List.of(CLAUSE), null));
        store.insert(file.caseNo(), f);
        if (!f.single()) {
            cases.note(file.caseNo(), "filing-received", "收到文件“" + f.fileName() + "”，" + (f.reading() ? "正在读取" : f.total() + "行") + "，SHA-256 " + f.sha256());
        }
        if (!f.single() && !f.reading()) {
            events.publishEvent(new FilingReceived(f.sourceId()));
        }
        events.publishEvent(new FilingOpened(file.caseNo(), f.single(), f.reading()));
        return file.caseNo();
    }

    /**
     * Reads on in a large file. A file of which something cannot be read, or that is too long, is given up whole: its rows go, the case ends and
     * the source is told; no row of it has entered the archive.
     *
     * @return how the filing stands now
     */
    public Filing readOn(String caseNo) {
        Filing filing = store.get(caseNo);
        if (!filing.reading()) {
            return filing;   // a job that runs again after its work was done
        }
        try {
            reader.goOn(filing);
        } catch (Refusal unreadable) {
            store.giveUp(caseNo, filing.batch(), unreadable.getMessage());
            files.drop(filing.batch());
            notices.issue("filing-unreadable", caseNo, filing.sourceId(), Map.of("caseNo", caseNo, "file", filing.fileName(), "problem", unreadable.getMessage()));
            cases.close(caseNo, "unreadable", "文件不能归集，没有记入任何一行：" + unreadable.getMessage());
        }
        Filing now = store.get(caseNo);
        if (!now.reading() && now.problem() == null) {
            cases.note(caseNo, "filing-read", "文件读取完毕，共" + now.total() + "行");
            events.publishEvent(new FilingReceived(now.sourceId()));
        }
        return now;
    }

    private FilingSource source(String unitId) {
        return sources.find(unitId).orElseThrow(() -> Refusal.forbidden("这个单位不是信用信息报送单位，不能报送。确需报送的，请管理员在地区数据 sources.csv 中登记。"));
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

    /** What a filing is left with after a step. */
    public record Step(boolean more, boolean undecided, boolean pending) {
    }

    /** Takes the next rows of a filing into the archive, in the caller's transaction. */
    public Step next(String caseNo) {
        Filing filing = store.get(caseNo);
        chunks.next(filing);
        if (store.any(filing.batch(), FilingStore.STAGED)) {
            return new Step(true, false, false);   // counting all rows after each step would take longer with every step
        }
        Progress now = progress(caseNo);
        if (now.returned() > 0 && !filing.told()) {
            store.told(caseNo);
            notices.issue("filing-returned", caseNo, filing.sourceId(), Map.of("caseNo", caseNo, "file", filing.single() ? "单条报送" : filing.fileName(),
                    "total", String.valueOf(now.total()), "filed", String.valueOf(now.filed()), "refused", String.valueOf(now.refused()), "known", String.valueOf(now.known())));
        }
        return new Step(false, now.undecided() > 0, now.pending() > 0);
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
                counts.getOrDefault(FilingStore.REFUSED, 0), counts.getOrDefault(FilingStore.UNDECIDED, 0), pending.open(caseNo), filing.reading());
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
