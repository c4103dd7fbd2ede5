package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.CameInPerson;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.RecordParties;
import org.govintegrity.objection.ObjectionService;
import org.govintegrity.repair.Application;
import org.govintegrity.repair.RepairService;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.function.Supplier;

/** Objecting to a record and applying for its repair, at the record itself; taking either back, and the second look, at the case. */
@Page
class RedressPages {

    private final CurrentPerson me;
    private final RecordParties parties;
    private final ObjectionService objections;
    private final RepairService repairs;
    private final CaseAccess access;

    RedressPages(CurrentPerson me, RecordParties parties, ObjectionService objections, RepairService repairs, CaseAccess access) {
        this.me = me;
        this.parties = parties;
        this.objections = objections;
        this.repairs = repairs;
        this.access = access;
    }

    /** What was typed; the last three only where the credit centre takes it down. */
    record ObjectionForm(String grounds, String name, String identifiedBy, String contact) {
        CameInPerson counter() {
            return new CameInPerson(name, identifiedBy, contact);
        }
    }

    /** What was typed; the last three only where the credit centre takes it down. */
    record RepairForm(String correction, String duty, String commitment, Boolean madePublic, String name, String identifiedBy, String contact) {
        CameInPerson counter() {
            return new CameInPerson(name, identifiedBy, contact);
        }
    }

    @GetMapping("/credit/records/{recordNo}/objection")
    String objection(@PathVariable String recordNo, Model model) {
        return show("credit-objection", recordNo, new ObjectionForm("", "", "", ""), model);
    }

    @PostMapping("/credit/records/{recordNo}/objection")
    String object(@PathVariable String recordNo, @ModelAttribute("form") ObjectionForm form, Model model, RedirectAttributes next, HttpServletResponse response) {
        return opened("credit-objection", recordNo, form, model, next, response, "异议已提出，记录已经标注。可以在本页上传证明材料，处理结果会送达您（单位）。",
                () -> objections.raise(recordNo, form.grounds(), form.counter()));
    }

    @GetMapping("/credit/records/{recordNo}/repair")
    String repair(@PathVariable String recordNo, Model model) {
        return show("credit-repair", recordNo, new RepairForm("", "", "", false, "", "", ""), model);
    }

    @PostMapping("/credit/records/{recordNo}/repair")
    String apply(@PathVariable String recordNo, @ModelAttribute("form") RepairForm form, Model model, RedirectAttributes next, HttpServletResponse response) {
        return opened("credit-repair", recordNo, form, model, next, response, "修复申请已提交。请马上在本页上传证明材料和信用承诺书，没有材料不能准予修复。",
                () -> repairs.apply(recordNo, new Application(form.correction(), form.duty(), form.commitment(), Boolean.TRUE.equals(form.madePublic())), form.counter()));
    }

    /** Takes back an objection or an application that is not decided. */
    @PostMapping("/cases/{caseNo}/redress/withdraw")
    String withdraw(@PathVariable String caseNo, @RequestParam(defaultValue = "") String reason, RedirectAttributes next) {
        CaseFile file = access.read(caseNo, me.id());
        return done(caseNo, next, "已撤回。", () -> {
            switch (file.kind()) {
                case ObjectionService.KIND -> objections.drop(caseNo, reason);
                case RepairService.KIND -> repairs.drop(caseNo, reason);
                default -> throw Refusal.invalid("只有信用异议和修复申请可以由提出人撤回。");
            }
        });
    }

    @PostMapping("/cases/{caseNo}/redress/second-look")
    String secondLook(@PathVariable String caseNo, @RequestParam(defaultValue = "") String grounds, RedirectAttributes next) {
        access.read(caseNo, me.id());
        return done(caseNo, next, "已请求复查，由没有参与第一次处理的人员办理。", () -> objections.requestSecondLook(caseNo, grounds));
    }

    private String show(String page, String recordNo, Object form, Model model) {
        CreditRecord record = parties.askable(recordNo, me.id());
        model.addAttribute("record", record);
        model.addAttribute("atCounter", parties.way(record, me.id()).filter(RecordParties.Way.COUNTER::equals).isPresent());
        model.addAttribute("conditions", repairs.conditions(record));
        model.addAttribute("form", form);
        return page;
    }

    private String opened(String page, String recordNo, Object form, Model model, RedirectAttributes next, HttpServletResponse response, String words,
                          Supplier<String> action) {
        parties.askable(recordNo, me.id());
        try {
            next.addAttribute("caseNo", action.get());
            next.addFlashAttribute("done", words);
            return "redirect:/cases/{caseNo}";
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status);
            model.addAttribute("problem", refusal.getMessage());
            return show(page, recordNo, form, model);
        }
    }

    private static String done(String caseNo, RedirectAttributes next, String words, Runnable action) {
        try {
            action.run();
            next.addFlashAttribute("done", words);
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
        }
        next.addAttribute("caseNo", caseNo);
        return "redirect:/cases/{caseNo}";
    }
}
