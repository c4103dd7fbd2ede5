package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.common.Refusal;
import org.govintegrity.evaluation.EvaluationReading;
import org.govintegrity.evaluation.EvaluationReading.Lines;
import org.govintegrity.evaluation.EvaluationReading.Year;
import org.govintegrity.evaluation.EvaluationService;
import org.govintegrity.evaluation.RuleSet;
import org.govintegrity.registry.Role;
import org.springframework.http.MediaType;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.io.IOException;

/** Yearly evaluations: the list, one of them as a whole, and what a unit got for what. */
@Page
class EvaluationPages {

    private final CurrentPerson me;
    private final EvaluationDesk desk;
    private final EvaluationReading reading;
    private final EvaluationService service;
    private final EvaluationSheets sheets;
    private final EvaluationScoreDesk scoring;
    private final PageWords words;

    EvaluationPages(CurrentPerson me, EvaluationDesk desk, EvaluationReading reading, EvaluationService service, EvaluationSheets sheets, EvaluationScoreDesk scoring,
                    PageWords words) {
        this.me = me;
        this.desk = desk;
        this.reading = reading;
        this.service = service;
        this.sheets = sheets;
        this.scoring = scoring;
        this.words = words;
    }

    @GetMapping("/evaluations")
    String list(Model model) {
        model.addAttribute("entries", desk.entries());
        model.addAttribute("office", desk.office());
        model.addAttribute("year", words.today().getYear());
        return "evaluations";
    }

    /** Opens the year's evaluation by hand, which else a timer does on 1 December. */
    @PostMapping("/evaluations")
    String open(RedirectAttributes next) {
        desk.requireOffice("启动考核评价");
        try {
            String caseNo = service.open();
            next.addFlashAttribute("done", "考核评价" + caseNo + "已立案，正在冻结参评单位和数据。完成后，联席办会收到待办“确认启动”，确认前可以查看试算得分。");
            next.addAttribute("caseNo", caseNo);
            return "redirect:/evaluations/{caseNo}";
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
            return "redirect:/evaluations";
        }
    }

    @GetMapping("/evaluations/{evaluationNo}")
    String one(@PathVariable("evaluationNo") String caseNo, @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") String page, Model model) {
        Year year = desk.read(caseNo);
        boolean central = me.districtWide();
        boolean all = desk.seesAll(year);
        model.addAttribute("year", year);
        model.addAttribute("central", central);
        model.addAttribute("all", all);
        model.addAttribute("own", central ? null : desk.own(year));
        model.addAttribute("q", q);
        model.addAttribute("office", desk.office());
        model.addAttribute("mayRecompute", desk.mayRecompute());
        model.addAttribute("scorable", scoring.any(year));
        if (central) {
            model.addAttribute("progress", reading.progress(caseNo));
            model.addAttribute("diagram", year.startedAt() == null ? null : desk.findDiagram(caseNo).orElse(null));
        }
        if (all) {
            Lines lines = reading.lines(caseNo, q, number(page), EvaluationDesk.UNITS);
            model.addAttribute("lines", lines);
            model.addAttribute("grades", reading.grades(caseNo));
            model.addAttribute("heat", desk.heatMap(year, lines.lines().stream().filter(line -> line.score() != null).toList()));
        }
        return "evaluation";
    }

    /** What the heat map of that page of units draws. */
    @GetMapping(value = "/evaluations/{evaluationNo}/picture", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    EvaluationPicture picture(@PathVariable("evaluationNo") String caseNo, @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") String page) {
        Year year = desk.read(caseNo);
        desk.requireAll(year);
        return EvaluationPicture.of(desk.heatMap(year, reading.lines(caseNo, q, number(page), EvaluationDesk.UNITS).lines().stream().filter(line -> line.score() != null).toList()),
                me.districtWide(), desk::shortName);
    }

    @PostMapping("/evaluations/{evaluationNo}/cancel")
    String cancel(@PathVariable("evaluationNo") String caseNo, @RequestParam(defaultValue = "") String reason, RedirectAttributes next) {
        desk.read(caseNo);
        desk.requireOffice("取消考核评价");
        try {
            service.cancel(caseNo, reason);
            next.addFlashAttribute("done", "考核评价" + caseNo + "已取消，参评单位会收到通知。");
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
            next.addFlashAttribute("cancelReason", reason);
        }
        next.addAttribute("caseNo", caseNo);
        return "redirect:/evaluations/{caseNo}";
    }

    @GetMapping("/evaluations/{evaluationNo}/units/{unitId}")
    String unit(@PathVariable("evaluationNo") String caseNo, @PathVariable String unitId, Model model) {
        EvaluationDesk.UnitPage page = desk.unit(caseNo, unitId);
        model.addAttribute("page", page);
        model.addAttribute("year", page.year());
        model.addAttribute("unit", page.unit());
        model.addAttribute("score", page.score());
        return "evaluation-unit";
    }

    @GetMapping("/evaluations/{evaluationNo}/units/{unitId}/figures/{figureId}")
    String figure(@PathVariable("evaluationNo") String caseNo, @PathVariable String unitId, @PathVariable String figureId, @RequestParam(defaultValue = "1") String page, Model model) {
        model.addAttribute("rows", desk.rows(caseNo, unitId, figureId, number(page)));
        Year year = reading.get(caseNo);
        model.addAttribute("year", year);
        model.addAttribute("unit", reading.line(caseNo, unitId).orElseThrow().unit());
        model.addAttribute("figure", reading.figures(caseNo, unitId).get(figureId));
        model.addAttribute("words", reading.figureWords(caseNo).get(figureId));
        model.addAttribute("figureId", figureId);
        return "evaluation-figure";
    }

    /** Ranking and heat map as a spreadsheet. */
    @GetMapping("/evaluations/{evaluationNo}.xlsx")
    void sheet(@PathVariable("evaluationNo") String caseNo, HttpServletResponse response) throws IOException {
        Year year = desk.read(caseNo);
        desk.requireAll(year);
        sheets.year(year, ExcelTable.download(response, year.evalYear() + "年度考核评价" + caseNo + ".xlsx"));
    }

    @GetMapping("/evaluations/{evaluationNo}/units/{unitId}.xlsx")
    void unitSheet(@PathVariable("evaluationNo") String caseNo, @PathVariable String unitId, HttpServletResponse response) throws IOException {
        EvaluationDesk.UnitPage page = desk.unit(caseNo, unitId);
        sheets.unit(page, ExcelTable.download(response, page.unit().unitName() + page.year().evalYear() + "年度考核评价得分表.xlsx"));
    }

    static int number(String page) {
        return page.matches("\\d{1,6}") ? Integer.parseInt(page) : 1;
    }
}
