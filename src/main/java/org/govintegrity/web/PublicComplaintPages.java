package org.govintegrity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.common.ErrorNumber;
import org.govintegrity.common.Refusal;
import org.govintegrity.complaint.Category;
import org.govintegrity.complaint.Channel;
import org.govintegrity.complaint.Complaint;
import org.govintegrity.complaint.ComplaintFiles;
import org.govintegrity.complaint.ComplaintService;
import org.govintegrity.complaint.ComplaintSettings;
import org.govintegrity.complaint.ComplaintTable;
import org.govintegrity.complaint.Complaints;
import org.govintegrity.complaint.Correspondence;
import org.govintegrity.complaint.FollowUp;
import org.govintegrity.complaint.Informer;
import org.govintegrity.complaint.Naming;
import org.govintegrity.complaint.NewComplaint;
import org.govintegrity.complaint.Receipt;
import org.govintegrity.complaint.Satisfaction;
import org.govintegrity.engine.Refusals;
import org.govintegrity.registry.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.util.WebUtils;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Where people complain and follow their complaint without an account, mostly on a phone. No session, and so no cookie: number and code go along with each
 * form. Refusals are answered here and not by the common page of errors, and nothing of what was typed is logged.
 */
@Page
class PublicComplaintPages {

    private static final Logger LOG = LoggerFactory.getLogger(PublicComplaintPages.class);

    private final Complaints complaints;
    private final ComplaintService service;
    private final ComplaintFiles files;
    private final FollowUp followUp;
    private final Correspondence letters;
    private final ComplaintSettings settings;
    private final Registry registry;
    private final Clock clock;
    private final AddressLimit sending;
    private final AddressLimit asking;
    private final AddressLimit wrong;

    PublicComplaintPages(Complaints complaints, ComplaintService service, ComplaintFiles files, FollowUp followUp, Correspondence letters, ComplaintSettings settings,
                         Registry registry, Clock clock) {
        this.complaints = complaints;
        this.service = service;
        this.files = files;
        this.followUp = followUp;
        this.letters = letters;
        this.settings = settings;
        this.registry = registry;
        this.clock = clock;
        this.sending = new AddressLimit(clock, bucket -> bucket
                .addLimit(each -> each.capacity(settings.perMinute()).refillGreedy(settings.perMinute(), Duration.ofMinutes(1)))
                .addLimit(each -> each.capacity(settings.perDay()).refillGreedy(settings.perDay(), Duration.ofDays(1))));
        this.asking = new AddressLimit(clock, bucket -> bucket.addLimit(each -> each.capacity(settings.asksPerMinute()).refillGreedy(settings.asksPerMinute(), Duration.ofMinutes(1))));
        this.wrong = new AddressLimit(clock, bucket -> bucket.addLimit(each -> each.capacity(settings.wrongCodes()).refillIntervally(settings.wrongCodes(), Duration.ofHours(1))));
    }

    /** What was typed, kept for the form when it comes back. */
    record Typed(String naming, String category, String unit, String facts, String name, String phone, String number, String contact, String amount, String from) {

        static Typed of(HttpServletRequest request) {
            return new Typed(text(request, "naming"), text(request, "category"), text(request, "unit"), text(request, "facts"), text(request, "name"), text(request, "phone"),
                    text(request, "number"), text(request, "contact"), text(request, "amount"), text(request, "from"));
        }
    }

    @GetMapping("/public/complain")
    String form(Model model, HttpServletResponse response) {
        return form(new Typed("", "", "", "", "", "", "", "", "", ""), UUID.randomUUID().toString(), null, model, response);
    }

