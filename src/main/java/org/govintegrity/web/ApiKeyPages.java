package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.check.ApiKeys;
import org.govintegrity.check.CheckService;
import org.govintegrity.common.Refusal;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Keys of other systems: given, shown once, revoked. */
@Page
class ApiKeyPages {

    private static final String ONLY_ADMINS = "只有管理员可以管理接口密钥。";
    private static final int TRACES = 100;

    private final CurrentPerson me;
    private final ApiKeys keys;
    private final CheckService checks;
    private final Registry registry;
    private final PageWords words;

    ApiKeyPages(CurrentPerson me, ApiKeys keys, CheckService checks, Registry registry, PageWords words) {
        this.me = me;
        this.keys = keys;
        this.checks = checks;
        this.registry = registry;
        this.words = words;
    }

    /** What is typed, as typed. */
    record KeyForm(String system, String unit, List<String> purposes, String personsBasis, String expiresOn, Boolean signals) {

        KeyForm {
            purposes = purposes == null ? List.of() : List.copyOf(purposes);
        }

        ApiKeys.NewKey wanted() {
            try {
                return new ApiKeys.NewKey(system, unit, purposes, personsBasis, expiresOn == null || expiresOn.isBlank() ? null : LocalDate.parse(expiresOn), Boolean.TRUE.equals(signals));
            } catch (DateTimeParseException e) {
                throw Refusal.invalid("到期日不是有效日期，请重新选择。");
            }
        }
    }

    @GetMapping("/admin/api-keys")
    String list(Model model) {
        me.require(Role.ADMIN, ONLY_ADMINS);
        return show(new KeyForm("", "", List.of(), "", "", false), model);
    }

    /** Answers with the page itself, not a redirect: the key is shown in this one answer and kept nowhere. */
    @PostMapping("/admin/api-keys")
    String create(KeyForm form, Model model, HttpServletResponse response) {
        me.require(Role.ADMIN, ONLY_ADMINS);
        response.setHeader("Cache-Control", "no-store");
        try {
            model.addAttribute("created", keys.create(form.wanted(), me.id()));
            return show(new KeyForm("", "", List.of(), "", "", false), model);
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status);
            model.addAttribute("problem", refusal.getMessage());
            return show(form, model);
        }
    }

    @PostMapping("/admin/api-keys/{no}/revoke")
    String revoke(@PathVariable String no, @RequestParam(defaultValue = "") String reason, RedirectAttributes next) {
        me.require(Role.ADMIN, ONLY_ADMINS);
        try {
            keys.revoke(no, reason, me.id());
            next.addFlashAttribute("done", "密钥" + no + "已停用，立即生效。");
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
        }
        return "redirect:/admin/api-keys";
    }

    private String show(KeyForm form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("keys", keys.all());
        model.addAttribute("traces", keys.traces(TRACES));
        model.addAttribute("purposes", checks.purposes());
        model.addAttribute("units", registry.unitsOn(words.today()));
        return "api-keys";
    }
}
