package org.govintegrity.web;

import org.govintegrity.accountability.AccountabilityService;
import org.govintegrity.breach.BreachFindingService;
import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.common.Refusal;
import org.govintegrity.registry.Role;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** What is done on a case as a whole and not by one of its tasks. */
@Page
class CaseActions {

    private final CurrentPerson me;
    private final CaseAccess access;
    private final BreachFindingService findings;
    private final AccountabilityService accountabilities;

    CaseActions(CurrentPerson me, CaseAccess access, BreachFindingService findings, AccountabilityService accountabilities) {
        this.me = me;
        this.access = access;
        this.findings = findings;
        this.accountabilities = accountabilities;
    }

    /** A supervisor takes back a finding that is not decided, or a proposal that is not handed over. */
    @PostMapping("/cases/{caseNo}/withdraw")
    String withdraw(@PathVariable String caseNo, @RequestParam(defaultValue = "") String reason, RedirectAttributes next) {
        me.require(Role.SUPERVISOR, "只有监督员可以撤回失信认定和责任建议。");
        CaseFile file = access.read(caseNo, me.id());
        return done(caseNo, next, "案件" + caseNo + "已撤回。", "withdrawReason", reason, () -> {
            switch (file.kind()) {
                case BreachFindingService.KIND -> findings.withdraw(caseNo, reason);
                case AccountabilityService.KIND -> accountabilities.withdraw(caseNo, reason);
                default -> throw Refusal.invalid("这类案件不能撤回。监督检查请使用“撤销检查”。");
            }
        });
    }

    /** A supervisor or the authority takes down an appeal; execution goes on. */
    @PostMapping("/cases/{caseNo}/appeal")
    String appeal(@PathVariable String caseNo, @RequestParam(defaultValue = "") String lodgedOn, @RequestParam(defaultValue = "") String grounds,
                  RedirectAttributes next) {
        if (!me.supervisor() && !me.is(Role.AUTHORITY)) {
            throw Refusal.forbidden("只有监督员和接收机关可以登记申诉。");
        }
        CaseFile file = access.read(caseNo, me.id());
        return done(caseNo, next, "申诉已登记，原处理继续执行。", "grounds", grounds, () -> {
            if (!file.kind().equals(AccountabilityService.KIND)) {
                throw Refusal.invalid("只有责任建议案件可以登记申诉。");
            }
            accountabilities.appeal(caseNo, day(lodgedOn), grounds);
        });
    }

    private static LocalDate day(String text) {
        try {
            return text.isBlank() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("提出申诉的日期应为日期，格式如 2026-11-23。");
        }
    }

    private static String done(String caseNo, RedirectAttributes next, String words, String field, String typed, Runnable action) {
        try {
            action.run();
            next.addFlashAttribute("done", words);
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
            next.addFlashAttribute(field, typed);
        }
        next.addAttribute("caseNo", caseNo);
        return "redirect:/cases/{caseNo}";
    }
}
