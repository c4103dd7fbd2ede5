package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.table.TableSheet;
import org.govintegrity.complaint.Category;
import org.govintegrity.complaint.Channel;
import org.govintegrity.complaint.Complaint;
import org.govintegrity.complaint.ComplaintFiles;
import org.govintegrity.complaint.ComplaintImport;
import org.govintegrity.complaint.ComplaintService;
import org.govintegrity.complaint.ComplaintState;
import org.govintegrity.complaint.ComplaintTable;
import org.govintegrity.complaint.Informers;
import org.govintegrity.complaint.Naming;
import org.govintegrity.complaint.NewComplaint;
import org.govintegrity.complaint.Receipt;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Complaints inside the offices: lists, taking one in for somebody else, the hotline's file, writing to complainants, and opening an identity. */
@Page
class ComplaintPages {

    private static final int SHOWN = 300;
    private static final int OPENINGS = 500;

    private final CurrentPerson me;
    private final ComplaintDesk desk;
    private final ComplaintService service;
    private final ComplaintImport imports;
    private final ComplaintFiles files;
    private final Informers informers;
    private final Registry registry;
    private final PageWords words;

    ComplaintPages(CurrentPerson me, ComplaintDesk desk, ComplaintService service, ComplaintImport imports, ComplaintFiles files, Informers informers, Registry registry, PageWords words) {
        this.me = me;
        this.desk = desk;
        this.service = service;
        this.imports = imports;
        this.files = files;
        this.informers = informers;
        this.registry = registry;
        this.words = words;
    }

    @GetMapping("/complaints")
    String list(ComplaintDesk.Query query, Model model) {
        List<Complaint> mine = desk.list(query);
        List<Complaint> shown = mine.stream().limit(SHOWN).toList();
        model.addAttribute("total", mine.size());
        model.addAttribute("complaints", shown);
        model.addAttribute("tasks", desk.tasks(shown));
        model.addAttribute("query", query);
        model.addAttribute("states", ComplaintState.values());
        model.addAttribute("categories", Category.values());
        model.addAttribute("channels", Channel.values());
        model.addAttribute("unitChoices", me.districtWide() ? registry.units() : List.of());
        model.addAttribute("takesIn", desk.takesIn());
        return "complaints";
    }

    /** The same list as a spreadsheet; what the complaints say is not in it. */
    @GetMapping("/complaints.xlsx")
    void sheet(ComplaintDesk.Query query, HttpServletResponse response) throws IOException {
        List<Complaint> mine = desk.list(query);
        Map<String, List<TaskEntry>> tasks = desk.tasks(mine);
        TableSheet.xlsx(ExcelTable.download(response, "失信投诉" + ChineseDates.date(words.today()) + ".xlsx"), new TableSheet.Sheet("失信投诉", ComplaintDesk.HEADINGS,
                mine.stream().map(c -> desk.line(c, tasks.getOrDefault(c.caseNo(), List.of()))).toList()));
    }

    @GetMapping("/complaints/new")
    String form(Model model) {
        desk.requireTakesIn();
        return show(new ComplaintDesk.Form("phone", "", "", "", "", "", "", "", "", "", "", ""), model);
    }

