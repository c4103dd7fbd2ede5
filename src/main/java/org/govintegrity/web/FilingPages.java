package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.Refusal;
import org.govintegrity.filing.Completeness;
import org.govintegrity.filing.Filing;
import org.govintegrity.filing.FilingService;
import org.govintegrity.filing.FilingTemplate;
import org.govintegrity.filing.MatchDecisions;
import org.govintegrity.filing.PendingDocuments;
import org.govintegrity.filing.TableFormat;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Filing, following a filing, the staff's identity numbers, and how complete the archive is. */
@Page
class FilingPages {

    private final FilingDesk desk;
    private final FilingService filings;
    private final MatchDecisions matches;
    private final PendingDocuments pending;
    private final Completeness completeness;
    private final TaskBook book;

    FilingPages(FilingDesk desk, FilingService filings, MatchDecisions matches, PendingDocuments pending, Completeness completeness, TaskBook book) {
        this.desk = desk;
        this.filings = filings;
        this.matches = matches;
        this.pending = pending;
        this.completeness = completeness;
        this.book = book;
    }

    @GetMapping("/credit/filings")
    String list(Model model) {
        List<Filing> latest = desk.latest();
        model.addAttribute("sources", desk.mine());
        model.addAttribute("filings", latest);
        model.addAttribute("progress", latest.stream().collect(Collectors.toMap(Filing::caseNo, f -> filings.progress(f.caseNo()))));
        model.addAttribute("identify", desk.mayIdentify());
        return "filings";
    }

    @GetMapping("/credit/filings/template.xlsx")
    void template(HttpServletResponse response) throws IOException {
        desk.requireSource();
        download(response, "信用信息归集模板.xlsx", TableFormat.XLSX.mediaType);
        FilingTemplate.write(response.getOutputStream());
    }

    @PostMapping("/credit/filings/single")
    String single(@RequestParam(defaultValue = "") String unit, RedirectAttributes next) {
        desk.requireSource();
        return opened(next, () -> desk.openSingle(unit), true);
    }

    @PostMapping("/credit/filings/upload")
    String upload(@RequestParam(defaultValue = "") String unit, @RequestParam(required = false) MultipartFile file, RedirectAttributes next) {
        desk.requireSource();
        return opened(next, () -> desk.upload(unit, file), false);
    }

    private String opened(RedirectAttributes next, Supplier<String> opening, boolean single) {
        try {
            String caseNo = opening.get();
            next.addAttribute("caseNo", caseNo);
            if (single) {
                next.addFlashAttribute("done", "归集" + caseNo + "已立案，请点“去录入”填写。");
            }
            return "redirect:/credit/filings/{caseNo}";
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
            return "redirect:/credit/filings";
        }
    }

    @GetMapping("/credit/filings/{filingNo}")
    String one(@PathVariable String filingNo, Model model) {
        Filing filing = desk.read(filingNo);
        model.addAttribute("filing", filing);
        model.addAttribute("progress", filings.progress(filingNo));
        model.addAttribute("undecided", matches.undecided(filingNo));
        model.addAttribute("pending", pending.records(filingNo));
        model.addAttribute("tasks", book.ofCase(filingNo).stream().filter(TaskEntry::open).toList());
        return "filing";
    }

    @GetMapping("/credit/filings/{filingNo}/returned")
    void returned(@PathVariable String filingNo, HttpServletResponse response) throws IOException {
        Filing filing = desk.read(filingNo);
        TableFormat format = filing.single() ? TableFormat.XLSX : TableFormat.valueOf(filing.format().toUpperCase(Locale.ROOT));
        download(response, filingNo + "退回" + format.suffix(), format.mediaType);
        filings.returned(filingNo, response.getOutputStream());
    }

    @PostMapping("/credit/filings/{filingNo}/pending")
    String report(@PathVariable String filingNo, @RequestParam(defaultValue = "") String record, @RequestParam(defaultValue = "") String result,
                  @RequestParam(defaultValue = "") String on, @RequestParam(defaultValue = "") String words, RedirectAttributes next) {
        desk.read(filingNo);
        try {
            desk.report(filingNo, record, result, on, words);
            next.addFlashAttribute("done", "已登记" + record + "的结果。");
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
        }
        next.addAttribute("filingNo", filingNo);
        return "redirect:/credit/filings/{filingNo}";
    }

    @GetMapping("/credit/identities")
    String identities() {
        desk.requireIdentify();
        return "identities";
    }

    @PostMapping("/credit/identities")
    String identify(@RequestParam(required = false) MultipartFile file, Model model, HttpServletResponse response) {
        desk.requireIdentify();
        try {
            model.addAttribute("result", desk.identify(file));
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status);
            model.addAttribute("problem", refusal.getMessage());
        }
        return "identities";
    }

    @GetMapping("/credit/completeness")
    String completeness(Model model) {
        model.addAttribute("report", desk.completeness());
        return "completeness";
    }

    @GetMapping("/credit/completeness.xlsx")
    void completenessSheet(HttpServletResponse response) throws IOException {
        desk.requireCompleteness();
        download(response, "信用档案完整情况.xlsx", TableFormat.XLSX.mediaType);
        completeness.write(response.getOutputStream());
    }

    @PostMapping("/credit/completeness/files")
    String openFiles(RedirectAttributes next) {
        next.addFlashAttribute("done", "新建档案" + desk.openFiles() + "份。");
        return "redirect:/credit/completeness";
    }

    private static void download(HttpServletResponse response, String name, String mediaType) {
        response.setContentType(mediaType);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build().toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
