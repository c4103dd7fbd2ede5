package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.common.Refusal;
import org.govintegrity.evaluation.QuarterScores;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Role;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The automatic scores of a quarter: of all units for the central offices, of the own one for everybody else. */
@Page
class QuarterPages {

    private final CurrentPerson me;
    private final QuarterScores scores;
    private final PageWords words;

    QuarterPages(CurrentPerson me, QuarterScores scores, PageWords words) {
        this.me = me;
        this.scores = scores;
        this.words = words;
    }

    /** A unit's score with the number of its gains and losses. */
    record Line(QuarterScores.Score score, int gained, int lost) {
    }

    @GetMapping("/quarterly-scores")
    String list(@RequestParam(defaultValue = "") String quarter, Model model) {
        List<QuarterScores.Run> runs = scores.runs();
        String shown = shown(quarter, runs);
        model.addAttribute("runs", runs);
        model.addAttribute("quarter", shown);
        model.addAttribute("words", shown == null ? null : QuarterScores.words(shown));
        model.addAttribute("run", shown == null ? null : scores.run(shown).orElse(null));
        model.addAttribute("lines", shown == null ? List.of() : lines(shown));
        model.addAttribute("all", me.districtWide());
        String last = scores.lastQuarter();
        model.addAttribute("due", scores.run(last).isPresent() || !me.is(Role.JOINT_OFFICE) ? null : last);
        model.addAttribute("dueWords", QuarterScores.words(last));
        return "quarterly-scores";
    }

    /** What a unit's points are made of, down to the rows. */
    @GetMapping("/quarterly-scores/{quarter}/units/{unitId}")
    String unit(@PathVariable String quarter, @PathVariable String unitId, Model model) {
        if (!me.districtWide() && !unitId.equals(own())) {
            throw Refusal.forbidden("只能查看本单位的季度评分。");
        }
        QuarterScores.Score score = scores.scores(quarter(quarter), unitId).stream().findFirst()
                .orElseThrow(() -> Refusal.notFound("没有这个单位在这个季度的评分，请从“季度评分”列表中选择。"));
        model.addAttribute("score", score);
        model.addAttribute("words", QuarterScores.words(quarter));
        model.addAttribute("base", scores.base(quarter));
        model.addAttribute("items", scores.items(quarter, unitId));
        model.addAttribute("rows", scores.rows(quarter, unitId));
        model.addAttribute("history", scores.history(unitId));
        return "quarterly-score";
    }

    @GetMapping("/quarterly-scores.xlsx")
    void sheet(@RequestParam(defaultValue = "") String quarter, HttpServletResponse response) throws IOException {
        String shown = shown(quarter, scores.runs());
        if (shown == null) {
            throw Refusal.notFound("还没有评过分的季度，没有可以导出的内容。");
        }
        Map<String, List<QuarterScores.Item>> items = items(shown);
        try (ExcelTable table = new ExcelTable("季度评分", List.of("季度", "单位", "得分", "等级", "加减分", "说明"))) {
            for (Line line : lines(shown)) {
                QuarterScores.Score score = line.score();
                List<String> head = List.of(QuarterScores.words(shown), words.unitFull(score.unitId()), String.valueOf(score.points()), score.level());
                table.row(List.of(head.get(0), head.get(1), head.get(2), head.get(3), "", "合计（基础分" + scores.base(shown) + "分）"));
                items.getOrDefault(score.unitId(), List.of())
                        .forEach(item -> table.row(List.of(head.get(0), head.get(1), head.get(2), head.get(3), String.valueOf(item.points()), item.words())));
            }
            table.write(ExcelTable.download(response, "季度评分-" + shown + ".xlsx"), 16, 34, 8, 8, 10, 80);
        }
    }

    @PostMapping("/quarterly-scores")
    String score(@RequestParam(defaultValue = "") String quarter, RedirectAttributes next) {
        me.require(Role.JOINT_OFFICE, "只有联席办可以发起季度评分。");
        try {
            String caseNo = scores.request(quarter, me.id());
            next.addFlashAttribute("done", QuarterScores.words(quarter) + "正在评分，编号" + caseNo + "，几分钟后刷新本页查看结果。");
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
        }
        return "redirect:/quarterly-scores";
    }

    private List<Line> lines(String quarter) {
        Map<String, List<QuarterScores.Item>> items = items(quarter);
        return scores.scores(quarter, scope()).stream().map(score -> {
            List<QuarterScores.Item> own = items.getOrDefault(score.unitId(), List.of());
            return new Line(score, own.stream().mapToInt(QuarterScores.Item::points).filter(p -> p > 0).sum(), own.stream().mapToInt(QuarterScores.Item::points).filter(p -> p < 0).sum());
        }).toList();
    }

    private Map<String, List<QuarterScores.Item>> items(String quarter) {
        return scores.items(quarter, scope()).stream().collect(Collectors.groupingBy(QuarterScores.Item::unitId));
    }

    /** Null where all units may be seen. */
    private String scope() {
        return me.districtWide() ? null : own();
    }

    private String own() {
        return me.person().map(Person::unitId).filter(me.groups()::contains).orElse("-");
    }

    /** The quarter asked for, else the last that was scored; null where none was. */
    private static String shown(String quarter, List<QuarterScores.Run> runs) {
        return quarter.isBlank() ? runs.stream().map(QuarterScores.Run::quarter).findFirst().orElse(null) : quarter(quarter);
    }

    private static String quarter(String quarter) {
        QuarterScores.from(quarter);
        return quarter;
    }
}
