package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.assessment.Assessment;
import org.govintegrity.assessment.AssessmentFiles;
import org.govintegrity.assessment.AssessmentService;
import org.govintegrity.assessment.AssessmentState;
import org.govintegrity.assessment.Assessments;
import org.govintegrity.assessment.DataSets;
import org.govintegrity.assessment.Institutions;
import org.govintegrity.assessment.NewTie;
import org.govintegrity.assessment.TieKind;
import org.govintegrity.assessment.Upload;
import org.govintegrity.casefile.Cases;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.table.TableSheet;
import org.govintegrity.evidence.EvidenceService;
import org.govintegrity.registry.Registry;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** 第三方评估: the joint office runs it here and in its tasks; the offices of the district read. */
@Page
class AssessmentPages {

    private static final int NAME_LENGTH = 200;

    private final AssessmentDesk desk;
    private final Assessments assessments;
    private final AssessmentService service;
    private final Institutions institutions;
    private final DataSets data;
    private final AssessmentFiles files;
    private final Cases cases;
    private final EvidenceService evidence;
    private final Registry registry;
    private final PageWords words;

    AssessmentPages(AssessmentDesk desk, Assessments assessments, AssessmentService service, Institutions institutions, DataSets data, AssessmentFiles files, Cases cases,
                    EvidenceService evidence, Registry registry, PageWords words) {
        this.desk = desk;
        this.assessments = assessments;
        this.service = service;
        this.institutions = institutions;
        this.data = data;
        this.files = files;
        this.cases = cases;
        this.evidence = evidence;
        this.registry = registry;
        this.words = words;
    }

    @GetMapping("/assessments")
    String list(@RequestParam(defaultValue = "") String state, @RequestParam(defaultValue = "") String year, Model model) {
        model.addAttribute("lines", desk.lines(state, year));
        model.addAttribute("states", AssessmentState.values());
        model.addAttribute("state", state);
        model.addAttribute("year", year);
        model.addAttribute("office", desk.office());
        model.addAttribute("thisYear", words.today().getYear());
        return "assessments";
    }

    /** The same list as a spreadsheet. */
    @GetMapping("/assessments.xlsx")
    void sheet(@RequestParam(defaultValue = "") String state, @RequestParam(defaultValue = "") String year, HttpServletResponse response) throws IOException {
        List<List<String>> rows = desk.lines(state, year).stream().map(desk::cells).toList();
        TableSheet.xlsx(ExcelTable.download(response, "第三方评估" + ChineseDates.date(words.today()) + ".xlsx"), new TableSheet.Sheet("第三方评估", AssessmentDesk.HEADINGS, rows));
    }

    /** Opens the year's assessment by hand, which else a timer does on 1 June. */
    @PostMapping("/assessments")
    String open(RedirectAttributes next) {
        desk.requireOffice("开展第三方评估");
        try {
            String caseNo = assessments.open();
            next.addFlashAttribute("done", "第三方评估" + caseNo + "已立案。下一步：在待办“制定评估计划”中确定评估的单位、内容和经费依据。");
            next.addAttribute("no", caseNo);
            return "redirect:/assessments/{no}";
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
            return "redirect:/assessments";
        }
    }

    @GetMapping("/assessments/institutions")
    String register(Model model) {
        desk.requireReading();
        model.addAttribute("institutions", institutions.all());
        model.addAttribute("sanctions", service.sanctions().stream().map(s -> new SanctionLine(institutions.get(s.institutionId()).name(), s.caseNo(), service.faultWords(s), s.decidedWords(),
                words.date(s.decidedOn()), words.date(s.untilOn()), s.decidedWhy())).toList());
        model.addAttribute("office", desk.office());
        return "assessment-institutions";
    }

    record SanctionLine(String name, String caseNo, String fault, String decided, String on, String until, String why) {
    }

