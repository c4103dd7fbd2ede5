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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shares of matters with a check: of all units for the central offices, of the own one for everybody else. */
@Component
public class ShareDesk {

    private final CurrentPerson me;
    private final Matters matters;
    private final CheckService checks;
    private final Clock clock;

    ShareDesk(CurrentPerson me, Matters matters, CheckService checks, Clock clock) {
        this.me = me;
        this.matters = matters;
        this.checks = checks;
        this.clock = clock;
    }

    /**
     * @param all     whether it tells of all units
     * @param missing matters without a check
     * @param silent  units that have reported nothing, only where {@code all}
     * @param labels  of purposes, by code
     */
    public record Report(String month, boolean all, List<Matters.Share> shares, List<Matters.Missing> missing, List<Unit> silent, Map<String, String> labels) {
    }

    String thisMonth() {
        return YearMonth.now(clock).toString();
    }

    /** @throws Refusal (invalid) for what is no month */
    public Report of(String month) {
        String wanted = month == null || month.isBlank() ? thisMonth() : month;
        try {
            if (!YearMonth.parse(wanted).toString().equals(wanted)) {
                throw Refusal.invalid("月份应写成 2026-03 的样子。");
            }
        } catch (DateTimeException noMonth) {
            throw Refusal.invalid("月份应写成 2026-03 的样子。");
        }
        boolean all = me.districtWide();
        String unit = all ? null : me.person().map(Person::unitId).orElse("-");
        return new Report(wanted, all, matters.shares(wanted, unit), matters.missing(wanted, unit), all ? matters.silent(wanted) : List.of(),
                checks.purposes().stream().collect(Collectors.toMap(Purpose::code, Purpose::label)));
    }
}
