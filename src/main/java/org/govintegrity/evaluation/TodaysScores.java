package org.govintegrity.evaluation;

import org.govintegrity.registry.Unit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Totals from the evaluation of a year as far as it has come, and from today's figures for the rest. */
@Component
class TodaysScores implements OwnScores {

    private final JdbcClient jdbc;
    private final IndicatorRules rules;
    private final ScoreRules tables;
    private final FigureCollector figures;
    private final Clock clock;

    TodaysScores(JdbcClient jdbc, IndicatorRules rules, ScoreRules tables, FigureCollector figures, Clock clock) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.tables = tables;
        this.figures = figures;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, BigDecimal> totals(int year) {
        Map<String, BigDecimal> totals = new HashMap<>(live(year));
        jdbc.sql("""
                        select u.unit_id, s.total from evaluation e join evaluation_unit u on u.case_no = e.case_no join evaluation_score s on s.unit_case_no = u.unit_case_no
                        where e.eval_year = ? and e.state <> 'cancelled' and s.version = (select max(n.version) from evaluation_score n where n.unit_case_no = s.unit_case_no)""")
                .param(year).query((row, i) -> totals.put(row.getString("unit_id"), row.getBigDecimal("total"))).list();
        return totals;
    }

    private Map<String, BigDecimal> live(int year) {
        LocalDate today = LocalDate.now(clock);
        RuleSet version = rules.on(today);
        LocalDate to = version.periodTo(year).isAfter(today) ? today : version.periodTo(year);
        List<Unit> units = rules.cohort(version, today);
        List<String> ids = version.indicators().stream().filter(i -> i.source().figure()).map(Indicator::figure).collect(Collectors.toList());
        version.vetoes().forEach(veto -> ids.add(veto.figure()));
        Map<String, Map<String, Input>> live = figures.live(units.stream().map(Unit::id).toList(), ids, version.periodFrom(year), to);
        return units.stream().collect(Collectors.toMap(Unit::id, unit -> {
            Map<String, Input> own = live.get(unit.id());
            Map<String, BigDecimal> values = new HashMap<>();
            own.forEach((id, input) -> values.put(id, input.value()));
            return Scoring.score(version, rules.applicable(version, unit).stream().filter(i -> i.source().figure()).toList(), own, values, to, tables).total();
        }));
    }
}
