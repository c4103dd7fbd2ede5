package org.govintegrity.web;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.CaseEvent;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.CasePage;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.DueMove;
import org.govintegrity.casefile.Problems;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.inspection.InspectionService;
import org.govintegrity.notice.NoticeService;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** The list of cases and the file of one. */
@Page
class CasePages {

    private static final int PAGE_SIZE = 50;

    private final CurrentPerson me;
    private final CaseAccess access;
    private final Cases cases;
    private final TaskBook book;
    private final Problems problems;
    private final InspectionService inspections;
    private final FamilyViews families;
    private final RedressViews redress;
    private final CaseSearch search;
    private final CaseSheets sheets;
    private final DiagramDesk diagrams;
    private final PaperDesk papers;
    private final CaseSheet sheet;
    private final PageWords words;
    private final NoticeService notices;
    private final EvidenceDesk evidence;
    private final Registry registry;

    CasePages(CurrentPerson me, CaseAccess access, Cases cases, TaskBook book, Problems problems, InspectionService inspections,
              FamilyViews families, RedressViews redress, NoticeService notices, EvidenceDesk evidence, Registry registry, CaseSearch search, CaseSheets sheets, DiagramDesk diagrams, PaperDesk papers, CaseSheet sheet, PageWords words) {
        this.me = me;
        this.access = access;
        this.cases = cases;
        this.book = book;
        this.problems = problems;
        this.inspections = inspections;
        this.families = families;
        this.redress = redress;
        this.search = search;
        this.sheets = sheets;
        this.diagrams = diagrams;
        this.papers = papers;
        this.sheet = sheet;
        this.words = words;
        this.notices = notices;
        this.evidence = evidence;
        this.registry = registry;
    }

    @GetMapping("/cases")
    String list(CaseSearch.Query query, @RequestParam(defaultValue = "1") String page, Model model) {
        CasePage found = search.page(query, number(page), PAGE_SIZE);
        model.addAttribute("found", found);
        model.addAttribute("rows", search.withTasks(found.cases()));
        model.addAttribute("query", query);
        model.addAttribute("kinds", PageWords.KINDS);
        model.addAttribute("clauses", registry.clauses());
        model.addAttribute("unitChoices", me.districtWide() ? registry.units() : List.of());
        return "cases";
    }

    /** The same list as a spreadsheet. */
    @GetMapping("/cases.xlsx")
    void sheet(CaseSearch.Query query, HttpServletResponse response) throws IOException {
        sheet.check(query);
        sheet.write(query, ExcelTable.download(response, "案件清单" + ChineseDates.date(words.today()) + ".xlsx"));
    }

    @GetMapping("/cases/{caseNo}")
    String file(@PathVariable String caseNo, Model model) {
        CaseSheets.Sheet sheet = sheets.read(caseNo);
        CaseFile file = sheet.file();
        model.addAttribute("file", file);
        model.addAttribute("state", state(file, sheet.timeline()));
        model.addAttribute("timeline", sheet.timeline());
        model.addAttribute("tasks", sheet.tasks());
        model.addAttribute("moves", sheet.moves().stream().collect(Collectors.groupingBy(DueMove::taskId)));
        model.addAttribute("allMoves", sheet.moves());
        model.addAttribute("parent", sheet.parent());
        model.addAttribute("children", sheet.children());
        model.addAttribute("team", sheet.team());
        model.addAttribute("problems", sheet.problems());
        model.addAttribute("notices", sheet.notices());
        model.addAttribute("records", sheet.records());
        model.addAttribute("papers", papers.of(sheet));
        model.addAttribute("diagram", diagrams.find(file).orElse(null));
        families.addTo(model, file, sheet.timeline(), sheet.insider(), sheet.findings());
        redress.addTo(model, sheet);
        evidence.show(file, model);
        model.addAttribute("withdrawable", me.supervisor() ? families.withdrawable(file) : null);
        model.addAttribute("appealable", (me.supervisor() || me.is(Role.AUTHORITY)) && families.appealable(file));
        model.addAttribute("cancellable", me.supervisor() && families.cancellable(file));
        return "case";
    }

    @PostMapping("/cases/{caseNo}/cancel")
    String cancel(@PathVariable String caseNo, @RequestParam(defaultValue = "") String reason, RedirectAttributes next) {
        me.require(Role.SUPERVISOR, "只有监督员可以撤销监督检查。");
        access.read(caseNo, me.id());
        try {
            inspections.cancel(caseNo, reason);
            next.addFlashAttribute("done", "检查" + caseNo + "已撤销，受检单位会收到通知。");
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
            next.addFlashAttribute("reason", reason);
        }
        next.addAttribute("caseNo", caseNo);
        return "redirect:/cases/{caseNo}";
    }

    /** How the case stands, in words: its own closing line says how it ended. */
    private static String state(CaseFile file, List<CaseEvent> timeline) {
        return file.open() ? "办理中" : timeline.stream().filter(event -> event.type().equals("closed")).reduce((a, b) -> b)
                .map(CaseEvent::text).orElse("已结案");
    }

    private static int number(String page) {
        return page.matches("\\d{1,6}") ? Integer.parseInt(page) : 1;
    }
}
