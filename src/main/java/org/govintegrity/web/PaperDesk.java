package org.govintegrity.web;

import org.govintegrity.accountability.Accountability;
import org.govintegrity.accountability.AccountabilityService;
import org.govintegrity.breach.BreachFinding;
import org.govintegrity.breach.BreachFindingService;
import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.inspection.Inspection;
import org.govintegrity.inspection.InspectionService;
import org.govintegrity.inspection.Severity;
import org.govintegrity.inspection.UnitInspectionService;
import org.govintegrity.notice.Notice;
import org.govintegrity.papers.Paper;
import org.govintegrity.papers.PaperTemplates;
import org.govintegrity.rectification.RectificationService;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which papers a case has by now, and what is written on them. */
@Component
public class PaperDesk {

    private final CaseSheets sheets;
    private final PaperTemplates templates;
    private final InspectionService inspections;
    private final UnitInspectionService unitInspections;
    private final RectificationService rectifications;
    private final BreachFindingService findings;
    private final AccountabilityService accountabilities;
    private final Submissions submissions;
    private final DeadlineService deadlines;
    private final PageWords words;

    PaperDesk(CaseSheets sheets, PaperTemplates templates, InspectionService inspections, UnitInspectionService unitInspections,
              RectificationService rectifications, BreachFindingService findings, AccountabilityService accountabilities, Submissions submissions,
              DeadlineService deadlines, PageWords words) {
        this.sheets = sheets;
        this.templates = templates;
        this.inspections = inspections;
        this.unitInspections = unitInspections;
        this.rectifications = rectifications;
        this.findings = findings;
        this.accountabilities = accountabilities;
        this.submissions = submissions;
        this.deadlines = deadlines;
        this.words = words;
    }

    /** Papers whose content is there, and that the reader may see. */
    List<Paper> of(CaseSheets.Sheet sheet) {
        return Arrays.stream(Paper.values()).filter(paper -> paper.caseKind.equals(sheet.file().kind()) && ready(paper, sheet)).toList();
    }

    /** @throws Refusal (not found) if there is no such paper of the case yet, or it is not the reader's to see */
    public byte[] render(String caseNo, String paperId) {
        CaseSheets.Sheet sheet = sheets.read(caseNo);
        Paper paper = Paper.of(paperId).filter(of(sheet)::contains)
                .orElseThrow(() -> Refusal.notFound("案件" + caseNo + "目前没有这份文书。请从案件页面列出的文书中选择。"));
        return templates.render(paper, values(paper, sheet));
    }

    private boolean ready(Paper paper, CaseSheets.Sheet sheet) {
        String caseNo = sheet.file().caseNo();
        return switch (paper) {
            case INSPECTION_NOTICE, RECTIFICATION_NOTICE -> true;
            case FACT_SHEET -> submissions.last(caseNo, "userTask_writeFactSheet").isPresent();
            case CONCLUSION -> sheet.findings() && unitInspections.conclusion(caseNo).isPresent();
            case BREACH_PROPOSAL -> sheet.findings() && findings.get(caseNo).proposedClass() != null;
            case BREACH_DECISION -> decided(sheet) && !BreachClass.NONE.code.equals(findings.get(caseNo).decidedClass());
            case ACCOUNTABILITY_LETTER -> sheet.insider() && accountabilities.get(caseNo).facts() != null;
            case CREDIT_REPORT, EVALUATION_REPORT, WEEKLY_REPORT -> false;   // of a subject, not of a case
        };
    }

    private boolean decided(CaseSheets.Sheet sheet) {
        BreachFinding finding = findings.get(sheet.file().caseNo());
        return finding.decidedClass() != null && (sheet.insider() || sheet.timeline().stream().anyMatch(e -> e.type().equals("breach-decision-served")));
    }

    private Map<String, String> values(Paper paper, CaseSheets.Sheet sheet) {
        CaseFile file = sheet.file();
        Map<String, String> values = new LinkedHashMap<>();
        LocalDate served = served(paper, sheet);
        values.put("caseNo", file.caseNo());
        values.put("docNo", number(paper, file));
        values.put("issuer", templates.settings().issuer());
        values.put("date", ChineseDates.date(served == null ? words.today() : served));
        values.put("draft", served == null ? "（草稿，尚未送达）" : "");
        values.put("unit", words.unitFull(file.unitId()));
        values.put("title", sheet.parent() == null ? file.title() : sheet.parent().title());
        switch (paper) {
            case INSPECTION_NOTICE, FACT_SHEET, CONCLUSION -> inspection(file, values);
            case RECTIFICATION_NOTICE -> values.put("items", rectifications.items(file.caseNo()).stream().map(i -> i.seq() + ". " + i.problem()
                    + (i.mendBy() == null ? "" : "（限" + ChineseDates.date(i.mendBy()) + "前）")).collect(Collectors.joining("\n")));
            case BREACH_PROPOSAL, BREACH_DECISION -> finding(file, paper, served == null ? words.today() : served, values);
            case ACCOUNTABILITY_LETTER -> letter(file, values);
            case CREDIT_REPORT, EVALUATION_REPORT, WEEKLY_REPORT -> throw noPaperOfACase();
        }
        return values;
    }

