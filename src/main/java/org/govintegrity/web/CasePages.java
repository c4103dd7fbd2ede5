package org.govintegrity.web;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.CaseEvent;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.CaseFilter;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.DueMove;
import org.govintegrity.casefile.Problems;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.common.Refusal;
import org.govintegrity.inspection.InspectionService;
import org.govintegrity.notice.NoticeService;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

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
    private final NoticeService notices;
    private final Registry registry;

    CasePages(CurrentPerson me, CaseAccess access, Cases cases, TaskBook book, Problems problems, InspectionService inspections,
              FamilyViews families, NoticeService notices, Registry registry) {
        this.me = me;
        this.access = access;
        this.cases = cases;
        this.book = book;
        this.problems = problems;
        this.inspections = inspections;
        this.families = families;
        this.notices = notices;
        this.registry = registry;
    }

    @GetMapping("/cases")
    String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String kind,
                @RequestParam(defaultValue = "") String state, @RequestParam(defaultValue = "1") String page, Model model) {
        Boolean open = switch (state) {
            case "open" -> Boolean.TRUE;
            case "closed" -> Boolean.FALSE;
            default -> null;
        };
        CaseFilter filter = new CaseFilter(q, unitsNamed(q), kind.isBlank() ? null : kind, open, null, null, false);
        model.addAttribute("found", access.list(me.id(), filter, number(page), PAGE_SIZE));
        model.addAttribute("q", q);
        model.addAttribute("kind", kind);
        model.addAttribute("state", state);
        model.addAttribute("kinds", PageWords.KINDS);
        return "cases";
    }

    @GetMapping("/cases/{caseNo}")
    String file(@PathVariable String caseNo, Model model) {
        CaseFile file = access.read(caseNo, me.id());
        boolean insider = access.insider(file, me.id());
        List<CaseEvent> timeline = cases.timeline(caseNo);
        boolean served = timeline.stream().anyMatch(event -> event.type().equals(CaseSecrecy.SERVED));
        model.addAttribute("file", file);
        model.addAttribute("state", state(file, timeline));
        model.addAttribute("timeline", CaseSecrecy.readable(timeline, insider, served));
        model.addAttribute("tasks", book.ofCase(caseNo));
        List<DueMove> moves = book.movesOf(caseNo);
        model.addAttribute("moves", moves.stream().collect(Collectors.groupingBy(DueMove::taskId)));
        model.addAttribute("allMoves", moves);
        model.addAttribute("parent", file.parentNo() == null ? null : access.find(file.parentNo(), me.id()).orElse(null));
        model.addAttribute("children", cases.children(caseNo).stream().filter(child -> access.find(child.caseNo(), me.id()).isPresent()).toList());
        model.addAttribute("team", cases.members(caseNo, Cases.TEAM));
        if (insider || served || !file.kind().equals("unit-inspection")) {
            model.addAttribute("problems", problems.of(caseNo));
        }
        model.addAttribute("notices", notices.ofCase(caseNo));
        families.addTo(model, file, insider || served);
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

    private List<String> unitsNamed(String text) {
        String part = text.strip();
        return part.isEmpty() ? List.of() : registry.units().stream()
                .filter(unit -> unit.shortName().contains(part) || unit.fullName().contains(part)).map(Unit::id).toList();
    }

    private static int number(String page) {
        return page.matches("\\d{1,6}") ? Integer.parseInt(page) : 1;
    }
}
