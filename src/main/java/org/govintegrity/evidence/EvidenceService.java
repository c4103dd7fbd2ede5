package org.govintegrity.evidence;

import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.InputStreamSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Takes in evidence and gives it out. Who may hand in, see and fetch what is for the callers: this module knows cases and
 * tasks by their numbers only.
 */
@Service
public class EvidenceService {

    private static final int NAME_LENGTH = 200;
    private static final int TEXT_LENGTH = 500;
    private static final String SELECT = """
            select id, case_no, task_id, name, media_type, size_bytes as size, sha256, uploaded_by, uploaded_at, description, insider,
                   withdrawn_at, withdrawal_reason
            from evidence
            """;

    private final JdbcClient jdbc;
    private final EvidenceFiles files;
    private final EvidenceSettings settings;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    EvidenceService(JdbcClient jdbc, EvidenceFiles files, EvidenceSettings settings, PlatformTransactionManager transactions,
                    ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.files = files;
        this.settings = settings;
        this.transaction = new TransactionTemplate(transactions);
        this.events = events;
        this.clock = clock;
    }

    /**
     * Keeps the file, then its record. The file comes first and outside the transaction: it is on the disk before any record
     * names it, and no connection is held while it is read. If the record fails, the file belongs to nobody and harms nobody.
     *
     * @throws Refusal if the file is empty, too large, of a type that is not taken or not of the type its name says; if the
     *                 description is too long; or (conflict) if this person has already handed in the same for the same
     */
    public Evidence add(NewEvidence wanted, InputStreamSource content) {
        String name = cleanName(wanted.name());
        String description = text(wanted.description(), "说明");
        EvidenceFiles.Kept kept;
        try (InputStream in = content.getInputStream()) {
            kept = files.keep(name, in);
        } catch (IOException e) {
            throw new UncheckedIOException("the uploaded file cannot be read", e);
        }
        return transaction.execute(status -> record(wanted, name, description, kept));
    }

    /** All evidence of a case in the order it was handed in, what was withdrawn included. */
    @Transactional(readOnly = true)
    public List<Evidence> ofCase(String caseNo) {
        return jdbc.sql(SELECT + "where case_no = ? order by id").param(caseNo).query(Rows.of(Evidence.class)).list();
    }

    @Transactional(readOnly = true)
    public Optional<Evidence> find(long id) {
        return jdbc.sql(SELECT + "where id = ?").param(id).query(Rows.of(Evidence.class)).optional();
    }

    /** @throws Refusal (not found) */
    @Transactional(readOnly = true)
    public Evidence get(long id) {
        return find(id).orElseThrow(() -> notFound(id));
    }

    /** The words for evidence that does not exist, and for evidence that is not this person's to see. */
    public static Refusal notFound(long id) {
        return Refusal.notFound("没有编号为“" + id + "”的证据，请从案件页面进入。");
    }

    /**
     * The stored file, read once to see that it is what was handed in.
     *
     * @throws Refusal (unprocessable) if it is damaged or gone
     */
    public Path file(Evidence evidence) {
        return files.verified(evidence.id(), evidence.sha256());
    }

    /**
     * Marks evidence as handed in by mistake. It stays listed, and its file stays.
     *
     * @param reason at most 500 characters, required
     * @throws Refusal if somebody else handed it in, or it is withdrawn already, or the reason is missing or too long
     */
    @Transactional
    public Evidence withdraw(long id, String personId, String reason) {
        if (!get(id).uploadedBy().equals(personId)) {
            throw Refusal.forbidden("只有上传人本人可以作废这份证据。");
        }
        String words = text(reason, "作废理由");
        if (words == null) {
            throw Refusal.invalid("请写明作废理由。");
        }
        int withdrawn = jdbc.sql("update evidence set withdrawn_at = ?, withdrawal_reason = ? where id = ? and withdrawn_at is null")
                .params(LocalDateTime.now(clock), words, id).update();
        if (withdrawn == 0) {
            throw Refusal.conflict("这份证据已经作废，不用再次作废。");
        }
        Evidence after = get(id);
        events.publishEvent(new EvidenceWithdrawn(after));
        return after;
    }

    /** The endings a form's file field offers: {@code .pdf,.jpg,...} */
    public static String accept() {
        return FileType.accept();
    }

    /** What may be uploaded, in words. */
    public String rules() {
        return FileType.ALL + "，不超过" + settings.maxSizeWords();
    }

    private Evidence record(NewEvidence wanted, String name, String description, EvidenceFiles.Kept kept) {
        ofCase(wanted.caseNo()).stream()
                .filter(old -> old.sha256().equals(kept.sha256()) && old.uploadedBy().equals(wanted.personId())
                        && Objects.equals(old.taskId(), wanted.taskId()) && !old.withdrawn())
                .findFirst().ifPresent(old -> {
                    throw Refusal.conflict("您已经上传过内容相同的文件“" + old.name() + "”，不用重复上传。");
                });
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                        insert into evidence (case_no, task_id, name, media_type, size_bytes, sha256, uploaded_by, uploaded_at, description, insider)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(wanted.caseNo(), wanted.taskId(), name, kept.type().mediaType, kept.size(), kept.sha256(), wanted.personId(),
                        LocalDateTime.now(clock), description, wanted.insider())
                .update(key, "id");
        Evidence added = get(Objects.requireNonNull(key.getKey()).longValue());
        events.publishEvent(new EvidenceAdded(added));
        return added;
    }

    /** Without folders (some browsers send them), control, invisible and direction-changing characters; the ending stays. */
    private static String cleanName(String sent) {
        String whole = sent == null ? "" : sent;
        String name = Normalizer.normalize(whole.substring(Math.max(whole.lastIndexOf('/'), whole.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", ""), Normalizer.Form.NFC).strip();
        if (name.isEmpty()) {
            throw Refusal.invalid("请选择要上传的文件，文件要有名称。");
        }
        if (name.length() <= NAME_LENGTH) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String ending = dot >= 0 && name.length() - dot <= 10 ? name.substring(dot) : "";
        int end = NAME_LENGTH - ending.length();
        return name.substring(0, Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end) + ending;
    }

    /** Null for nothing; without characters that no database takes. */
    private static String text(String typed, String what) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        String text = typed.replaceAll("[\\p{Cc}\\p{Cs}&&[^\\n\\t]]", "").strip();
        if (text.length() > TEXT_LENGTH) {
            throw Refusal.invalid(what + "最多" + TEXT_LENGTH + "个字，现在有" + text.length() + "个，请缩短。");
        }
        return text.isEmpty() ? null : text;
    }
}
