package org.govintegrity.credit;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/**
 * How a subject stood on a day. It is never stored: the same records, events and tables give the same rating, in whatever
 * order they came in.
 *
 * @param counting the records that count on that day, as they were given
 */
public record Rating(LocalDate day, RatingLevel level, int serious, int general, int minor, String basis, boolean projectDefault,
                     List<CreditRecord> counting) {

    public static Rating of(LocalDate day, Collection<CreditRecord> records, RatingRules rules) {
        List<CreditRecord> counting = records.stream().filter(r -> r.countsOn(day)).toList();
        int serious = count(counting, BreachClass.SERIOUS);
        int general = count(counting, BreachClass.GENERAL);
        int minor = count(counting, BreachClass.MINOR);
        RatingRules.Verdict verdict = rules.rate(day, serious, general, minor);
        return new Rating(day, verdict.level(), serious, general, minor, verdict.basis(), verdict.projectDefault(), counting);
    }

    private static int count(List<CreditRecord> records, BreachClass breachClass) {
        return (int) records.stream().filter(r -> r.breachClass() == breachClass).count();
    }

    /** Why it is so, in Chinese. */
    public String why() {
        return counting.isEmpty() ? "没有计入评价的记录" : "计入评价的记录" + counting.size() + "条：严重" + serious + "条、一般" + general + "条、轻微" + minor + "条";
    }
}
