package org.govintegrity.web;

import org.govintegrity.check.CheckService;
import org.govintegrity.check.Matters;
import org.govintegrity.check.Purpose;
import org.govintegrity.common.Refusal;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shares of matters with a check: of all units for the central offices, of the own one for everybody else. */
@Component
public class ShareDesk {

    /** Matters listed at once. */
    static final int SHOWN = 500;

    private final CurrentPerson me;
    private final Matters matters;
    private final CheckService checks;
    private final CheckDesk desk;
    private final Clock clock;

    ShareDesk(CurrentPerson me, Matters matters, CheckService checks, CheckDesk desk, Clock clock) {
        this.me = me;
        this.desk = desk;
        this.matters = matters;
        this.checks = checks;
        this.clock = clock;
    }

    /** All of a unit's matters in a month. @param percent rounded down */
    public record UnitShare(String unitId, int total, int checked, int percent, boolean complete) {
    }

    /**
     * @param all     whether it tells of all units
     * @param units   the shares added up by unit, those below 100 % first
     * @param missing matters without a check
     * @param silent  units that have reported nothing, only where {@code all}
     * @param labels  of purposes, by code
     */
    public record Report(String month, boolean all, List<UnitShare> units, List<Matters.Share> shares, List<Matters.Missing> missing, List<Unit> silent,
                         Map<String, String> labels) {
    }

    /** @param checkReadable whether the reader may open its check */
    record Matter(Matters.Handled matter, boolean checkReadable) {
    }

    /**
     * A unit's matters of a month with their checks.
     *
     * @param purpose code; null for all kinds
     * @param more    whether there are more than are given
     * @param own     whether it is the reader's unit
     */
    record Handled(String month, String unitId, String purpose, String label, List<Matter> matters, boolean more, boolean own) {
    }

    String thisMonth() {
        return YearMonth.now(clock).toString();
    }

    /** @throws Refusal (invalid) for what is no month */
    public Report of(String month) {
        String wanted = month(month);
        boolean all = me.districtWide();
        String unit = all ? null : own();
        List<Matters.Share> found = matters.shares(wanted, unit);
        return new Report(wanted, all, units(found), found, matters.missing(wanted, unit), all ? matters.silent(wanted) : List.of(), labels());
    }

    private static List<UnitShare> units(List<Matters.Share> shares) {
        Map<String, List<Matters.Share>> byUnit = shares.stream().collect(Collectors.groupingBy(Matters.Share::unitId, TreeMap::new, Collectors.toList()));
        return byUnit.entrySet().stream().map(one -> {
            Matters.Share sum = new Matters.Share(one.getKey(), null, one.getValue().stream().mapToInt(Matters.Share::total).sum(),
                    one.getValue().stream().mapToInt(Matters.Share::checked).sum());
            return new UnitShare(sum.unitId(), sum.total(), sum.checked(), sum.percent(), sum.complete());
        }).sorted(Comparator.comparing(UnitShare::complete).thenComparing(UnitShare::percent)).toList();
    }

    /**
     * @param unitId  whose; empty for the reader's own
     * @param purpose empty for all kinds
     * @throws Refusal (invalid) for what is no month or kind, (forbidden) for another unit's
     */
    Handled handled(String month, String unitId, String purpose) {
        String wanted = month(month);
        String unit = unitId.isBlank() ? own() : unitId;
        if (!me.districtWide() && !unit.equals(own())) {
            throw Refusal.forbidden("只能查看本单位的办件。");
        }
        if (!purpose.isBlank() && !labels().containsKey(purpose)) {
            throw Refusal.invalid("没有这种用途，请从“核查比例”页面进入。");
        }
        List<Matters.Handled> found = matters.handled(wanted, unit, purpose.isBlank() ? null : purpose, SHOWN + 1);
        CheckDesk.Rights rights = desk.rights();
        return new Handled(wanted, unit, purpose.isBlank() ? null : purpose, labels().get(purpose), found.stream().limit(SHOWN)
                .map(one -> new Matter(one, one.checkNo() != null && rights.mayRead(one.askedBy(), one.person(), one.unitId()))).toList(),
                found.size() > SHOWN, unit.equals(own()));
    }

    /** The circular of the month, for the central offices; null while it has not been sent. */
    Matters.Circular circular(String month) {
        return me.districtWide() ? matters.circular(month).orElse(null) : null;
    }

    Map<String, String> labels() {
        return checks.purposes().stream().collect(Collectors.toMap(Purpose::code, Purpose::label, (a, b) -> a, LinkedHashMap::new));
    }

    private String own() {
        return me.person().map(Person::unitId).orElse("-");
    }

    private String month(String month) {
        String wanted = month == null || month.isBlank() ? thisMonth() : month;
        try {
            if (YearMonth.parse(wanted).toString().equals(wanted)) {
                return wanted;
            }
        } catch (DateTimeException noMonth) {
            // told below in the same words
        }
        throw Refusal.invalid("月份应写成 2026-03 的样子。");
    }
}
