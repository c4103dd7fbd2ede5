package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.check.CheckService;
import org.govintegrity.check.Matters;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.table.TableSheet;
import org.govintegrity.registry.Role;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Units report their matters; how many of them were checked is shown, and named where it is not all. */
@Page
class MatterPages {

    private static final MediaType XLSX = MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final CurrentPerson me;
    private final CheckDesk desk;
    private final ShareDesk shares;
    private final ShareSheet sheet;
    private final Matters matters;
    private final CheckService checks;

    MatterPages(CurrentPerson me, CheckDesk desk, ShareDesk shares, ShareSheet sheet, Matters matters, CheckService checks) {
        this.me = me;
        this.desk = desk;
        this.shares = shares;
        this.sheet = sheet;
        this.matters = matters;
        this.checks = checks;
    }

    /** What is typed, as typed. @param none the box 本月没有办件; null while it is not ticked */
    record MatterForm(String month, String purpose, String numbers, Boolean none) {
    }

    @GetMapping("/credit/matters")
    String form(Model model) {
        desk.reportingUnit();
        return show(new MatterForm(shares.thisMonth(), "", "", false), null, model);
    }

    @PostMapping("/credit/matters")
    String report(MatterForm form, Model model, RedirectAttributes next, HttpServletResponse response) {
        String unit = desk.reportingUnit();
        try {
            List<String> numbers = form.numbers() == null ? List.of() : form.numbers().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
            boolean none = Boolean.TRUE.equals(form.none());
            if (none && !numbers.isEmpty()) {
                throw Refusal.invalid("勾选了“本月没有办件”，又填写了办件编号。请只保留一项。");
            }
            return reported(matters.report(unit, none ? List.of(new Matters.Entry(form.month(), form.purpose(), null))
                    : numbers.stream().map(no -> new Matters.Entry(form.month(), form.purpose(), no)).toList(), me.id()), form.month(), next);
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status);
            return show(form, refusal.getMessage(), model);
        }
    }

    @PostMapping("/credit/matters/file")
    String file(@RequestParam(required = false) MultipartFile file, Model model, RedirectAttributes next, HttpServletResponse response) throws IOException {
        String unit = desk.reportingUnit();
        try {
            if (file == null || file.isEmpty()) {
                throw Refusal.invalid("请先选择一个文件，并确认它不是空的。");
            }
            return reported(matters.report(unit, matters.read(name(file), file.getBytes()), me.id()), shares.thisMonth(), next);
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status);
            return show(new MatterForm(shares.thisMonth(), "", "", false), refusal.getMessage(), model);
        }
    }

    private static String name(MultipartFile file) {
        String name = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        return name.length() > 200 ? name.substring(name.length() - 200) : name;
    }

    @GetMapping("/credit/matters/template.xlsx")
    void template(HttpServletResponse response) throws IOException {
        desk.reportingUnit();
        response.setContentType(XLSX.toString());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename("办件报告模板.xlsx", StandardCharsets.UTF_8).build().toString());
        TableSheet.xlsx(response.getOutputStream(), new TableSheet.Sheet("办件", Matters.COLUMNS, List.of()),
                new TableSheet.Sheet("填报说明", List.of("列名", "怎样填写"), List.of(List.of(Matters.COLUMNS.get(0), "如 2026-03，不晚于本月"),
                        List.of(Matters.COLUMNS.get(1), "选一项：" + String.join("、", shares.labels().values())),
                        List.of(Matters.COLUMNS.get(2), "本单位给这件事的编号，与信用核查时填写的一致，最多80字，不要含身份号码"))));
    }

    private static String reported(Matters.Reported reported, String month, RedirectAttributes next) {
        next.addFlashAttribute("done", "已报告" + reported.added() + "件" + (reported.known() == 0 ? "" : "，另有" + reported.known() + "件以前报告过，没有重复登记") + "。");
        next.addAttribute("month", month);
        return "redirect:/credit/checks/share";
    }

    private String show(MatterForm form, String problem, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("problem", problem);
        model.addAttribute("purposes", checks.purposes());
        return "matters";
    }

    @GetMapping("/credit/checks/share")
    String share(@RequestParam(required = false) String month, Model model) {
        ShareDesk.Report report = shares.of(month);
        model.addAttribute("report", report);
        model.addAttribute("circular", shares.circular(report.month()));
        model.addAttribute("over", report.month().compareTo(shares.thisMonth()) < 0);
        return "check-share";
    }

    /** A unit's matters with their checks. */
    @GetMapping("/credit/checks/share/matters")
    String handled(@RequestParam(required = false) String month, @RequestParam(defaultValue = "") String unit, @RequestParam(defaultValue = "") String purpose, Model model) {
        model.addAttribute("handled", shares.handled(month, unit, purpose));
        model.addAttribute("labels", shares.labels());
        return "check-share-matters";
    }

    @GetMapping("/credit/checks/share.xlsx")
    void shareSheet(@RequestParam(required = false) String month, HttpServletResponse response) throws IOException {
        ShareDesk.Report report = shares.of(month);
        response.setContentType(XLSX.toString());
        response.setHeader("Content-Disposition", "attachment; filename=\"check-share-" + report.month() + ".xlsx\"");
        sheet.write(report, response.getOutputStream());
    }

    @PostMapping("/credit/checks/share/notify")
    String circulate(@RequestParam(defaultValue = "") String month, RedirectAttributes next) {
        me.require(Role.CREDIT_CENTRE, "只有信用中心可以通报核查情况。");
        try {
            next.addFlashAttribute("done", month + "的情况已通报，通报编号" + matters.circulate(month, me.id()) + "。");
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
        }
        next.addAttribute("month", month);
        return "redirect:/credit/checks/share";
    }
}