    @PostMapping("/complaints/new")
    String register(@ModelAttribute("form") ComplaintDesk.Form form, @RequestParam(name = "files", required = false) List<MultipartFile> uploads, Model model, HttpServletResponse response)
            throws IOException {
        desk.requireTakesIn();
        try {
            List<NewComplaint.Upload> taken = new ArrayList<>();
            for (MultipartFile file : uploads == null ? List.<MultipartFile>of() : uploads) {
                if (!file.isEmpty() && file.getOriginalFilename() != null) {
                    taken.add(new NewComplaint.Upload(file.getOriginalFilename(), file.getBytes()));
                }
            }
            Receipt receipt = desk.register(form, taken);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            model.addAttribute("receipt", receipt);
            model.addAttribute("today", words.today());
            return "public-complaint-receipt";
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status);
            model.addAttribute("problem", refusal.getMessage());
            return show(form, model);
        }
    }

    @GetMapping("/complaints/template.xlsx")
    void template(HttpServletResponse response) throws IOException {
        desk.requireTakesIn();
        ComplaintTable.template(ExcelTable.download(response, "12345投诉导入模板.xlsx"));
    }

    @PostMapping("/complaints/files")
    String upload(@RequestParam(required = false) MultipartFile file, RedirectAttributes next) throws IOException {
        desk.requireTakesIn();
        try {
            HandedIn.chosen(file);
            next.addAttribute("batchNo", imports.take(file.getOriginalFilename(), file.getBytes(), me.id()).batchNo());
            return "redirect:/complaints/batches/{batchNo}";
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
            return "redirect:/complaints";
        }
    }

    @GetMapping("/complaints/batches/{batchNo}")
    String batch(@PathVariable String batchNo, Model model) {
        model.addAttribute("batch", seen(batchNo));
        model.addAttribute("returned", imports.returned(batchNo));
        return "complaint-batch";
    }

    /** The rows that came back, as they were handed in, with a column 错误. */
    @GetMapping("/complaints/batches/{batchNo}/returned.xlsx")
    void returned(@PathVariable String batchNo, HttpServletResponse response) throws IOException {
        seen(batchNo);
        List<ComplaintImport.Returned> rows = imports.returned(batchNo);
        HandedIn.returned(response, batchNo, imports.headings(rows), rows);
    }

    @PostMapping("/complaints/{caseNo}/messages")
    String write(@PathVariable String caseNo, @RequestParam(defaultValue = "") String text, RedirectAttributes next) {
        desk.read(caseNo);
        try {
            service.write(caseNo, text);
            next.addFlashAttribute("done", "已留言，投诉人凭查询码可以看到。");
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
            next.addFlashAttribute("typed", text);
        }
        next.addAttribute("caseNo", caseNo);
        return "redirect:/cases/{caseNo}";
    }

    /** Shown in the answer itself, so that it lies nowhere. */
    @PostMapping("/complaints/{caseNo}/identity")
    String identity(@PathVariable String caseNo, @RequestParam(defaultValue = "") String reason, Model model, HttpServletResponse response, RedirectAttributes next) {
        Complaint c = desk.read(caseNo);
        try {
            model.addAttribute("opened", informers.open(caseNo, me.id(), reason));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INVALID) {
                throw refusal;
            }
            next.addFlashAttribute("problem", refusal.getMessage());
            next.addAttribute("caseNo", caseNo);
            return "redirect:/cases/{caseNo}";
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        model.addAttribute("c", c);
        return "complaint-identity";
    }

    /** A file as it came. */
    @PostMapping("/complaints/{caseNo}/originals/{id:\\d{1,18}}")
    ResponseEntity<Resource> original(@PathVariable String caseNo, @PathVariable long id, @RequestParam(defaultValue = "") String reason) {
        desk.read(caseNo);
        ComplaintFiles.Original original = files.original(caseNo, (int) Math.min(id, Integer.MAX_VALUE), me.id(), reason);
        return ResponseEntity.ok().header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(original.name(), StandardCharsets.UTF_8).build().toString())
                .header("X-Content-Type-Options", "nosniff").cacheControl(CacheControl.noStore()).contentType(MediaType.parseMediaType(original.mediaType()))
                .body(new ByteArrayResource(original.content()));
    }

    /** Who opened whose identity and why, for the supervisors. */
    @GetMapping("/complaints/openings")
    String openings(Model model) {
        me.require(Role.SUPERVISOR, "只有监督员可以检查投诉人身份的查看记录。");
        model.addAttribute("openings", informers.openings(null, OPENINGS));
        return "complaint-openings";
    }

    private String show(ComplaintDesk.Form form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("channels", Channel.values());
        model.addAttribute("namings", Naming.values());
        model.addAttribute("categories", Category.values());
        model.addAttribute("units", registry.unitsOn(words.today()));
        model.addAttribute("rules", files.rules());
        model.addAttribute("accept", ComplaintFiles.accept());
        return "complaint-new";
    }

    /** Whoever handed it in reads what came back; nobody else. */
    private ComplaintImport.Batch seen(String batchNo) {
        desk.requireTakesIn();
        return imports.batch(batchNo).filter(batch -> batch.handedInBy().equals(me.id())).orElseThrow(() -> HandedIn.unknown(batchNo));
    }
}
