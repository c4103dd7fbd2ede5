package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.appraisal.AppraisalService;
import org.govintegrity.appraisal.AppraisalTokens;
import org.govintegrity.appraisal.BadReview;
import org.govintegrity.appraisal.BadReviews;
import org.govintegrity.appraisal.Campaign;
import org.govintegrity.appraisal.IssuedToken;
import org.govintegrity.appraisal.NewCampaign;
import org.govintegrity.appraisal.Token;
import org.govintegrity.common.Refusal;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.report.QrCode;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Campaigns for the offices: the central ones see all, a unit what concerns it. */
@Page
class AppraisalPages {

    private final CurrentPerson me;
    private final AppraisalDesk desk;
    private final AppraisalService campaigns;
    private final AppraisalTokens tokens;
    private final BadReviews badReviews;
    private final Registry registry;
    private final PageWords words;
    private final String baseUrl;

    AppraisalPages(CurrentPerson me, AppraisalDesk desk, AppraisalService campaigns, AppraisalTokens tokens, BadReviews badReviews, Registry registry, PageWords words,
                   @Value("${supervision.base-url:}") String baseUrl) {
        this.me = me;
        this.desk = desk;
        this.campaigns = campaigns;
        this.tokens = tokens;
        this.badReviews = badReviews;
        this.registry = registry;
        this.words = words;
        this.baseUrl = baseUrl.strip().replaceAll("/+$", "");
    }

    /** As typed. */
    record CampaignForm(String title, String from, String to, List<String> units) {
    }

    /** @param qr the picture as data address */
    record Sheet(IssuedToken token, String link, String qr) {
    }

    /** @param contact how to call back; null where none was left, or it is not for this reader */
    record ReviewView(BadReview review, String contact) {
    }

    @GetMapping("/appraisals")
    String list(Model model) {
        model.addAttribute("campaigns", desk.all());
        model.addAttribute("mayOpen", mayOpen());
        return "appraisals";
    }

    @GetMapping("/appraisals/new")
    String form(Model model) {
        requireOpening();
        return show(new CampaignForm("", words.today().toString(), "", List.of()), model);
    }

