package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.common.Refusal;
import org.govintegrity.evaluation.EvaluationReading;
import org.govintegrity.evaluation.EvaluationReading.Year;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.Map;

/** Giving marks for many units on one page. */
@Page
class EvaluationScorePages {

    private final EvaluationReading reading;
    private final EvaluationScoreDesk desk;

    EvaluationScorePages(EvaluationReading reading, EvaluationScoreDesk desk) {
        this.reading = reading;
        this.desk = desk;
    }

    @GetMapping("/evaluations/{evaluationNo}/score")
    String table(@PathVariable("evaluationNo") String caseNo, @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") String page, Model model) {
        return show(year(caseNo), q, EvaluationPages.number(page), Map.of(), Map.of(), model);
    }

    /** What can be saved is; what cannot stays on the page as it was typed, with the reason beside it. */
    @PostMapping("/evaluations/{evaluationNo}/score")
    String save(@PathVariable("evaluationNo") String caseNo, @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") String page, @RequestParam Map<String, String> typed,
                Model model, RedirectAttributes next, HttpServletResponse response) {
        Year year = year(caseNo);
        EvaluationScoreDesk.Saved result = desk.save(year, typed);
        String done = result.saved().isEmpty() ? null : "已办结" + result.saved().size() + "个单位的评分：" + String.join("、", result.saved()) + "。";
        if (result.problems().isEmpty()) {
            next.addFlashAttribute(done == null ? "problem" : "done", done == null ? "还没有填写评分。请至少填写一个单位的全部评分项。" : done);
            next.addAttribute("caseNo", caseNo);
            return "redirect:" + (desk.any(year) ? "/evaluations/{caseNo}/score" : "/evaluations/{caseNo}");
        }
        response.setStatus(Refusal.Kind.INVALID.status);
        model.addAttribute("done", done);
        model.addAttribute("problem", result.problems().size() + "个单位的评分没有保存，原因写在各单位下面，填写的内容都还在。");
        return show(year, q, EvaluationPages.number(page), typed, result.problems(), model);
    }

    private String show(Year year, String q, int page, Map<String, String> typed, Map<String, String> problems, Model model) {
        EvaluationScoreDesk.Table table = desk.table(year, q, page, typed, problems);
        model.addAttribute("year", year);
        model.addAttribute("table", table);
        model.addAttribute("q", q);
        model.addAttribute("elsewhere", problems.entrySet().stream().filter(problem -> table.rows().stream().noneMatch(row -> row.taskId().equals(problem.getKey()))).map(Map.Entry::getValue).toList());
        return "evaluation-score";
    }

    /** As if it did not exist for whoever has no marks to give in it. */
    private Year year(String caseNo) {
        return reading.find(caseNo).filter(year -> desk.any(year)).orElseThrow(() -> Refusal.notFound("没有等待您评分的单位。请核对考核评价的编号，或者在待办中查看。"));
    }
}
