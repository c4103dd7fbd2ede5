package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.table.TableSheet;
import org.govintegrity.disclosure.Batch;
import org.govintegrity.disclosure.DisclosureKind;
import org.govintegrity.disclosure.DisclosureService;
import org.govintegrity.disclosure.Field;
import org.govintegrity.disclosure.FieldSet;
import org.govintegrity.disclosure.Rejected;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** 双公示: a unit hands in its permits and penalties and sees its own; the central roles see all. */
@Page
class DisclosurePages {

    private static final int SHOWN = 200;

    private final CurrentPerson me;
    private final DisclosureService disclosures;
    private final FieldSet fields;
    private final Registry registry;
    private final PageWords words;

    DisclosurePages(CurrentPerson me, DisclosureService disclosures, FieldSet fields, Registry registry, PageWords words) {
        this.me = me;
        this.disclosures = disclosures;
        this.fields = fields;
        this.registry = registry;
        this.words = words;
    }

    @GetMapping("/disclosure")
    String list(@RequestParam(defaultValue = "penalty") String kind, @RequestParam(defaultValue = "") String month, Model model) {
        DisclosureKind shown = DisclosureKind.of(kind);
        model.addAttribute("kind", shown);
        model.addAttribute("kinds", DisclosureKind.values());
        model.addAttribute("month", month);
        model.addAttribute("entries", disclosures.entries(shown, scope(), month(month), SHOWN));
        model.addAttribute("counts", disclosures.counts(scope()));
        model.addAttribute("own", me.person().map(Person::unitId).filter(me.groups()::contains).orElse(null));
        model.addAttribute("today", words.today());
        return "disclosure";
    }

    @GetMapping("/disclosure/new")
    String form(@RequestParam(defaultValue = "penalty") String kind, Model model) {
        return show(DisclosureKind.of(kind), ownNames(DisclosureKind.of(kind), own()), model);
    }