    @PostMapping("/appraisals/new")
    String open(@ModelAttribute("form") CampaignForm form, Model model, RedirectAttributes next, HttpServletResponse response) {
        requireOpening();
        try {
            String caseNo = campaigns.open(new NewCampaign(form.title(), day(form.from()), day(form.to()), form.units()));
            next.addFlashAttribute("done", "评议" + caseNo + "已开展，参评单位会收到通知。下一步：打印窗口二维码，或者由各单位自行打印。");
            next.addAttribute("caseNo", caseNo);
            return "redirect:/appraisals/{caseNo}";
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status);
            model.addAttribute("problem", refusal.getMessage());
            return show(form, model);
        }
    }

    @GetMapping("/appraisals/{appraisalNo}")
    String one(@PathVariable("appraisalNo") String caseNo, Model model) {
        return showOne(desk.read(caseNo), model);
    }

    @PostMapping("/appraisals/{appraisalNo}/windows")
    String windows(@PathVariable("appraisalNo") String caseNo, @RequestParam(defaultValue = "") String unit, @RequestParam(defaultValue = "") String windows, Model model,
                   HttpServletResponse response) {
        Campaign campaign = desk.read(caseNo);
        requirePrinting(unit);
        return sheets(campaign, unit, () -> tokens.forWindows(campaign, unit, windows.lines().toList()), model, response);
    }

    @PostMapping("/appraisals/{appraisalNo}/matters")
    String matters(@PathVariable("appraisalNo") String caseNo, @RequestParam(defaultValue = "") String unit, @RequestParam(defaultValue = "") String matters, Model model,
                   HttpServletResponse response) {
        Campaign campaign = desk.read(caseNo);
        requirePrinting(unit);
        return sheets(campaign, unit, () -> tokens.forMatters(campaign, unit, matters.lines().toList()), model, response);
    }

    @PostMapping("/appraisals/{appraisalNo}/tokens/{id:\\d{1,18}}/revoke")
    String revoke(@PathVariable("appraisalNo") String caseNo, @PathVariable long id, RedirectAttributes next) {
        desk.read(caseNo);
        Token token = tokens.find(caseNo, id).orElseThrow(() -> Refusal.notFound("没有这个评议码，请刷新页面。"));
        requirePrinting(token.unitId());
        tokens.revoke(caseNo, id);
        next.addFlashAttribute("done", "“" + token.label() + "”的评议码已停用，已收到的评议不受影响。");
        next.addAttribute("caseNo", caseNo);
        return "redirect:/appraisals/{caseNo}";
    }

    @PostMapping("/appraisals/{appraisalNo}/cancel")
    String cancel(@PathVariable("appraisalNo") String caseNo, @RequestParam(defaultValue = "") String reason, RedirectAttributes next) {
        desk.read(caseNo);
        if (!mayOpen()) {
            throw Refusal.forbidden("只有监督员和联席办可以取消群众评议。");
        }
        try {
            campaigns.cancel(caseNo, reason);
            next.addFlashAttribute("done", "评议" + caseNo + "已取消，参评单位会收到通知。已收到的差评继续办理。");
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
            next.addFlashAttribute("cancelReason", reason);
        }
        next.addAttribute("caseNo", caseNo);
        return "redirect:/appraisals/{caseNo}";
    }

    private String showOne(Campaign campaign, Model model) {
        String unit = desk.unitOnly();
        String caseNo = campaign.caseNo();
        List<String> units = desk.units(caseNo);
        Map<String, Integer> received = new HashMap<>();
        units.forEach(id -> received.put(id, 0));
        campaigns.received(caseNo).forEach((id, votes) -> received.computeIfPresent(id, (same, none) -> votes));
        model.addAttribute("campaign", campaign);
        model.addAttribute("units", units);
        model.addAttribute("received", received);
        model.addAttribute("results", campaigns.results(caseNo).stream().filter(result -> units.contains(result.unitId())).toList());
        model.addAttribute("windows", tokens.windows(caseNo).stream().filter(token -> units.contains(token.unitId())).toList());
        model.addAttribute("reviews", badReviews.of(caseNo, unit).stream()
                .map(review -> new ReviewView(review, me.groups().contains(review.unitId()) ? badReviews.contact(review).orElse(null) : null)).toList());
        model.addAttribute("comments", campaigns.comments(caseNo, unit));
        model.addAttribute("cancellable", mayOpen() && campaign.open());
        model.addAttribute("printable", units.stream().filter(this::mayPrint).toList());
        return "appraisal";
    }

    private String sheets(Campaign campaign, String unit, Supplier<List<IssuedToken>> issue, Model model, HttpServletResponse response) {
        try {
            model.addAttribute("sheets", issue.get().stream().map(this::sheet).toList());
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status);
            model.addAttribute("problem", refusal.getMessage());
            return showOne(campaign, model);
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        model.addAttribute("campaign", campaign);
        model.addAttribute("unit", unit);
        model.addAttribute("linked", !baseUrl.isEmpty());
        return "appraisal-sheets";
    }

    private Sheet sheet(IssuedToken token) {
        String link = (baseUrl.isEmpty() ? ServletUriComponentsBuilder.fromCurrentContextPath().toUriString() : baseUrl) + "/public/appraise/" + token.secret();
        return new Sheet(token, link, "data:image/png;base64," + Base64.getEncoder().encodeToString(QrCode.png(link)));
    }

    private String show(CampaignForm form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("units", registry.unitsOn(words.today()));
        return "appraisal-new";
    }

    private static LocalDate day(String typed) {
        try {
            return typed == null || typed.isBlank() ? null : LocalDate.parse(typed.strip());
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("日期“" + (typed.length() > 20 ? typed.substring(0, 20) + "…" : typed) + "”无法识别，请按 2026-03-02 的格式填写。");
        }
    }

    private boolean mayOpen() {
        return me.is(Role.SUPERVISOR) || me.is(Role.JOINT_OFFICE);
    }

    private void requireOpening() {
        if (!mayOpen()) {
            throw Refusal.forbidden("只有监督员和联席办可以开展群众评议。");
        }
    }

    private boolean mayPrint(String unit) {
        return mayOpen() || me.person().filter(person -> person.unitId().equals(unit) && (person.has(Role.CLERK) || person.has(Role.HEAD))).isPresent();
    }

    private void requirePrinting(String unit) {
        if (!mayPrint(unit)) {
            throw Refusal.forbidden("只有参评单位自己的经办人、负责人，以及监督员和联席办可以打印、停用评议码。");
        }
    }
}
