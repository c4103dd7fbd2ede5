package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.calendar.DeadlineRule;
import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.common.Refusal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** When would that be due, and why: the table of lawful limits for everybody to try. */
@Page
class DeadlinePage {

    private final DeadlineService deadlines;
    private final PageWords words;

    DeadlinePage(DeadlineService deadlines, PageWords words) {
        this.deadlines = deadlines;
        this.words = words;
    }

    @GetMapping("/deadlines")
    String calculator(@RequestParam(defaultValue = "") String rule, @RequestParam(defaultValue = "") String start, Model model,
                      HttpServletResponse response) {
        model.addAttribute("rules", latestVersions().values());
        model.addAttribute("rule", rule);
        model.addAttribute("start", start.isBlank() ? words.today().toString() : start);
        if (!rule.isBlank()) {
            try {
                DeadlineRule version = deadlines.rule(rule, day(start));
                model.addAttribute("version", version);
                model.addAttribute("deadline", deadlines.due(version, day(start)));
            } catch (Refusal refusal) {
                response.setStatus(refusal.kind().status);
                model.addAttribute("refused", refusal.getMessage());
            }
        }
        return "deadlines";
    }

    /** One version of each rule, the latest, whose name people know. */
    private Map<String, DeadlineRule> latestVersions() {
        return deadlines.rules().stream().collect(Collectors.toMap(DeadlineRule::rule, version -> version,
                BinaryOperator.maxBy(Comparator.comparing(DeadlineRule::from)), TreeMap::new));
    }

    private static LocalDate day(String start) {
        try {
            return LocalDate.parse(start);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("起算日期不正确，请选择一个日期，例如 2026-11-23。");
        }
    }
}
