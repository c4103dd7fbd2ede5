package org.govintegrity.evaluation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Optional;

/**
 * One version of the indicators.
 *
 * @param version        unique, such as {@code 2026-1}
 * @param effectiveFrom  first day on which an evaluation may be opened by it
 * @param effectiveTo    last day; null while it holds
 * @param periodStart    first day of the year that is evaluated, in the year before where later than {@code periodEnd}
 * @param periodEnd      last day of it
 * @param commonShare    points of the common items, {@code 70}; the individual ones have the rest of the hundred
 * @param bonusCap       most points that bonus items give together
 * @param lateReport     share of its points that a self-reported item keeps when reported after the limit, 0 to 1; not reported is 0
 * @param sampleShare    share of the units whose report is checked on the spot, 0 to 1
 * @param cohort         ids of units and kinds of units that are evaluated, with the groups of the plan expanded
 * @param differenceLimit points by which an institution's score may differ from ours before somebody looks at it
 * @param text           the version as it stands in the file, before it what the registry and the families said of the names in it when it was
 *                       loaded; to be frozen with an evaluation, since it can be read alone for ever
 */
public record RuleSet(String version, String title, String basis, LocalDate effectiveFrom, LocalDate effectiveTo, MonthDay periodStart, MonthDay periodEnd,
                      BigDecimal commonShare, BigDecimal bonusCap, BigDecimal lateReport, BigDecimal sampleShare, List<String> cohort, BigDecimal differenceLimit,
                      List<Indicator> indicators, List<Veto> vetoes, String text) {

    public RuleSet {
        cohort = List.copyOf(cohort);
        indicators = List.copyOf(indicators);
        vetoes = List.copyOf(vetoes);
    }

    public Optional<Indicator> find(String indicatorId) {
        return indicators.stream().filter(i -> i.id().equals(indicatorId)).findFirst();
    }

    /** Last day of the evaluated period that ends in {@code year}. */
    public LocalDate periodTo(int year) {
        return periodEnd.atYear(year);
    }

    public LocalDate periodFrom(int year) {
        return periodStart.isAfter(periodEnd) ? periodStart.atYear(year - 1) : periodStart.atYear(year);
    }
}
