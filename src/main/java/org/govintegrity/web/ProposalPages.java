package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.common.Refusal;
import org.govintegrity.proposal.Batch;
import org.govintegrity.proposal.NewProposal;
import org.govintegrity.proposal.Promises;
import org.govintegrity.proposal.PromiseEntry;
import org.govintegrity.proposal.Proposal;
import org.govintegrity.proposal.ProposalImport;
import org.govintegrity.proposal.ProposalKind;
import org.govintegrity.proposal.ProposalService;
import org.govintegrity.proposal.ProposalState;
import org.govintegrity.proposal.ProposalTable;
import org.govintegrity.proposal.Proposals;
import org.govintegrity.proposal.Returned;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** 代表建议、政协提案: supervisors take them in; everybody sees those whose case they may read, and what their answers promise. */
@Page
class ProposalPages {

    private static final int SHOWN = 300;
    private static final String ONLY_SUPERVISORS = "只有监督员可以登记、导入建议提案。如有遗漏，请联系监督员。";

    private final CurrentPerson me;
    private final CaseAccess access;
    private final ProposalDesk desk;
    private final Proposals proposals;
    private final ProposalService service;
    private final ProposalImport files;
    private final Promises promises;
    private final Registry registry;

    ProposalPages(CurrentPerson me, CaseAccess access, ProposalDesk desk, Proposals proposals, ProposalService service, ProposalImport files, Promises promises, Registry registry) {
        this.me = me;
        this.access = access;
        this.desk = desk;
        this.proposals = proposals;
        this.service = service;
        this.files = files;
        this.promises = promises;
        this.registry = registry;
    }

    @GetMapping("/proposals")
    String list(@RequestParam(defaultValue = "") String kind, @RequestParam(defaultValue = "") String state, @RequestParam(defaultValue = "") String unit,
                @RequestParam(defaultValue = "false") boolean key, Model model) {
        List<Proposal> mine = desk.list(kind, state, unit, key);
        model.addAttribute("total", mine.size());
        model.addAttribute("proposals", mine.stream().limit(SHOWN).toList());
        model.addAttribute("kinds", ProposalKind.values());
        model.addAttribute("states", ProposalState.values());
        model.addAttribute("kind", kind);
        model.addAttribute("state", state);
        model.addAttribute("unit", unit);
        model.addAttribute("key", key);
        model.addAttribute("unitChoices", me.districtWide() ? registry.units() : List.of());
        return "proposals";
    }

    @GetMapping("/proposals/new")
    String form(Model model) {
        me.require(Role.SUPERVISOR, ONLY_SUPERVISORS);
        return show(new ProposalForm("suggestion", "", "", "", "", "", false, false, ""), model);
    }

    @PostMapping("/proposals/new")
    String register(@ModelAttribute("form") ProposalForm form, Model model, RedirectAttributes next, HttpServletResponse response) {
        me.require(Role.SUPERVISOR, ONLY_SUPERVISORS);
        try {
            String caseNo = proposals.register(new NewProposal(ProposalKind.of(form.kind()), stripped(form.session()), stripped(form.number()), stripped(form.subject()),
                    stripped(form.text()), stripped(form.leading()), ProposalTable.names(form.joint()), Boolean.TRUE.equals(form.confidential()), Boolean.TRUE.equals(form.keyItem())));
            next.addFlashAttribute("done", "已登记，案号" + caseNo + "。下一步：在待办中确定主办和协办单位，五日内交办。");
            next.addAttribute("caseNo", caseNo);
            return "redirect:/cases/{caseNo}";
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status);
            model.addAttribute("problem", refusal.getMessage());
            return show(form, model);
        }
    }

    @GetMapping("/proposals/template.xlsx")
    void template(HttpServletResponse response) throws IOException {
        me.require(Role.SUPERVISOR, ONLY_SUPERVISORS);
        ProposalTable.template(ExcelTable.download(response, "建议提案导入模板.xlsx"));
    }

    @PostMapping("/proposals/files")
    String upload(@RequestParam(required = false) MultipartFile file, RedirectAttributes next) throws IOException {
        me.require(Role.SUPERVISOR, ONLY_SUPERVISORS);
        try {
            HandedIn.chosen(file);
            String name = file.getOriginalFilename();
            Batch batch = files.take(name.length() > 200 ? name.substring(name.length() - 200) : name, file.getBytes(), me.id());
            next.addAttribute("batchNo", batch.batchNo());
            return "redirect:/proposals/batches/{batchNo}";
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
            return "redirect:/proposals";
        }
    }

    @GetMapping("/proposals/batches/{batchNo}")
    String batch(@PathVariable String batchNo, Model model) {
        model.addAttribute("batch", seen(batchNo));
        model.addAttribute("returned", files.returned(batchNo));
        return "proposal-batch";
    }

    /** The rows that came back, as they were handed in, with a column 错误. */
    @GetMapping("/proposals/batches/{batchNo}/returned.xlsx")
    void returned(@PathVariable String batchNo, HttpServletResponse response) throws IOException {
        seen(batchNo);
        List<Returned> rows = files.returned(batchNo);
        HandedIn.returned(response, batchNo, files.headings(rows), rows);
    }

    @GetMapping("/proposals/promises")
    String promises(@RequestParam(defaultValue = "open") String state, @RequestParam(defaultValue = "") String unit, Model model) {
        Boolean kept = switch (state) {
            case "open" -> Boolean.FALSE;
            case "kept" -> Boolean.TRUE;
            case "all" -> null;
            default -> throw Refusal.invalid("承诺的状态只能是待落实、已落实或者全部。");
        };
        List<PromiseEntry> found = promises.list(kept, unit.isEmpty() ? null : unit);
        Set<String> readable = access.readable(found.stream().map(PromiseEntry::caseNo).collect(Collectors.toSet()), me.id());
        model.addAttribute("promises", found.stream().filter(p -> readable.contains(p.caseNo())).toList());
        model.addAttribute("state", state);
        model.addAttribute("unit", unit);
        model.addAttribute("unitChoices", me.districtWide() ? registry.units() : List.of());
        return "proposal-promises";
    }

    @PostMapping("/proposals/{caseNo}/false")
    String reportFalse(@PathVariable String caseNo, @RequestParam(defaultValue = "") String gravity, @RequestParam(defaultValue = "") String facts, RedirectAttributes next) {
        me.require(Role.SUPERVISOR, "只有监督员可以提出答复失实的线索。");
        desk.read(caseNo);
        try {
            service.reportFalse(caseNo, gravity, facts);
            next.addFlashAttribute("done", "已作为失信线索移交信用中心核实。");
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
            next.addFlashAttribute("falseFacts", facts);
        }
        next.addAttribute("caseNo", caseNo);
        return "redirect:/cases/{caseNo}";
    }

    private String show(ProposalForm form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("kinds", ProposalKind.values());
        return "proposal-new";
    }

    private Batch seen(String batchNo) {
        me.require(Role.SUPERVISOR, ONLY_SUPERVISORS);
        return files.batch(batchNo).orElseThrow(() -> Refusal.notFound("没有编号为“" + (batchNo.length() > 40 ? batchNo.substring(0, 40) + "…" : batchNo) + "”的导入，请核对编号。"));
    }

    private static String stripped(String typed) {
        return typed == null ? null : typed.strip();
    }
}
