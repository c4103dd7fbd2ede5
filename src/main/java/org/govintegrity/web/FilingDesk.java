package org.govintegrity.web;

import org.govintegrity.common.Refusal;
import org.govintegrity.filing.Completeness;
import org.govintegrity.filing.Filing;
import org.govintegrity.filing.FilingService;
import org.govintegrity.filing.FilingSource;
import org.govintegrity.filing.FilingSources;
import org.govintegrity.filing.PendingDocuments;
import org.govintegrity.filing.StaffIdentities;
import org.govintegrity.registry.Role;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * Who files what: clerks and heads of a source for their unit, the credit centre for all. What a filing holds of persons is for
 * these alone, also where the case as a whole may be read by more.
 */
@Component
public class FilingDesk {

    private final CurrentPerson me;
    private final FilingService filings;
    private final FilingSources sources;
    private final PendingDocuments pending;
    private final StaffIdentities identities;
    private final Completeness completeness;

    FilingDesk(CurrentPerson me, FilingService filings, FilingSources sources, PendingDocuments pending, StaffIdentities identities, Completeness completeness) {
        this.me = me;
        this.filings = filings;
        this.sources = sources;
        this.pending = pending;
        this.identities = identities;
        this.completeness = completeness;
    }

    /** The sources this person may file for. */
    public List<FilingSource> mine() {
        return sources.today().stream().filter(source -> me.creditCentre() || of(source.unitId())).toList();
    }

    private boolean of(String unitId) {
        return me.person().filter(p -> p.unitId().equals(unitId) && (p.has(Role.CLERK) || p.has(Role.HEAD))).isPresent();
    }

    /** @throws Refusal (forbidden) for whoever files for nobody */
    public List<FilingSource> requireSource() {
        List<FilingSource> mine = mine();
        if (mine.isEmpty()) {
            throw Refusal.forbidden("只有信用信息报送单位的经办人、负责人和信用中心可以报送信用信息。本单位确需报送的，请联系信用中心。");
        }
        return mine;
    }

    public List<Filing> latest() {
        List<String> units = requireSource().stream().map(FilingSource::unitId).toList();
        return filings.latest(me.creditCentre() ? null : units, 50);
    }

    /** @throws Refusal (not found) in the same words whether there is no such filing or it is not this person's */
    public Filing read(String caseNo) {
        requireSource();
        return filings.find(caseNo).filter(filing -> me.creditCentre() || of(filing.sourceId()))
                .orElseThrow(() -> Refusal.notFound("没有编号为“" + (caseNo.length() > 40 ? caseNo.substring(0, 40) + "…" : caseNo) + "”的归集，请核对编号。"));
    }

    /** @param unitId may be left out by whoever files for one unit only */
    public String openSingle(String unitId) {
        return filings.openSingle(source(unitId));
    }

    public String upload(String unitId, MultipartFile file) {
        String source = source(unitId);
        return filings.upload(source, chosen(file).getOriginalFilename(), file);
    }

    private String source(String unitId) {
        List<FilingSource> mine = requireSource();
        if (unitId == null || unitId.isBlank()) {
            if (mine.size() > 1) {
                throw Refusal.invalid("请选择代哪个单位报送。");
            }
            return mine.get(0).unitId();
        }
        return mine.stream().map(FilingSource::unitId).filter(unitId::equals).findFirst().orElseThrow(() -> Refusal.forbidden("您不能代这个单位报送，请选择本单位。"));
    }

    /** What has become of a document that was held. */
    public void report(String caseNo, String recordNo, String result, String on, String words) {
        Filing filing = read(caseNo);
        pending.reportOutsideTask(filing.caseNo(), recordNo == null ? "" : recordNo, result == null ? "" : result, day(on), words);
    }

    private static LocalDate day(String text) {
        try {
            return text == null || text.isBlank() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("日期的格式应如 2026-03-02。");
        }
    }

    /** Who may put the staff's identity numbers on file: the credit centre, and the source that keeps them. */
    public boolean mayIdentify() {
        return me.creditCentre() || mine().stream().anyMatch(FilingSource::staff);
    }

    public void requireIdentify() {
        if (!mayIdentify()) {
            throw Refusal.forbidden("只有组织部门和信用中心可以导入工作人员的身份号码。");
        }
    }

    public StaffIdentities.Result identify(MultipartFile file) {
        requireIdentify();
        return identities.load(chosen(file).getOriginalFilename(), file);
    }

    private static MultipartFile chosen(MultipartFile file) {
        if (file == null || file.getOriginalFilename() == null || file.getOriginalFilename().isEmpty()) {
            throw Refusal.invalid("请先选择要上传的文件。");
        }
        return file;
    }

    /** For the offices that answer for the archive of the whole district. */
    public void requireCompleteness() {
        if (!me.districtWide()) {
            throw Refusal.forbidden("档案完整情况只供信用中心、联席办、监督员和区领导查看。");
        }
    }

    public Completeness.Report completeness() {
        requireCompleteness();
        return completeness.report();
    }

    public int openFiles() {
        me.require(Role.CREDIT_CENTRE, "只有信用中心可以建立档案。");
        return completeness.openFiles();
    }
}