    private void inspection(CaseFile file, Map<String, String> values) {
        Inspection inspection = unitInspections.inspectionOf(file.caseNo());
        values.put("title", words.title(inspection.caseNo()));
        values.put("authority", inspection.authority());
        values.put("approver", inspection.approver());
        values.put("period", ChineseDates.date(inspection.periodFrom()) + "至" + ChineseDates.date(inspection.periodTo()));
        values.put("clauses", words.clauses(file.clauses()));
        values.put("team", sheets.read(file.caseNo()).team().stream().map(words::person).collect(Collectors.joining("、")));
        values.put("items", numbered(inspections.items(inspection.caseNo()).stream().map(i -> i.method().label + "：" + i.text()).toList()));
        submissions.last(file.caseNo(), "userTask_writeFactSheet").ifPresent(s -> values.put("facts", s.text("facts")));
        values.put("answer", submissions.last(file.caseNo(), "userTask_signFactSheet").map(s -> ("sign".equals(s.text("answer")) ? "属实" : "不予签字")
                + (s.text("reason") == null ? "" : "，" + s.text("reason"))).orElse("（尚未答复）"));
        unitInspections.conclusion(file.caseNo()).ifPresent(c -> {
            values.put("conclusion", c.text());
            values.put("severity", Severity.of(c.severity()).label);
            values.put("problems", numbered(sheets.read(file.caseNo()).problems().stream().map(p -> "（" + p.clause() + "）" + p.text()).toList()));
            values.put("reviewUntil", unitInspections.servedOn(file.caseNo()).map(day -> ChineseDates.date(unitInspections.reviewUntil(file.caseNo()))).orElse("送达后三十日"));
        });
    }

    private void finding(CaseFile file, Paper paper, LocalDate day, Map<String, String> values) {
        BreachFinding f = findings.get(file.caseNo());
        values.put("facts", f.facts());
        values.put("document", "《" + f.documentName() + "》（" + f.documentNo() + "，" + ChineseDates.date(f.documentDate()) + "）");
        values.put("kind", RecordKind.of(f.kind()).label);
        values.put("class", BreachClass.of(paper == Paper.BREACH_DECISION ? f.decidedClass() : f.proposedClass()).label);
        values.put("basis", f.basis());
        values.put("measures", f.measures() == null ? "无" : f.measures());
        values.put("reasons", f.reasons() == null || f.reasons().isEmpty() ? "与事先告知的一致。" : f.reasons());
        values.put("defenceUntil", ChineseDates.date(deadlines.due("breach.defence", day, file.openedOn()).due()));
        values.put("appealUntil", ChineseDates.date(deadlines.due("breach.appeal", day, file.openedOn()).due()));
    }

    private void letter(CaseFile file, Map<String, String> values) {
        Accountability a = accountabilities.get(file.caseNo());
        if (a.letterNo() != null) {
            values.put("docNo", a.letterNo());
        }
        values.put("recipient", AccountabilityService.recipientName(a.recipient()));
        values.put("person", a.personId() == null ? "单位" : words.person(a.personId()) + (a.personPost() == null ? "" : "，" + a.personPost()));
        values.put("facts", a.facts());
        values.put("evidence", numbered(accountabilities.evidence(file.caseNo())));
        values.put("rule", a.ruleText());
        values.put("circumstances", a.circumstances());
        values.put("suggestion", a.suggestion());
    }

    /** The day the paper was served, told by its notice; null while it is a draft. */
    private LocalDate served(Paper paper, CaseSheets.Sheet sheet) {
        String template = switch (paper) {
            case INSPECTION_NOTICE -> "inspection-notice";
            case FACT_SHEET -> "inspection-fact-sheet";
            case CONCLUSION -> "inspection-conclusion";
            case RECTIFICATION_NOTICE -> "rectification-notice";
            case BREACH_PROPOSAL -> "breach-proposal";
            case BREACH_DECISION -> "breach-decision";
            case ACCOUNTABILITY_LETTER -> "accountability-hand-over";
            case CREDIT_REPORT, EVALUATION_REPORT, WEEKLY_REPORT -> throw noPaperOfACase();
        };
        return sheets.notices(sheet.file().caseNo()).stream().filter(n -> n.template().equals(template)).map(Notice::issuedAt)
                .map(at -> at.toLocalDate()).findFirst().orElse(null);
    }

    /** {@code 文诚检〔2026〕0001-01号}: made of the case number, so that the same paper always has the same one (project default). */
    private String number(Paper paper, CaseFile file) {
        String[] parts = file.caseNo().split("-", 3);
        String kind = switch (paper) {
            case INSPECTION_NOTICE -> "检";
            case FACT_SHEET -> "检事";
            case CONCLUSION -> "检结";
            case RECTIFICATION_NOTICE -> "整";
            case BREACH_PROPOSAL -> "失告";
            case BREACH_DECISION -> "失决";
            case ACCOUNTABILITY_LETTER -> "移";
            case CREDIT_REPORT, EVALUATION_REPORT, WEEKLY_REPORT -> throw noPaperOfACase();
        };
        return templates.settings().prefix() + kind + "〔" + parts[1] + "〕" + parts[2] + "号";
    }

    private static IllegalStateException noPaperOfACase() {
        return new IllegalStateException("a credit report belongs to no case");
    }

    private static String numbered(List<String> lines) {
        return IntStream.range(0, lines.size()).mapToObj(i -> (i + 1) + ". " + lines.get(i)).collect(Collectors.joining("\n"));
    }
}
