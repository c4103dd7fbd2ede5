package org.govintegrity.complaint;

import org.govintegrity.casefile.Actor;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.common.Sha256;
import org.govintegrity.credit.IdentityVault;
import org.govintegrity.evidence.EvidenceService;
import org.govintegrity.evidence.NewEvidence;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Files of complainants: as they came, encrypted and for named officers only; and as a copy under a neutral name in the evidence of the case. */
@Service
@Transactional
public class ComplaintFiles {

    /** Bytes of a part; the column takes a little more, which sealing adds. */
    private static final int PART = 512 * 1024;

    private final JdbcClient jdbc;
    private final IdentityVault vault;
    private final EvidenceService evidence;
    private final Informers informers;
    private final ComplaintSettings settings;
    private final Actor actor;

    ComplaintFiles(JdbcClient jdbc, IdentityVault vault, EvidenceService evidence, Informers informers, ComplaintSettings settings, Actor actor) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.evidence = evidence;
        this.informers = informers;
        this.settings = settings;
        this.actor = actor;
    }

    /** A file as it came. */
    public record Original(String name, String mediaType, byte[] content) {
    }

    /** The kinds of file people may choose, for a form's field. */
    public static String accept() {
        return HandlingCopy.ACCEPT;
    }

    /** What may be uploaded, in words. */
    public String rules() {
        return HandlingCopy.TYPES + "；" + settings.fileWords();
    }

    /** Copies of all of them, before anything is stored. @throws Refusal naming the file of which none can be made */
    List<HandlingCopy> copies(List<NewComplaint.Upload> uploads, Informer informer) {
        if (uploads.size() > settings.files()) {
            throw Refusal.invalid("附件" + settings.fileWords() + "，现在有" + uploads.size() + "个。其余的可以在查询页面随留言补充。");
        }
        List<HandlingCopy> copies = new ArrayList<>();
        for (NewComplaint.Upload upload : uploads) {
            if (upload.content().length > settings.fileSize().toBytes()) {
                throw HandlingCopy.refused(upload.name(), "超过" + settings.fileSize().toMegabytes() + " MB。请压缩或者降低清晰度后再上传");
            }
            if (upload.content().length == 0) {
                throw HandlingCopy.refused(upload.name(), "是空文件。请重新选择");
            }
            copies.add(HandlingCopy.of(upload.name(), upload.content(), informer.traces()));
        }
        return copies;
    }

    /** Stores the files and puts their copies into the evidence. @param copies of the same files, in the same order */
    void keep(String caseNo, List<NewComplaint.Upload> uploads, List<HandlingCopy> copies) {
        int seq = jdbc.sql("select coalesce(max(seq), 0) from complaint_file where case_no = ?").param(caseNo).query(Integer.class).single();
        Set<String> there = new HashSet<>(evidence.ofCase(caseNo).stream().map(e -> e.sha256()).toList());
        for (int i = 0; i < uploads.size(); i++) {
            HandlingCopy copy = copies.get(i);
            if (!there.add(Sha256.hex(copy.content()))) {
                continue;   // the same file twice
            }
            seq++;
            long evidenceId = evidence.add(new NewEvidence(caseNo, null, "投诉附件" + seq + "." + copy.ending(), "投诉人提供，已去除文件信息", actor.id(), true),
                    new ByteArrayResource(copy.content())).id();
            byte[] content = uploads.get(i).content();
            jdbc.sql("insert into complaint_file (case_no, seq, sealed_name, media_type, size_bytes, treatment, evidence_id, withheld) values (?, ?, ?, ?, ?, ?, ?, false)")
                    .params(caseNo, seq, vault.sealText(uploads.get(i).name()), copy.mediaType(), content.length, copy.treatment(), evidenceId).update();
            for (int from = 0, part = 0; from < content.length; from += PART, part++) {
                jdbc.sql("insert into complaint_file_part (case_no, seq, part_no, content) values (?, ?, ?, ?)")
                        .params(caseNo, seq, part, vault.seal(Arrays.copyOfRange(content, from, Math.min(content.length, from + PART)))).update();
            }
        }
    }

    @Transactional(readOnly = true)
    public List<ComplaintFile> of(String caseNo) {
        return jdbc.sql("select seq, media_type, size_bytes, treatment, evidence_id, withheld from complaint_file where case_no = ? order by seq").param(caseNo)
                .query(Rows.of(ComplaintFile.class)).list();
    }

    /** The handling unit does not get these; the office still sees the copies. */
    void withhold(String caseNo, Set<String> seqs) {
        of(caseNo).forEach(file -> jdbc.sql("update complaint_file set withheld = ? where case_no = ? and seq = ?")
                .params(seqs.contains(String.valueOf(file.seq())), caseNo, file.seq()).update());
    }

    /** Whether this evidence is a complainant's file that was withheld from the handling unit. */
    @Transactional(readOnly = true)
    public boolean withheld(long evidenceId) {
        return jdbc.sql("select count(*) from complaint_file where evidence_id = ? and withheld = true").param(evidenceId).query(Integer.class).single() > 0;
    }

    /** A file as it came. @throws Refusal as {@link Informers#open}, (not found) if there is none of that number */
    public Original original(String caseNo, int seq, String personId, String reason) {
        informers.log(caseNo, personId, "附件" + seq, reason);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        jdbc.sql("select content from complaint_file_part where case_no = ? and seq = ? order by part_no").params(caseNo, seq)
                .query((row, i) -> row.getBytes(1)).list().forEach(part -> content.writeBytes(vault.open(part)));
        return jdbc.sql("select sealed_name, media_type from complaint_file where case_no = ? and seq = ?").params(caseNo, seq)
                .query((row, i) -> new Original(vault.openText(row.getString(1)), row.getString(2), content.toByteArray())).optional()
                .orElseThrow(() -> Refusal.notFound("没有这个附件，请从案卷页面进入。"));
    }
}
