package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.check.Check;
import org.govintegrity.check.CheckService;
import org.govintegrity.check.CheckStarter;
import org.govintegrity.check.Measure;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.SubjectKind;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.Map;
import java.util.stream.Collectors;

/** Asking for a check, and reading it. */
@Page
class CheckPages {

    private static final String ONLY_UNITS = "只有单位的经办人、负责人和信用中心可以发起信用核查。请联系本单位经办人。";

    private final CheckDesk desk;
    private final CheckService checks;
    private final CheckStarter starter;
    private final ReportDesk reports;

    CheckPages(CheckDesk desk, CheckService checks, CheckStarter starter, ReportDesk reports) {
        this.desk = desk;
        this.checks = checks;
        this.starter = starter;
        this.reports = reports;
    }

    @GetMapping("/credit/checks")
    String list(Model model) {
        model.addAttribute("checks", desk.latest());
        model.addAttribute("mayAsk", desk.mayAsk());
        return "checks";
    }

    /**
     * @param again    a check whose subject and matter are to be checked anew
     * @param purpose  filled in beforehand, with {@code matterNo}, for a matter without a check
     */
    @GetMapping("/credit/checks/new")
    String form(@RequestParam(defaultValue = "") String again, @RequestParam(defaultValue = "") String purpose, @RequestParam(defaultValue = "") String matterNo, Model model) {
        requireOffice();
        CheckForm empty = new CheckForm("", "", "", purpose, "", matterNo, false, "", "");
        return show(again.isEmpty() ? empty : from(desk.read(again)), model);
    }

    private CheckForm from(CheckDesk.View old) {
        Check check = checks.get(old.checkNo());
        return new CheckForm(check.creditCode(), "", check.subjectName(), check.purpose(), check.basis(), check.matterNo(), check.consentNo() != null,
                check.consentNo(), "");
    }

    @PostMapping("/credit/checks/new")
    String ask(@ModelAttribute("form") CheckForm form, Model model, RedirectAttributes next, HttpServletResponse response) {
        requireOffice();
        try {
            String emergency = form.emergency() == null || form.emergency().isBlank() ? null : form.emergency().strip();
            String no = starter.start(desk.asker(), form.wanted(), emergency);
            next.addFlashAttribute("done", emergency == null ? "核查" + no + "已答复。下一步：在待办中按结果作出处理决定。"
                    : "紧急先办申请" + no + "已报本单位负责人。同意后须在三个工作日内补办核查。");
            next.addAttribute("no", no);
            return "redirect:/credit/checks/{no}";
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status);
            model.addAttribute("problem", refusal.getMessage());
            return show(form, model);
        }
    }

    @GetMapping("/credit/checks/{no}")
    String one(@PathVariable String no, Model model) {
        CheckDesk.View view = desk.read(no);
        Check check = checks.get(no);
        model.addAttribute("view", view);
        model.addAttribute("check", check);
        model.addAttribute("purpose", view.answer() == null ? checks.purpose(check.purpose()) : view.answer().purpose());
        model.addAttribute("measures", view.answer() == null ? Map.of()
                : view.answer().measures().stream().collect(Collectors.toMap(Measure::code, Measure::label)));
        // a person's answer says neither account nor number, so that no report can be asked for from here
        model.addAttribute("mayReport", view.answer() != null && view.answer().subject().creditCode() != null
                && reports.mayIssue(SubjectKind.of(view.answer().subject().kind()), view.answer().subject().creditCode()));
        return "check";
    }

    private void requireOffice() {
        if (!desk.mayAsk()) {
            throw Refusal.forbidden(ONLY_UNITS);
        }
    }

    private String show(CheckForm form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("purposes", checks.purposes());
        return "check-new";
    }
}