    @PostMapping("/disclosure/new")
    String add(@RequestParam(defaultValue = "penalty") String kind, @RequestParam MultiValueMap<String, String> typed, Model model, RedirectAttributes next, HttpServletResponse response) {
        DisclosureKind wanted = DisclosureKind.of(kind);
        Map<String, String> values = new LinkedHashMap<>();
        typed.forEach((field, chosen) -> values.put(field, String.join(";", chosen)));
        try {
            Batch batch = disclosures.single(own(), wanted, values, me.id());
            next.addFlashAttribute("done", "已报送，编号" + batch.batchNo() + (batch.late() > 0 ? "。这条信息超过了七个工作日，已计入迟报。" : "。"));
            next.addAttribute("kind", kind);
            return "redirect:/disclosure";
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status);
            model.addAttribute("problem", refusal.getMessage());
            return show(wanted, values, model);
        }
    }

    @PostMapping("/disclosure/files")
    String upload(@RequestParam(defaultValue = "penalty") String kind, @RequestParam(required = false) MultipartFile file, RedirectAttributes next) throws IOException {
        String unit = own();
        try {
            HandedIn.chosen(file);
            String name = file.getOriginalFilename();
            Batch batch = disclosures.file(unit, DisclosureKind.of(kind), name.length() > 200 ? name.substring(name.length() - 200) : name, file.getBytes(), me.id());
            next.addAttribute("batchNo", batch.batchNo());
            return "redirect:/disclosure/batches/{batchNo}";
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
            next.addAttribute("kind", kind);
            return "redirect:/disclosure";
        }
    }

    @GetMapping("/disclosure/batches/{batchNo}")
    String batch(@PathVariable String batchNo, Model model) {
        Batch batch = seen(batchNo);
        model.addAttribute("batch", batch);
        model.addAttribute("rejected", disclosures.rejected(batchNo));
        model.addAttribute("own", me.groups().contains(batch.unitId()));
        return "disclosure-batch";
    }

    /** The rows that came back, as they were handed in, with a column 错误. */
    @GetMapping("/disclosure/batches/{batchNo}/rejected.xlsx")
    void rejected(@PathVariable String batchNo, HttpServletResponse response) throws IOException {
        Batch batch = seen(batchNo);
        if (!batch.unitId().equals(own())) {
            throw Refusal.forbidden("退回的行含有证件号码，只供报送单位下载。");
        }
        List<Rejected> rows = disclosures.rejected(batchNo);
        HandedIn.returned(response, batchNo, fields.headings(DisclosureKind.of(batch.kind()), rows.stream().map(Rejected::cells).toList()), rows);
    }

    @GetMapping("/disclosure/template.xlsx")
    void template(@RequestParam(defaultValue = "penalty") String kind, HttpServletResponse response) throws IOException {
        DisclosureKind wanted = DisclosureKind.of(kind);
        send(response, wanted.label + "信息报送模板.xlsx");
        TableSheet.xlsx(response.getOutputStream(), new TableSheet.Sheet(wanted.label, codes(wanted), List.of()),
                new TableSheet.Sheet("填报说明", List.of("列名", "中文名称", "是否必填", "怎样填写"), fields.of(wanted).stream()
                        .map(f -> List.of(f.code(), f.label(), f.required() ? "必填" : "", f.hint())).toList()));
    }

    @GetMapping("/disclosure/template.csv")
    void templateCsv(@RequestParam(defaultValue = "penalty") String kind, HttpServletResponse response) throws IOException {
        DisclosureKind wanted = DisclosureKind.of(kind);
        send(response, wanted.label + "信息报送模板.csv");
        TableSheet.csv(response.getOutputStream(), codes(wanted), List.of());
    }

    @GetMapping("/disclosure/export.xlsx")
    void export(@RequestParam(defaultValue = "penalty") String kind, @RequestParam(defaultValue = "") String month, HttpServletResponse response) throws IOException {
        DisclosureKind wanted = DisclosureKind.of(kind);
        List<List<String>> rows = disclosures.export(wanted, scope(), month(month));
        send(response, wanted.label + "公示信息.xlsx");
        TableSheet.xlsx(response.getOutputStream(), new TableSheet.Sheet(wanted.label, codes(wanted), rows));
    }

    @GetMapping("/disclosure/export.csv")
    void exportCsv(@RequestParam(defaultValue = "penalty") String kind, @RequestParam(defaultValue = "") String month, HttpServletResponse response) throws IOException {
        DisclosureKind wanted = DisclosureKind.of(kind);
        List<List<String>> rows = disclosures.export(wanted, scope(), month(month));
        send(response, wanted.label + "公示信息.csv");
        TableSheet.csv(response.getOutputStream(), codes(wanted), rows);
    }

    @GetMapping("/disclosure/statistics.xlsx")
    void statistics(HttpServletResponse response) throws IOException {
        send(response, "双公示报送统计.xlsx");
        TableSheet.xlsx(response.getOutputStream(), new TableSheet.Sheet("统计", List.of("月份", "单位", "接收", "其中迟报", "退回", "撤回超期"), disclosures.counts(scope()).stream()
                .map(c -> List.of(c.inMonth(), words.unitFull(c.unitId()), String.valueOf(c.accepted()), String.valueOf(c.late()), String.valueOf(c.rejected()),
                        String.valueOf(c.withdrawnLate()))).toList()));
    }

    @PostMapping("/disclosure/entries/{entryNo}/withdraw")
    String withdraw(@PathVariable String entryNo, @RequestParam(defaultValue = "") String revokedOn, @RequestParam(defaultValue = "") String reason,
                    @RequestParam(defaultValue = "penalty") String kind, RedirectAttributes next) {
        String unit = own();
        try {
            boolean late = disclosures.withdraw(entryNo, unit, date(revokedOn), reason, me.id()).withdrawnLate();
            next.addFlashAttribute("done", "已撤回，不再列入公示文件。" + (late ? "撤回超过了三个工作日，已计入统计。" : ""));
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
        }
        next.addAttribute("kind", kind);
        return "redirect:/disclosure";
    }

    /** Only what the unit itself has decided is handed in, so that its name and code need not be typed. */
    private Map<String, String> ownNames(DisclosureKind kind, String unitId) {
        Unit unit = registry.unit(unitId);
        Map<String, String> values = new LinkedHashMap<>();
        fields.of(kind).stream().map(Field::code).filter(code -> code.endsWith("DM")).forEach(code -> {
            values.put(code, unit.creditCode() == null ? "" : unit.creditCode().text());
            values.put(code.substring(0, code.length() - 2), unit.fullName());
        });
        return values;
    }

    private String show(DisclosureKind kind, Map<String, String> values, Model model) {
        model.addAttribute("kind", kind);
        model.addAttribute("fields", fields.of(kind));
        model.addAttribute("values", values);
        return "disclosure-new";
    }

    /** Null for those who see all units. */
    private String scope() {
        return me.districtWide() ? null : own();
    }

    /** @throws Refusal (forbidden) for somebody who is of no unit */
    private String own() {
        return me.person().map(Person::unitId).filter(me.groups()::contains).orElseThrow(() -> Refusal.forbidden("双公示信息由单位人员报送，您的账号不属于任何单位。"));
    }

    private Batch seen(String batchNo) {
        return disclosures.batch(batchNo).filter(b -> me.districtWide() || me.groups().contains(b.unitId()))
                .orElseThrow(() -> Refusal.notFound("没有可供您查看的这一批报送，请核对编号。"));
    }

    private List<String> codes(DisclosureKind kind) {
        return fields.of(kind).stream().map(Field::code).toList();
    }

    /** Null for all months. */
    private static String month(String month) {
        try {
            if (month.isBlank() || YearMonth.parse(month).toString().equals(month)) {
                return month.isBlank() ? null : month;
            }
        } catch (DateTimeException noMonth) {
            // told below in the same words
        }
        throw Refusal.invalid("月份应写成 2026-03 的样子。");
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException notADate) {
            return null;   // the service says what to fill in
        }
    }

    private static void send(HttpServletResponse response, String fileName) {
        response.setContentType(fileName.endsWith(".csv") ? "text/csv;charset=UTF-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(fileName, StandardCharsets.UTF_8).build().toString());
    }
}