    /** Shows the receipt at once instead of leading on to it: its code is kept nowhere it could be read again. */
    @PostMapping("/public/complain")
    String complain(HttpServletRequest request, Model model, HttpServletResponse response) {
        Typed typed = new Typed("", "", "", "", "", "", "", "", "", "");
        String ticket = UUID.randomUUID().toString();
        try {
            first(request, sending, "提交过于频繁：每个网络地址每分钟最多提交" + settings.perMinute() + "件。请返回上一页（已填的内容还在），等一分钟再提交。", response);
            typed = Typed.of(request);
            String sent = text(request, "ticket");
            ticket = sent.matches("[0-9a-f-]{36}") ? sent : ticket;
            if (!typed.amount().isEmpty() && ComplaintTable.amount(typed.amount()) == null) {
                throw Refusal.invalid("欠款金额请填写数字，以元为单位，最多两位小数。");
            }
            boolean arrears = Category.ARREARS.code.equals(typed.category());
            Receipt receipt = complaints.register(new NewComplaint(Channel.PORTAL, Naming.find(typed.naming()).orElse(null), Category.find(typed.category()).orElse(null), typed.unit(),
                    typed.facts(), arrears ? ComplaintTable.amount(typed.amount()) : null, arrears ? ComplaintTable.day(typed.from()) : null,
                    new Informer(given(typed.name()), given(typed.phone()), given(typed.number()), given(typed.contact())), uploads(request), ticket, null, true));
            secret(response);
            model.addAttribute("receipt", receipt);
            model.addAttribute("today", LocalDate.now(clock));
            return "public-complaint-receipt";
        } catch (RuntimeException thrown) {
            return form(typed, ticket, refusal(thrown, response), model, response);
        }
    }

    @GetMapping("/public/complaint")
    String ask(Model model, HttpServletResponse response) {
        return asked("", null, model, response);
    }

    /** Looks a complaint up, or does something in it: {@code act} says what. */
    @PostMapping("/public/complaint")
    String follow(HttpServletRequest request, Model model, HttpServletResponse response) {
        String no = "";
        Complaint found;
        String code;
        try {
            first(request, asking, "查询过于频繁：每个网络地址每分钟最多" + settings.asksPerMinute() + "次。请等一分钟再试。", response);
            no = text(request, "no").strip().toUpperCase(Locale.ROOT);
            code = text(request, "code");
            found = checked(no, code, request.getRemoteAddr(), response);
        } catch (RuntimeException thrown) {
            return asked(no, refusal(thrown, response), model, response);
        }
        try {
            String done = act(found, request);
            model.addAttribute("done", done);
        } catch (RuntimeException thrown) {
            Refusal refusal = refusal(thrown, response);
            response.setStatus(refusal.kind().status);
            model.addAttribute("problem", refusal.getMessage());
            model.addAttribute("typed", text(request, "words"));
        }
        return shown(followUp.find(no, code), code, model, response);
    }

    private String act(Complaint c, HttpServletRequest request) {
        String words = text(request, "words");
        switch (text(request, "act")) {
            case "message" -> followUp.write(c, words, uploads(request));
            case "rate" -> followUp.rate(c, text(request, "satisfaction"), words, "true".equals(text(request, "again")));
            case "review" -> followUp.review(c, words);
            case "retaliation" -> followUp.retaliation(c, words);
            case "withdraw" -> {
                if (!"true".equals(text(request, "sure"))) {
                    throw Refusal.invalid("撤回后不再办理。确定撤回的，请勾选“我确定撤回”。");
                }
                followUp.withdraw(c);
            }
            default -> {
                return null;
            }
        }
        return switch (text(request, "act")) {
            case "message" -> "留言已经送达办理人员。";
            case "rate" -> "评价已经收到。";
            case "review" -> "申请已经收到。";
            case "retaliation" -> "反映的情况已经收到，由监督员立即核实。";
            default -> "投诉已经撤回。";
        };
    }

