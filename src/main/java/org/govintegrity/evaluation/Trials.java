package org.govintegrity.evaluation;

import org.govintegrity.common.Refusal;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Scores that are worked out to be looked at and stored nowhere: what they would be today, and with other weights. */
@Service
@Transactional(readOnly = true)
public class Trials {

    private static final BigDecimal HIGHEST_WEIGHT = BigDecimal.valueOf(100);

    private final IndicatorRules rules;
    private final ScoreRules tables;
    private final FigureCollector figures;
    private final FrozenInputs frozen;
    private final EvaluationReading reading;
    private final Registry registry;
    private final Clock clock;

    Trials(IndicatorRules rules, ScoreRules tables, FigureCollector figures, FrozenInputs frozen, EvaluationReading reading, Registry registry, Clock clock) {
        this.rules = rules;
        this.tables = tables;
        this.figures = figures;
        this.frozen = frozen;
        this.reading = reading;
        this.registry = registry;
        this.clock = clock;
    }

    /** @param place equal totals share one */
    public record Standing(String unitId, String unitName, ScoreSheet sheet, int place) {
    }

    /**
     * @param counted indicators whose values the system has
     * @param waiting those that people have yet to give a value; they are left out and the others count for more
     */
    public record Trial(RuleSet rules, LocalDate from, LocalDate to, List<Standing> standings, List<Indicator> counted, List<Indicator> waiting) {
    }

    /** @param moved places gained (above 0) or lost */
    public record Shift(Standing before, Standing after, int moved) {
    }

    /** What this year's evaluation would give by the figures of this moment. */
    public Trial today() {
        return live(LocalDate.now(clock).getYear());
    }

    /** The same for the period of a year, as far as it has come, by today's version of the indicators. */
    Trial live(int year) {
        LocalDate today = LocalDate.now(clock);
        RuleSet version = rules.on(today);
        LocalDate from = version.periodFrom(year);
        LocalDate to = version.periodTo(year);
        List<Unit> units = rules.cohort(version, today);
        Map<String, Map<String, Input>> live = figures.live(units.stream().map(Unit::id).toList(), figureIds(version), from, to.isAfter(today) ? today : to);
        return trial(version, from, to, units, live);
    }

    /** What an opened evaluation would give by its frozen figures, before anybody was asked. */
    public Trial of(String caseNo) {
        EvaluationReading.Year year = reading.get(caseNo);
        if (year.figuresAt() == null) {
            throw Refusal.conflict("数据还在冻结，试算得分稍后可以查看，请过几分钟刷新页面。");
        }
        RuleSet version = rules.parse(year.rulesText());
        List<Unit> units = reading.unitIds(caseNo).stream().map(registry::unit).toList();
        return trial(version, year.periodFrom(), year.periodTo(), units, figures.frozen(caseNo, units.stream().map(Unit::id).toList()));
    }

    private Trial trial(RuleSet version, LocalDate from, LocalDate to, List<Unit> units, Map<String, Map<String, Input>> inputs) {
        List<Standing> standings = units.stream().map(unit -> {
            Map<String, Input> own = inputs.get(unit.id());
            return new Standing(unit.id(), unit.shortName(), Scoring.score(version, rules.applicable(version, unit).stream().filter(i -> i.source().figure()).toList(), own, values(own),
                    to, tables), 0);
        }).toList();
        return new Trial(version, from, to, placed(standings), version.indicators().stream().filter(i -> i.source().figure()).toList(),
                version.indicators().stream().filter(i -> !i.source().figure()).toList());
    }

    /**
     * Ranking before and after a change of weights, both worked out from the same frozen inputs.
     *
     * @param weights by indicator; those not named keep theirs
     * @throws Refusal (invalid) for a weight that is none, (conflict) while no unit has a score
     */
    public List<Shift> withWeights(String caseNo, Map<String, BigDecimal> weights) {
        EvaluationReading.Year year = reading.get(caseNo);
        RuleSet version = rules.parse(year.rulesText());
        weights.forEach((id, weight) -> {
            Indicator indicator = version.find(id).orElseThrow(() -> Refusal.invalid("没有编号为“" + id + "”的指标，请从页面上的指标中修改权重。"));
            if (weight.signum() <= 0 || weight.compareTo(HIGHEST_WEIGHT) > 0) {
                throw Refusal.invalid("“" + indicator.name() + "”的权重应大于0、不超过100。");
            }
        });
        RuleSet changed = Scoring.withWeights(version, weights);
        List<EvaluationReading.Line> lines = new ArrayList<>();
        reading.eachLine(caseNo, line -> {
            if (line.score() != null && !line.unit().left()) {
                lines.add(line);
            }
        });
        if (lines.isEmpty()) {
            throw Refusal.conflict("还没有单位有得分，不能比较。请在初评作出后再试算。");
        }
        Map<String, FrozenInputs.OfUnit> inputs = frozen.of(caseNo, version, lines.stream().map(line -> line.unit().unitId()).toList(), true);
        Map<String, Standing> before = byUnit(placed(lines.stream().map(line -> standing(version, line, inputs, year)).toList()));
        List<Standing> after = placed(lines.stream().map(line -> standing(changed, line, inputs, year)).toList());
        return after.stream().map(now -> new Shift(before.get(now.unitId()), now, before.get(now.unitId()).place() - now.place())).toList();
    }

    private Standing standing(RuleSet version, EvaluationReading.Line line, Map<String, FrozenInputs.OfUnit> inputs, EvaluationReading.Year year) {
        FrozenInputs.OfUnit own = inputs.get(line.unit().unitId());
        return new Standing(line.unit().unitId(), line.unit().unitName(),
                Scoring.score(version, IndicatorRules.applicable(version, line.unit().unitId(), line.unit().unitKind()), own.inputs(), own.figures(), year.periodTo(), tables), 0);
    }

    /** The best first; equal totals share a place. */
    static List<Standing> placed(List<Standing> standings) {
        List<Standing> sorted = standings.stream().sorted(Comparator.comparing((Standing s) -> s.sheet().total()).reversed().thenComparing(Standing::unitId)).toList();
        List<Standing> placed = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            Standing s = sorted.get(i);
            int place = i > 0 && sorted.get(i - 1).sheet().total().compareTo(s.sheet().total()) == 0 ? placed.get(i - 1).place() : i + 1;
            placed.add(new Standing(s.unitId(), s.unitName(), s.sheet(), place));
        }
        return placed;
    }

    private static Map<String, Standing> byUnit(List<Standing> standings) {
        return standings.stream().collect(Collectors.toMap(Standing::unitId, Function.identity()));
    }

    private static Map<String, BigDecimal> values(Map<String, Input> inputs) {
        Map<String, BigDecimal> values = new HashMap<>();
        inputs.forEach((id, input) -> values.put(id, input.value()));
        return values;
    }

    static List<String> figureIds(RuleSet version) {
        List<String> ids = new ArrayList<>(version.indicators().stream().filter(i -> i.source().figure()).map(Indicator::figure).toList());
        version.vetoes().forEach(veto -> ids.add(veto.figure()));
        return ids.stream().distinct().toList();
    }
}
