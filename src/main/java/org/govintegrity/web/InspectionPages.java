package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.common.Refusal;
import org.govintegrity.inspection.InspectionKind;
import org.govintegrity.inspection.InspectionLauncher;
import org.govintegrity.registry.PlanClause;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Launching an inspection. */
@Page
class InspectionPages {

    private static final String ONLY_SUPERVISORS = "只有监督员可以发起监督检查。如确需检查，请联系监督员。";

    private final CurrentPerson me;
    private final InspectionLauncher launcher;
    private final Registry registry;
    private final PageWords words;

    InspectionPages(CurrentPerson me, InspectionLauncher launcher, Registry registry, PageWords words) {
        this.me = me;
        this.launcher = launcher;
        this.registry = registry;
        this.words = words;
    }

    @GetMapping("/inspections/new")
    String form(Model model) {
        me.require(Role.SUPERVISOR, ONLY_SUPERVISORS);
        return show(new InspectionForm("routine", "", "", "", List.of(), words.today().toString(), ""), model);
    }

    @PostMapping("/inspections/new")
    String launch(@ModelAttribute("form") InspectionForm form, Model model, RedirectAttributes next, HttpServletResponse response) {
        me.require(Role.SUPERVISOR, ONLY_SUPERVISORS);
        try {
            String caseNo = launcher.launch(form.values());
            next.addFlashAttribute("done", "检查" + caseNo + "已发起。下一步：在待办中制定检查方案，报区政府领导审批。");
            next.addAttribute("caseNo", caseNo);
            return "redirect:/cases/{caseNo}";
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status);
            model.addAttribute("problem", refusal.getMessage());
            return show(form, model);
        }
    }

    private String show(InspectionForm form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("kinds", InspectionKind.values());
        model.addAttribute("sections", registry.clauses().stream()
                .collect(Collectors.groupingBy(PlanClause::section, LinkedHashMap::new, Collectors.toList())));
        return "inspection-new";
    }
}
