package org.govintegrity.assessment;

import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskControl;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.common.table.TableFile;
import org.govintegrity.evidence.Evidence;
import org.govintegrity.evidence.EvidenceService;
import org.govintegrity.evidence.NewEvidence;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The papers of an assessment: contract, secrecy agreement, report, scores, proof of destruction. All are evidence of its case. */
@Service
@Transactional
public class AssessmentFiles {

    private static final Set<String> BY_HAND = Set.of(AssessmentFile.CONTRACT, AssessmentFile.AGREEMENT, AssessmentFile.DESTRUCTION);
    private static final int MOST_ROWS = 50_000;

    private final JdbcClient jdbc;
    private final Assessments assessments;
    private final EvidenceService evidence;
    private final Cases cases;
    private final TaskControl tasks;
    private final Actor actor;
    private final Clock clock;

    AssessmentFiles(JdbcClient jdbc, Assessments assessments, EvidenceService evidence, Cases cases, TaskControl tasks, Actor actor, Clock clock) {
        this.jdbc = jdbc;
        this.assessments = assessments;
        this.evidence = evidence;
        this.cases = cases;
        this.tasks = tasks;
        this.actor = actor;
        this.clock = clock;
    }

    /** All papers, oldest first. */
    @Transactional(readOnly = true)
    public List<AssessmentFile> of(String caseNo) {
        return jdbc.sql("select id, kind, round, evidence_id, file_name, used, added_by, added_at from assessment_file where case_no = ? order by id").param(caseNo)
                .query(Rows.of(AssessmentFile.class)).list();
    }

    /** The latest of a kind. */
    @Transactional(readOnly = true)
    public Optional<AssessmentFile> latest(String caseNo, String kind) {
        return of(caseNo).stream().filter(f -> f.kind().equals(kind)).reduce((a, b) -> b);
    }

    /** @param kind contract, agreement or destruction */
    public void add(String caseNo, String kind, Upload file) {
        if (!BY_HAND.contains(kind)) {
            throw Refusal.invalid("请选择文件的种类：委托合同、保密协议或者数据交回、销毁证明。");
        }
        Assessment a = assessments.get(caseNo);
        if (a.over()) {
            throw Refusal.conflict("评估" + caseNo + "已经结束，不能再补充文件。");
        }
        if (a.chosenOn() == null) {
            throw Refusal.conflict("还没有选定机构，选定以后再上传" + AssessmentFile.words(kind) + "。");
        }
        insert(a, kind, file);
        tasks.briefAgain(caseNo);
    }

    /**
     * What the institution hands in; the scores may come alone where only they had to be put right.
     *
     * @param report null where the one of this round is there already
     */
    public void handIn(String caseNo, Upload report, Upload scores) {
        Assessment a = assessments.get(caseNo);
        if (!a.in(AssessmentState.WORKING)) {
            throw Refusal.conflict("评估" + caseNo + "现在是“" + a.stateWords() + "”，不能登记报告。");
        }
        if (report == null && of(caseNo).stream().noneMatch(f -> f.kind().equals(AssessmentFile.REPORT) && f.round() == a.round())) {
            throw Refusal.invalid("请选择评估报告。");
        }
        if (scores == null) {
            throw Refusal.invalid("请选择评分文件。");
        }
        // what cannot be opened at all is said at once; what is wrong in it is said line by line when it is read
        if (!scores.name().toLowerCase(Locale.ROOT).endsWith(".xlsx")) {
            throw Refusal.invalid("评分文件请用模板填写，存为 .xlsx。");
        }
        TableFile.read(scores.name(), scores.content(), MOST_ROWS);
        if (report != null) {
            insert(a, AssessmentFile.REPORT, report);
        }
        insert(a, AssessmentFile.SCORES, scores);
        cases.note(caseNo, "assessment-handed-in", "收到机构交来的" + (report == null ? "" : "评估报告和") + "评分文件");
        tasks.briefAgain(caseNo);
    }

    private void insert(Assessment a, String kind, Upload file) {
        long id = keep(a.caseNo(), file, AssessmentFile.words(kind), AssessmentFile.words(kind));
        jdbc.sql("insert into assessment_file (case_no, kind, round, evidence_id, file_name, added_by, added_at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(a.caseNo(), kind, a.round(), id, evidence.get(id).name(), actor.id(), LocalDateTime.now(clock)).update();
    }

    void used(AssessmentFile file) {
        jdbc.sql("update assessment_file set used = true where id = ?").param(file.id()).update();
    }

    /** @param what to call it where it is missing. @return id of the evidence */
    long keep(String caseNo, Upload file, String what, String description) {
        return stored(caseNo, file, what, description).id();
    }

    Evidence stored(String caseNo, Upload file, String what, String description) {
        if (file == null || file.content().length == 0) {
            throw Refusal.invalid("请选择" + what + "。");
        }
        return evidence.add(new NewEvidence(caseNo, null, file.name(), description, actor.id(), true), new ByteArrayResource(file.content()));
    }
}
