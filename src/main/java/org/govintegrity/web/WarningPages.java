package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.table.TableSheet;
import org.govintegrity.registry.Registry;
import org.govintegrity.warning.Level;
import org.govintegrity.warning.OutsideSignals;
import org.govintegrity.warning.Outcome;
import org.govintegrity.warning.SignalImport;
import org.govintegrity.warning.SignalTable;
import org.govintegrity.warning.Warning;
import org.govintegrity.warning.Warnings;
import org.govintegrity.warning.Watched;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Early warnings: the list, one with its reasons and rows, the rules with what triage has shown of them, and monitors' files. */
@Page
class WarningPages {

    private static final int SHOWN = 300;
    private static final int SIGNALS = 100;

    private final CurrentPerson me;
    private final WarningDesk desk;
    private final Warnings warnings;
    private final OutsideSignals signals;
    private final SignalImport imports;
    private final TaskBook book;
    private final Registry registry;
    private final PageWords words;

    WarningPages(CurrentPerson me, WarningDesk desk, Warnings warnings, OutsideSignals signals, SignalImport imports, TaskBook book, Registry registry, PageWords words) {
        this.me = me;
        this.desk = desk;
        this.warnings = warnings;
        this.signals = signals;
        this.imports = imports;
        this.book = book;
        this.registry = registry;
        this.words = words;
    }

    @GetMapping("/warnings")
    String list(WarningDesk.Query query, Model model) {
        List<Warning> mine = desk.list(query);
        List<Warning> shown = mine.stream().limit(SHOWN).toList();
        model.addAttribute("total", mine.size());
        model.addAttribute("warnings", shown);
        model.addAttribute("query", query);
        model.addAttribute("levels", Level.values());
        model.addAttribute("outcomes", Outcome.values());
        model.addAttribute("rules", desk.ruleTitles());
        model.addAttribute("office", desk.office());
        model.addAttribute("unitChoices", desk.office() ? registry.units() : List.of());
        return "warnings";
    }

    /** The same list as a spreadsheet. */
    @GetMapping("/warnings.xlsx")
    void sheet(WarningDesk.Query query, HttpServletResponse response) throws IOException {
        List<Warning> mine = desk.list(query);
        Map<String, Integer> rows = warnings.rowCounts(mine.stream().map(Warning::caseNo).toList());
        TableSheet.xlsx(ExcelTable.download(response, "大数据预警" + ChineseDates.date(words.today()) + ".xlsx"), new TableSheet.Sheet("大数据预警", WarningDesk.HEADINGS,
                mine.stream().map(w -> desk.line(w, rows.getOrDefault(w.caseNo(), 0))).toList()));
    }

    @GetMapping("/warnings/{no}")
    String one(@PathVariable String no, Model model) {
        WarningDesk.View view = desk.read(no);
        model.addAttribute("w", view.warning());
        model.addAttribute("rows", view.rows());
        model.addAttribute("shielded", view.shielded());
        model.addAttribute("office", view.office());
        model.addAttribute("dismissal", desk.dismissalWords(view.warning()));
        model.addAttribute("tasks", view.office() ? book.openOfCases(List.of(no)).getOrDefault(no, List.of()) : List.of());
        return "warning";
    }

    @GetMapping("/warnings/rules")
    String rules(Model model) {
        desk.requireOffice();
        model.addAttribute("rules", desk.rules());
        model.addAttribute("watched", desk.watched());
        model.addAttribute("titles", desk.watched().stream().collect(Collectors.toMap(Watched::id, Watched::title)));
        model.addAttribute("enough", desk.enough());
        return "warning-rules";
    }

    @GetMapping("/warnings/signals")
    String signals(Model model) {
        desk.requireOffice();
        model.addAttribute("signals", signals.latest(SIGNALS));
        return "warning-signals";
    }

    @GetMapping("/warnings/template.xlsx")
    void template(HttpServletResponse response) throws IOException {
        desk.requireOffice();
        SignalTable.template(ExcelTable.download(response, "预警信号导入模板.xlsx"));
    }

    @PostMapping("/warnings/files")
    String upload(@RequestParam(required = false) MultipartFile file, RedirectAttributes next) throws IOException {
        desk.requireOffice();
        try {
            HandedIn.chosen(file);
            next.addAttribute("batchNo", imports.take(file.getOriginalFilename(), file.getBytes(), me.id()).batchNo());
            return "redirect:/warnings/batches/{batchNo}";
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
            return "redirect:/warnings/signals";
        }
    }

    @GetMapping("/warnings/batches/{batchNo}")
    String batch(@PathVariable String batchNo, Model model) {
        model.addAttribute("batch", seen(batchNo));
        model.addAttribute("returned", imports.returned(batchNo));
        return "warning-batch";
    }

    /** The rows that came back, as they were handed in, with a column 错误. */
    @GetMapping("/warnings/batches/{batchNo}/returned.xlsx")
    void returned(@PathVariable String batchNo, HttpServletResponse response) throws IOException {
        seen(batchNo);
        List<SignalImport.Returned> rows = imports.returned(batchNo);
        HandedIn.returned(response, batchNo, imports.headings(rows), rows);
    }

    /** Taken back by an office on the source's word. */
    @PostMapping("/warnings/signals/withdraw")
    String withdraw(@RequestParam(defaultValue = "") String source, @RequestParam(defaultValue = "") String reference, @RequestParam(defaultValue = "") String reason,
                    RedirectAttributes next) {
        desk.requireOffice();
        try {
            signals.withdraw(source, reference, reason);
            next.addFlashAttribute("done", "信号已撤回，相关的待研判预警已经注明。");
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
        }
        return "redirect:/warnings/signals";
    }

    /** Whoever handed it in reads what came back; nobody else. */
    private SignalImport.Batch seen(String batchNo) {
        desk.requireOffice();
        return imports.batch(batchNo).filter(batch -> batch.handedInBy().equals(me.id())).orElseThrow(() -> HandedIn.unknown(batchNo));
    }
}
