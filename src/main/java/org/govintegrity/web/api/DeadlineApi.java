package org.govintegrity.web.api;

import org.govintegrity.calendar.CalendarDay;
import org.govintegrity.calendar.CalendarService;
import org.govintegrity.calendar.Deadline;
import org.govintegrity.calendar.DeadlineRule;
import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.calendar.Skipped;
import org.govintegrity.calendar.YearStatus;
import org.govintegrity.common.Refusal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;

/** The table of lawful limits and its arithmetic, for everybody signed in. */
@RestController
@RequestMapping("/api/v1")
class DeadlineApi {

    private final DeadlineService deadlines;
    private final CalendarService calendar;

    DeadlineApi(DeadlineService deadlines, CalendarService calendar) {
        this.deadlines = deadlines;
        this.calendar = calendar;
    }

    record RuleDto(String rule, String title, int amount, String unit, String basis, LocalDate from, LocalDate to,
                   boolean projectDefault, int cap, String startsFrom) {
    }

    record DeadlineDto(String rule, String title, LocalDate start, LocalDate due, String unit, int amount, String basis,
                       boolean provisional, boolean projectDefault, List<Skipped> skipped, String explanation) {
    }

    @GetMapping("/deadlines/rules")
    List<RuleDto> rules() {
        return deadlines.rules().stream().map(DeadlineApi::dto).toList();
    }

    /** The last day of a limit; the version of the rule in force on the first day counts. */
    @GetMapping("/deadlines")
    DeadlineDto deadline(@RequestParam String rule, @RequestParam String start) {
        LocalDate day;
        try {
            day = LocalDate.parse(start);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("起算日“" + (start.length() > 40 ? start.substring(0, 40) + "…" : start) + "”不是有效日期，应写成 2026-11-23 的样子。");
        }
        DeadlineRule version = deadlines.rule(rule, day);
        Deadline due = deadlines.due(version, day);
        return new DeadlineDto(due.rule(), due.title(), due.start(), due.due(), due.unit().code(), due.amount(), due.basis(),
                due.provisional(), due.projectDefault(), due.skipped(), due.explain());
    }

    @GetMapping("/calendar/years")
    List<YearStatus> years() {
        return calendar.years();
    }

    @GetMapping("/calendar/{year}")
    List<CalendarDay> days(@PathVariable int year) {
        return calendar.days(year);
    }

    private static RuleDto dto(DeadlineRule rule) {
        return new RuleDto(rule.rule(), rule.title(), rule.amount(), rule.unit().code(), rule.basis(), rule.from(), rule.to(),
                rule.projectDefault(), rule.cap(), rule.startsFrom());
    }
}
