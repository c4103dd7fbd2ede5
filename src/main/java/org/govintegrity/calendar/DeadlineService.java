package org.govintegrity.calendar;

import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.springframework.stereotype.Service;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Computes last days of lawful limits. */
@Service
public class DeadlineService {

    private static final int EARLIEST_YEAR = 2000;
    private static final int LATEST_YEAR = 2098;   // lunar tables end in 2099

    private final DeadlineRules rules;
    private final WorkingDays workingDays;

    DeadlineService(DeadlineRules rules, WorkingDays workingDays) {
        this.rules = rules;
        this.workingDays = workingDays;
    }

    public List<DeadlineRule> rules() {
        return rules.all();
    }

    /**
     * The version of a rule in force on a day.
     *
     * @throws Refusal not found for an unknown rule; unprocessable, with the days it is in force, for another day
     */
    public DeadlineRule rule(String id, LocalDate asOf) {
        List<DeadlineRule> versions = rules.all().stream().filter(rule -> rule.rule().equals(id)).toList();
        if (versions.isEmpty()) {
            String family = id.contains(".") ? id.substring(0, id.indexOf('.')) : id;
            String near = rules.all().stream().map(DeadlineRule::rule).distinct().filter(r -> r.startsWith(family + ".")).limit(8).collect(Collectors.joining("、"));
            throw Refusal.notFound("没有名为“" + (id.length() > 80 ? id.substring(0, 80) + "…" : id) + "”的期限规则。"
                    + (near.isEmpty() ? "请从 /api/v1/deadlines/rules 列出的规则中选择。" : "相近的规则有：" + near + "。"));
        }
        return versions.stream().filter(rule -> rule.inForceOn(asOf)).findFirst().orElseThrow(() -> Refusal.unprocessable(
                "期限规则“" + versions.get(0).title() + "”（" + id + "）在" + ChineseDates.date(asOf) + "没有施行。施行期间："
                        + versions.stream().map(DeadlineService::inForce).collect(Collectors.joining("；")) + "。"));
    }

    /** @param asOf the day whose version of the rule counts, usually the day the case began */
    public Deadline due(String rule, LocalDate start, LocalDate asOf) {
        return due(rule(rule, asOf), start);
    }

    public Deadline due(DeadlineRule rule, LocalDate start) {
        if (start.getYear() < EARLIEST_YEAR || start.getYear() > LATEST_YEAR) {
            throw Refusal.invalid("起算日应在" + EARLIEST_YEAR + "年到" + LATEST_YEAR + "年之间。");
        }
        return count(rule, start, start, rule.amount());
    }

    /** The same limit with more time: counted on from its last day, in the unit of its rule. */
    public Deadline extend(Deadline deadline, int by) {
        LocalDate due = end(deadline.unit(), deadline.due(), by);
        List<Skipped> skipped = new ArrayList<>(deadline.skipped());
        if (deadline.unit() == DayUnit.WORKING_DAY) {
            skipped.addAll(offDays(deadline.due(), due));
        } else {
            LocalDate rolled = roll(due);
            skipped.clear();
            skipped.addAll(offDays(due.minusDays(1), rolled));
            due = rolled;
        }
        return new Deadline(deadline.rule(), deadline.title(), deadline.start(), due, deadline.amount() + by, deadline.unit(), deadline.basis(),
                deadline.projectDefault(), deadline.provisional() || provisional(deadline.due(), due), skipped);
    }

    private Deadline count(DeadlineRule rule, LocalDate start, LocalDate from, int amount) {
        LocalDate due = end(rule.unit(), from, amount);
        List<Skipped> skipped;
        if (rule.unit() == DayUnit.WORKING_DAY) {
            skipped = offDays(from, due);
        } else if (rule.rollover()) {
            LocalDate rolled = roll(due);
            skipped = offDays(due.minusDays(1), rolled);
            due = rolled;
        } else {
            skipped = List.of();
        }
        boolean restsOnCalendar = rule.unit() == DayUnit.WORKING_DAY || rule.rollover();
        boolean provisional = restsOnCalendar && (rule.unit() == DayUnit.WORKING_DAY ? provisional(from, due) : workingDays.provisional(due));
        return new Deadline(rule.rule(), rule.title(), start, due, amount, rule.unit(), rule.basis(), rule.projectDefault(), provisional, skipped);
    }

    private LocalDate end(DayUnit unit, LocalDate from, int amount) {
        return switch (unit) {
            case WORKING_DAY -> workingDays.plus(from, amount);
            case CALENDAR_DAY -> from.plusDays(amount);
            case MONTH -> from.plusMonths(amount);
        };
    }

    private LocalDate roll(LocalDate day) {
        LocalDate rolled = day;
        while (!workingDays.isWorkingDay(rolled)) {
            rolled = rolled.plusDays(1);
        }
        return rolled;
    }

    /** Days of rest after {@code from} up to and including {@code to}. */
    private List<Skipped> offDays(LocalDate from, LocalDate to) {
        List<Skipped> skipped = new ArrayList<>();
        for (LocalDate day = from.plusDays(1); !day.isAfter(to); day = day.plusDays(1)) {
            LocalDate current = day;
            workingDays.whyOff(day).ifPresent(why -> skipped.add(new Skipped(current, why)));
        }
        return skipped;
    }

    private boolean provisional(LocalDate from, LocalDate to) {
        return from.plusDays(1).datesUntil(to.plusDays(1)).anyMatch(workingDays::provisional);
    }

    private static String inForce(DeadlineRule rule) {
        return ChineseDates.date(rule.from()) + (rule.to() == null ? "起" : "至" + ChineseDates.date(rule.to()));
    }
}
