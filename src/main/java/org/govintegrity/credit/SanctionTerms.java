package org.govintegrity.credit;

import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.common.ChineseDates;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The one term that several sanctions of a person make together. Decided on one day: the heaviest counts, equal ones add up
 * (政务处分法 第15条). A new one within a term: what is left of the term and the new one, together (行政机关公务员处分条例 第10条;
 * 公务员法 第64条). Never over the rule {@code sanction.combined-max}, 48 months from the latest decision.
 */
@Service
public class SanctionTerms {

    private final DeadlineService deadlines;
    private final Clock clock;

    SanctionTerms(DeadlineService deadlines, Clock clock) {
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /**
     * One sanction as its document says it.
     *
     * @param until last day of its own term
     */
    public record Sanction(String recordNo, LocalDate from, LocalDate until) {

        public Sanction {
            if (until.isBefore(from)) {
                throw new IllegalArgumentException("a term cannot end before it begins");
            }
        }
    }

    /**
     * @param from      first day of the first sanction that takes part
     * @param until     last day of the combined term
     * @param recordNos the sanctions that take part
     * @param capped    whether the limit has cut it short
     * @param sum       how it was worked out, in Chinese
     */
    public record Combined(LocalDate from, LocalDate until, List<String> recordNos, boolean capped, String sum) {
    }

    /** The combined term that is running today or ended last; empty for a person without sanctions. */
    public Optional<Combined> of(Collection<CreditRecord> records) {
        int cap = deadlines.rule("sanction.combined-max", LocalDate.now(clock)).amount();
        return combined(records.stream().filter(r -> r.restricted() && r.sanctionUntil() != null && holds(r))
                .map(r -> new Sanction(r.recordNo(), r.documentDate(), r.sanctionUntil())).toList(), cap);
    }

    /** @param capMonths most months a combined term may last, counted from the latest decision */
    static Optional<Combined> combined(Collection<Sanction> sanctions, int capMonths) {
        Map<LocalDate, List<Sanction>> byDay = sanctions.stream().sorted(Comparator.comparing(Sanction::recordNo))
                .collect(Collectors.groupingBy(Sanction::from, TreeMap::new, Collectors.toList()));
        Combined running = null;
        for (Map.Entry<LocalDate, List<Sanction>> day : byDay.entrySet()) {
            running = next(running, day.getKey(), day.getValue(), capMonths);
        }
        return Optional.ofNullable(running);
    }

    private static Combined next(Combined before, LocalDate day, List<Sanction> decided, int capMonths) {
        boolean within = before != null && !day.isAfter(before.until());
        LocalDate longest = decided.stream().map(Sanction::until).max(Comparator.naturalOrder()).orElseThrow();
        boolean equal = decided.size() > 1 && decided.stream().allMatch(s -> s.until().equals(longest));
        long own = ChronoUnit.MONTHS.between(day, longest) * (equal ? decided.size() : 1);
        LocalDate end = equal ? day.plusMonths(own) : longest;
        LocalDate full = within ? end.plusDays(ChronoUnit.DAYS.between(day, before.until())) : end;
        LocalDate limit = day.plusMonths(capMonths);
        boolean capped = full.isAfter(limit);
        LocalDate until = capped ? limit : full;
        List<String> nos = new ArrayList<>(within ? before.recordNos() : List.of());
        decided.forEach(s -> nos.add(s.recordNo()));
        String words = ChineseDates.date(day) + "决定的处分期" + own + "个月" + (equal ? "（同日同种处分" + decided.size() + "项相加）"
                : decided.size() > 1 ? "（同日多种处分执行最重的一项）" : "");
        String sum = (within ? before.sum() + "；" + words + "，加上原处分期尚未执行的期限（至" + ChineseDates.date(before.until()) + "）" : words)
                + "，至" + ChineseDates.date(until) + (capped ? "（合并不超过" + capMonths + "个月，已按上限计算）" : "");
        return new Combined(within ? before.from() : day, until, List.copyOf(nos), capped || within && before.capped(), sum);
    }

    /** Taken back or put right by another record, a sanction has no term. */
    private static boolean holds(CreditRecord record) {
        Standing standing = record.standing();
        return standing != null && standing != Standing.WITHDRAWN && standing != Standing.SUPERSEDED && standing != Standing.PENDING;
    }
}
