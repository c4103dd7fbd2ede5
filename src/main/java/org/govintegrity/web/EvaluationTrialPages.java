package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.common.Refusal;
import org.govintegrity.evaluation.EvaluationReading;
import org.govintegrity.evaluation.EvaluationReading.Year;
import org.govintegrity.evaluation.Indicator;
import org.govintegrity.evaluation.Recomputation;
import org.govintegrity.evaluation.Trials;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the evaluation office works out and nobody stores: scores of today, scores with other weights, scores computed anew. */
@Page
class EvaluationTrialPages {

    /** Units listed; more nobody reads. */
    static final int SHOWN = 300;

    private final EvaluationDesk desk;
    private final EvaluationReading reading;
    private final Trials trials;
    private final Recomputation recomputation;

    EvaluationTrialPages(EvaluationDesk desk, EvaluationReading reading, Trials trials, Recomputation recomputation) {
        this.desk = desk;
        this.reading = reading;
        this.trials = trials;
        this.recomputation = recomputation;
    }

    @GetMapping("/evaluations/trial")
    String today(Model model) {
        desk.requireOffice("试算考核得分");
        return show(trials.today(), null, model);
    }

    /** Before units are asked: what the frozen figures give. */
    @GetMapping("/evaluations/{evaluationNo}/trial")
    String frozen(@PathVariable("evaluationNo") String caseNo, Model model) {
        Year year = desk.read(caseNo);
        desk.requireOffice("试算考核得分");
        return show(trials.of(caseNo), year, model);
    }

    private static String show(Trials.Trial trial, Year year, Model model) {
        model.addAttribute("trial", trial);
        model.addAttribute("year", year);
        model.addAttribute("shown", trial.standings().stream().limit(SHOWN).toList());
        return "evaluation-trial";
    }

    /** Weights as the reader typed them; those left as they are count too. */
    @GetMapping("/evaluations/{evaluationNo}/what-if")
    String whatIf(@PathVariable("evaluationNo") String caseNo, @RequestParam Map<String, String> typed, Model model, HttpServletResponse response) {
        Year year = desk.read(caseNo);
        desk.requireOffice("试算权重");
        List<Indicator> indicators = desk.rules(year).indicators();
        Map<String, String> weights = new LinkedHashMap<>();
        indicators.forEach(i -> weights.put(i.id(), typed.getOrDefault("w-" + i.id(), EvaluationDesk.plain(i.weight()))));
        model.addAttribute("year", year);
        model.addAttribute("indicators", indicators);
        model.addAttribute("weights", weights);
        model.addAttribute("tried", typed.keySet().stream().anyMatch(name -> name.startsWith("w-")));
        try {
            List<Trials.Shift> shifts = typed.keySet().stream().noneMatch(name -> name.startsWith("w-")) ? List.of() : trials.withWeights(caseNo, changed(indicators, weights));
            model.addAttribute("total", shifts.size());
            model.addAttribute("shifts", shifts.stream().limit(SHOWN).toList());
            model.addAttribute("moved", shifts.stream().filter(shift -> shift.moved() != 0).count());
            model.addAttribute("regraded", shifts.stream().filter(shift -> shift.before().sheet().grade() != shift.after().sheet().grade()).count());
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status);
            model.addAttribute("trouble", refusal.getMessage());
            model.addAttribute("shifts", List.of());
        }
        return "evaluation-what-if";
    }

    private static Map<String, BigDecimal> changed(List<Indicator> indicators, Map<String, String> weights) {
        Map<String, BigDecimal> changed = new LinkedHashMap<>();
        for (Indicator indicator : indicators) {
            String typed = weights.get(indicator.id()).strip();
            if (!typed.matches("\\d{1,3}(\\.\\d{1,4})?")) {
                throw Refusal.invalid("“" + indicator.name() + "”的权重“" + (typed.length() > 20 ? typed.substring(0, 20) + "…" : typed) + "”不是数字，请填写0到100之间的数，最多四位小数。");
            }
            BigDecimal weight = new BigDecimal(typed);
            if (weight.compareTo(indicator.weight()) != 0) {
                changed.put(indicator.id(), weight);
            }
        }
        return changed;
    }

    /** Works out all scores anew; nothing is changed. */
    @PostMapping("/evaluations/{evaluationNo}/recompute")
    String recompute(@PathVariable("evaluationNo") String caseNo, Model model) {
        Year year = desk.read(caseNo);
        if (!desk.mayRecompute()) {
            throw Refusal.forbidden("只有联席办和管理员可以重新计算考核得分。");
        }
        Recomputation.Report report = recomputation.run(caseNo);
        model.addAttribute("year", year);
        model.addAttribute("report", report);
        model.addAttribute("verdicts", report.verdicts().stream().sorted((a, b) -> Boolean.compare(a.same(), b.same())).limit(SHOWN).toList());
        return "evaluation-recompute";
    }
}
