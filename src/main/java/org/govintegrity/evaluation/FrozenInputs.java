package org.govintegrity.evaluation;

import org.govintegrity.common.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The inputs of an evaluation's scores as they were frozen: figures and marks, of all units in a few statements. */
@Component
@Transactional(readOnly = true)
public class FrozenInputs {

    private final JdbcClient jdbc;
    private final FigureCollector figures;

    FrozenInputs(JdbcClient jdbc, FigureCollector figures) {
        this.jdbc = jdbc;
        this.figures = figures;
    }

    /**
     * @param inputs  by figure id, or by indicator id where the value is a mark
     * @param figures the figures alone, for vetoes
     */
    public record OfUnit(Map<String, Input> inputs, Map<String, BigDecimal> figures) {
    }

    private record Given(String unitId, String indicatorId, String stage, BigDecimal markValue, boolean late, boolean voided, String words) {

        UnitScores.Mark mark() {
            return new UnitScores.Mark(indicatorId, stage, markValue, late, voided, words);
        }
    }

    /** @param decided whether what was decided on objections counts; a draft was made before */
    public Map<String, OfUnit> of(String caseNo, RuleSet rules, Collection<String> unitIds, boolean decided) {
        Map<String, Map<String, Input>> frozen = figures.frozen(caseNo, unitIds);
        Map<String, Map<String, List<UnitScores.Mark>>> marks = jdbc.sql("""
                        select u.unit_id, m.indicator_id, m.stage, m.mark_value, m.late, m.voided, m.words
                        from evaluation_mark m join evaluation_unit u on u.unit_case_no = m.unit_case_no where u.case_no = ? order by m.id""")
                .param(caseNo).query(Rows.of(Given.class)).list().stream().filter(given -> decided || !given.stage().equals("decision"))
                .collect(Collectors.groupingBy(Given::unitId, Collectors.groupingBy(Given::indicatorId, Collectors.mapping(Given::mark, Collectors.toList()))));
        Map<String, OfUnit> found = new HashMap<>();
        frozen.forEach((unitId, own) -> {
            Map<String, List<UnitScores.Mark>> given = marks.getOrDefault(unitId, Map.of());
            Map<String, Input> inputs = new HashMap<>(own);
            rules.indicators().stream().filter(i -> given.containsKey(i.id())).forEach(i -> inputs.put(Scoring.key(i), UnitScores.input(i.id(), given.get(i.id()))));
            // a figure that was put right on an objection counts for the vetoes too
            found.put(unitId, new OfUnit(inputs, own.keySet().stream().collect(Collectors.toMap(id -> id, id -> inputs.get(id).value()))));
        });
        return found;
    }
}