    @PostMapping("/assessments/institutions")
    String enter(@RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "") String code, @RequestParam(defaultValue = "") String contact,
                 @RequestParam(defaultValue = "") String qualification, RedirectAttributes next) {
        desk.requireOffice("登记第三方机构");
        try {
            institutions.register(name, code, contact, qualification);
            next.addFlashAttribute("done", "“" + name.strip() + "”已登记。参加评估的，在该评估的页面登记报名。");
        } catch (Refusal refusal) {
            kept(next, refusal, "register", Map.of("name", name, "code", code, "contact", contact, "qualification", qualification));
        }
        return "redirect:/assessments/institutions";
    }

    @GetMapping("/assessments/{assessmentNo}")
    String one(@PathVariable("assessmentNo") String caseNo, Model model) {
        Assessment a = desk.read(caseNo);
        model.addAttribute("a", a);
        model.addAttribute("file", cases.get(caseNo));
        model.addAttribute("units", assessments.units(caseNo));
        model.addAttribute("chosen", a.institutionId() == null || a.chosenOn() == null ? null : institutions.get(a.institutionId()));
        model.addAttribute("due", assessments.reportDue(a).orElse(null));
        model.addAttribute("tasks", desk.tasks(caseNo));
        model.addAttribute("candidates", desk.candidates(caseNo));
        model.addAttribute("papers", files.of(caseNo));
        model.addAttribute("sets", data.of(caseNo));
        model.addAttribute("scores", service.scores(a));
        model.addAttribute("sanction", service.sanction(caseNo).orElse(null));
        model.addAttribute("fault", service.sanction(caseNo).map(service::faultWords).orElse(null));
        model.addAttribute("documents", desk.documents(caseNo));
        model.addAttribute("timeline", cases.timeline(caseNo));
        boolean office = desk.office();
        model.addAttribute("office", office);
        model.addAttribute("mayApply", office && a.in(AssessmentState.CHOOSING));
        model.addAttribute("mayFile", office && a.chosenOn() != null && !a.over());
        model.addAttribute("mayHand", office && a.in(AssessmentState.HANDING));
        model.addAttribute("mayReceive", office && a.in(AssessmentState.WORKING));
        model.addAttribute("mayWithdraw", office && !a.over() && a.acceptedOn() == null && !a.in(AssessmentState.HEARING, AssessmentState.ENDING));
        model.addAttribute("institutionChoices", office ? institutions.all() : List.of());
        model.addAttribute("unitChoices", office ? registry.unitsOn(words.today()) : List.of());
        model.addAttribute("tieKinds", TieKind.values());
        model.addAttribute("accept", EvidenceService.accept());
        model.addAttribute("rules", evidence.rules());
        return "assessment";
    }

    /** The table of scores, with the units of this assessment in it. */
    @GetMapping("/assessments/{assessmentNo}/scores.xlsx")
    void template(@PathVariable("assessmentNo") String caseNo, HttpServletResponse response) throws IOException {
        desk.read(caseNo);
        desk.requireOffice("下载评分模板");
        List<List<String>> rows = assessments.assessed(caseNo).stream().map(id -> List.of(registry.unit(id).fullName(), "")).toList();
        TableSheet.xlsx(ExcelTable.download(response, "第三方评分" + caseNo + ".xlsx"), new TableSheet.Sheet("第三方评分", List.of("单位", "得分"), rows),
                new TableSheet.Sheet("填写说明", List.of("列名", "怎样填写"), List.of(List.of("单位", "本次评估的全部单位，不要增减"), List.of("得分", "0到100，最多两位小数"))));
    }

    @PostMapping("/assessments/{assessmentNo}/candidates")
    String apply(@PathVariable("assessmentNo") String caseNo, CandidateForm form, @RequestParam(required = false) MultipartFile letter,
                 @RequestParam(required = false) MultipartFile qualification, RedirectAttributes next) throws IOException {
        desk.read(caseNo);
        desk.requireOffice("登记机构报名");
        Upload signed = upload(letter);
        Upload proof = upload(qualification);
        return act(caseNo, "candidate", form.typed(), next, "已登记报名。利害关系不止一项的，在机构一栏继续补充。", () -> {
            if (form.institution() == null || !form.institution().matches("\\d{1,18}")) {
                throw Refusal.invalid("请选择机构；名录中没有的，先在机构名录登记。");
            }
            boolean none = "none".equals(form.interest());
            List<NewTie> ties = none ? List.of() : List.of(tie(form.unit(), form.kind(), form.tieWords(), form.ended()));
            if (!none && !"some".equals(form.interest())) {
                throw Refusal.invalid("请选择有没有利害关系。");
            }
            institutions.apply(caseNo, Long.parseLong(form.institution()), form.commitment(), AssessmentDesk.day(form.committedOn(), "承诺日期"), none, ties, signed, proof);
        });
    }

    /** As typed. */
    record CandidateForm(String institution, String commitment, String committedOn, String interest, String unit, String kind, String tieWords, String ended) {

        Map<String, String> typed() {
            return Map.of("institution", text(institution), "commitment", text(commitment), "committedOn", text(committedOn), "interest", text(interest), "unit", text(unit), "kind", text(kind),
                    "tieWords", text(tieWords), "ended", text(ended));
        }
    }

    @PostMapping("/assessments/{assessmentNo}/candidates/{institutionId}/ties")
    String addTie(@PathVariable("assessmentNo") String caseNo, @PathVariable String institutionId, @RequestParam(defaultValue = "") String unit, @RequestParam(defaultValue = "") String kind,
                  @RequestParam(defaultValue = "") String tieWords, @RequestParam(defaultValue = "") String ended, RedirectAttributes next) {
        desk.read(caseNo);
        desk.requireOffice("补充利害关系");
        return act(caseNo, "tie" + institutionId, Map.of("unit", unit, "kind", kind, "tieWords", tieWords, "ended", ended), next, "已补充。", () -> {
            if (!institutionId.matches("\\d{1,18}")) {
                throw Refusal.notFound("名录中没有这个机构，请从列表中选择。");
            }
            institutions.addTie(caseNo, Long.parseLong(institutionId), tie(unit, kind, tieWords, ended));
        });
    }

    @PostMapping("/assessments/{assessmentNo}/files")
    String addFile(@PathVariable("assessmentNo") String caseNo, @RequestParam(defaultValue = "") String kind, @RequestParam(required = false) MultipartFile file, RedirectAttributes next)
            throws IOException {
        desk.read(caseNo);
        desk.requireOffice("上传合同和协议");
        Upload sent = upload(file);
        return act(caseNo, "file", Map.of("kind", kind), next, "已上传。", () -> files.add(caseNo, kind, sent));
    }

    @PostMapping("/assessments/{assessmentNo}/data/{seq}")
    String handOver(@PathVariable("assessmentNo") String caseNo, @PathVariable String seq, @RequestParam(required = false) MultipartFile file, @RequestParam(defaultValue = "") String recipient,
                    @RequestParam(defaultValue = "") String handedOn, @RequestParam(required = false) MultipartFile receipt, RedirectAttributes next) throws IOException {
        desk.read(caseNo);
        desk.requireOffice("移交数据");
        Upload sent = upload(file);
        Upload proof = upload(receipt);
        return act(caseNo, "data" + seq, Map.of("recipient", recipient, "handedOn", handedOn), next, "已登记移交。全部移交后，在待办“移交数据”中办结。", () -> {
            if (!seq.matches("\\d{1,4}")) {
                throw Refusal.notFound("数据清单中没有这一项，请从清单进入。");
            }
            data.handOver(caseNo, Integer.parseInt(seq), sent, recipient, AssessmentDesk.day(handedOn, "移交日期"), proof);
        });
    }

    @PostMapping("/assessments/{assessmentNo}/report")
    String handIn(@PathVariable("assessmentNo") String caseNo, @RequestParam(required = false) MultipartFile report, @RequestParam(required = false) MultipartFile scores, RedirectAttributes next)
            throws IOException {
        desk.read(caseNo);
        desk.requireOffice("登记评估报告");
        Upload sentReport = upload(report);
        Upload sentScores = upload(scores);
        return act(caseNo, "report", Map.of(), next, "已上传。请在待办“接收评估报告”中办结，系统随即核对评分文件。", () -> files.handIn(caseNo, sentReport, sentScores));
    }

    @PostMapping("/assessments/{assessmentNo}/withdraw")
    String withdraw(@PathVariable("assessmentNo") String caseNo, @RequestParam(defaultValue = "") String reason, RedirectAttributes next) {
        desk.read(caseNo);
        desk.requireOffice("撤回第三方评估");
        return act(caseNo, "withdraw", Map.of("reason", reason), next, "评估已撤回。移交过数据的，请在待办“确认数据交回”中办结。", () -> assessments.withdraw(caseNo, reason));
    }

    private static String act(String caseNo, String form, Map<String, String> typed, RedirectAttributes next, String done, Runnable action) {
        try {
            action.run();
            next.addFlashAttribute("done", done);
        } catch (Refusal refusal) {
            kept(next, refusal, form, typed);
        }
        next.addAttribute("no", caseNo);
        return "redirect:/assessments/{no}";
    }

    /** What was typed comes back; files have to be chosen anew, as browsers want it. */
    private static void kept(RedirectAttributes next, Refusal refusal, String form, Map<String, String> typed) {
        next.addFlashAttribute("problem", refusal.getMessage());
        next.addFlashAttribute("kept", form);
        next.addFlashAttribute("typed", typed);
    }

    private static NewTie tie(String unit, String kind, String words, String ended) {
        return new NewTie(unit, kind, words, AssessmentDesk.day(ended, "利害关系的结束日期"));
    }

    private static Upload upload(MultipartFile file) throws IOException {
        if (file == null || file.isEmpty() || file.getOriginalFilename() == null) {
            return null;
        }
        String name = file.getOriginalFilename();
        return new Upload(name.length() > NAME_LENGTH ? name.substring(name.length() - NAME_LENGTH) : name, file.getBytes());
    }

    private static String text(String typed) {
        return typed == null ? "" : typed;
    }
}