    /** Wrong codes close the address they come from and never the number: numbers follow each other, and whoever knows that would lock all complainants out. */
    private Complaint checked(String no, String code, String address, HttpServletResponse response) {
        if (wrong.spent(address)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "3600");
            throw Refusal.tooMany("这个网络地址多次输错查询码，为保护投诉人，暂停查询一小时。请核对回执，一小时后再试，或者换一个网络（例如关闭无线网络）查询；回执遗失的，可以重新投诉并在事实中注明。");
        }
        try {
            return followUp.find(no, code);
        } catch (Refusal unknown) {
            wrong.allows(address);
            throw unknown;
        }
    }

    /** Asked before anything of the request is read, so that a flood costs little. */
    private void first(HttpServletRequest request, AddressLimit limit, String otherwise, HttpServletResponse response) {
        if (!limit.allows(request.getRemoteAddr())) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "60");
            throw Refusal.tooMany(otherwise);
        }
        if (request.getContentLengthLong() > settings.requestBytes()) {
            throw Refusal.unprocessable("附件过大，没有提交。附件" + settings.fileWords() + "。请返回上一页（已填的文字还在），压缩或者减少附件后再提交。");
        }
        if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
            throw Refusal.forbidden("只能在本页面提交。请重新打开页面后再提交。");
        }
    }

    private List<NewComplaint.Upload> uploads(HttpServletRequest request) {
        List<NewComplaint.Upload> uploads = new ArrayList<>();
        MultipartHttpServletRequest form = WebUtils.getNativeRequest(request, MultipartHttpServletRequest.class);
        if (form != null) {
            for (MultipartFile file : form.getFiles("files")) {
                if (!file.isEmpty() || file.getOriginalFilename() != null && !file.getOriginalFilename().isEmpty()) {
                    if (file.getSize() > settings.fileSize().toBytes()) {
                        throw Refusal.unprocessable("第" + (uploads.size() + 1) + "个附件超过" + settings.fileSize().toMegabytes() + " MB。请压缩或者降低清晰度后再上传。");
                    }
                    try {
                        uploads.add(new NewComplaint.Upload(file.getOriginalFilename(), file.getBytes()));
                    } catch (IOException e) {
                        throw new IllegalStateException("an upload cannot be read");
                    }
                }
            }
        }
        return uploads;
    }

    /** Its words for the page; what is no refusal is logged with a number and without a word of what was sent. */
    private static Refusal refusal(RuntimeException thrown, HttpServletResponse response) {
        if (thrown instanceof MaxUploadSizeExceededException) {
            return Refusal.unprocessable("附件过大，没有提交。请返回上一页，压缩或者减少附件后再提交。");
        }
        if (PageErrors.broken(thrown)) {
            return Refusal.invalid("上传中断或者格式不对，没有提交。请重新选择附件后再提交。");
        }
        return Refusals.in(thrown).orElseGet(() -> {
            String number = ErrorNumber.next();
            LOG.error("{} 投诉页面出错：{}", number, thrown.getClass().getName());
            return Refusal.unprocessable(ErrorNumber.words(number));
        });
    }

    private String form(Typed typed, String ticket, Refusal refusal, Model model, HttpServletResponse response) {
        if (refusal != null) {
            response.setStatus(refusal.kind().status);
            model.addAttribute("problem", refusal.getMessage());
        }
        secret(response);
        model.addAttribute("typed", typed);
        model.addAttribute("ticket", ticket);
        model.addAttribute("namings", Naming.values());
        model.addAttribute("categories", Category.values());
        model.addAttribute("units", registry.unitsOn(LocalDate.now(clock)));
        model.addAttribute("rules", files.rules());
        model.addAttribute("accept", ComplaintFiles.accept());
        return "public-complain";
    }

    private String asked(String no, Refusal refusal, Model model, HttpServletResponse response) {
        if (refusal != null) {
            response.setStatus(refusal.kind().status);
            model.addAttribute("problem", refusal.getMessage());
        }
        secret(response);
        model.addAttribute("no", no.length() > 40 ? "" : no);
        return "public-complaint-ask";
    }

    private String shown(Complaint c, String code, Model model, HttpServletResponse response) {
        secret(response);
        model.addAttribute("c", c);
        model.addAttribute("code", code);
        model.addAttribute("letters", letters.of(c.caseNo()));
        model.addAttribute("open", followUp.open(c));
        model.addAttribute("running", service.running(c.caseNo()).orElse(null));
        model.addAttribute("findings", service.findings(c.caseNo()).stream().filter(f -> f.servedOn() != null).toList());
        model.addAttribute("arrears", service.arrears(c).orElse(null));
        model.addAttribute("ratings", Satisfaction.values());
        model.addAttribute("attached", files.of(c.caseNo()).size());
        model.addAttribute("rules", files.rules());
        model.addAttribute("accept", ComplaintFiles.accept());
        return "public-complaint";
    }

    /** Not kept by the browser or anybody between, and not told to other pages. */
    private static void secret(HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("Referrer-Policy", "same-origin");
    }

    private static String text(HttpServletRequest request, String field) {
        String value = request.getParameter(field);
        return value == null ? "" : value;
    }

    private static String given(String typed) {
        return typed.isBlank() ? null : typed.strip();
    }
}
