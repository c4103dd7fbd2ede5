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

    private static final List<String> STAGES = List.of("self", "check", "review", "third-party", "decision");

    private final JdbcClient jdbc;
    private final FigureCollector figures;

    FrozenInputs(JdbcClient jdbc, FigureCollector figures) {
        this.jdbc = jdbc;
        this.figures = figures;
    }

    /**
     * @param inputs  by figure id, or by indicator id where somebody gave the value
     * @param figures the figures alone, for vetoes
     */
    public record OfUnit(Map<String, Input> inputs, Map<String, BigDecimal> figures) {
    }

    private record Mark(String unitId, String indicatorId, String stage, BigDecimal markValue, boolean late, boolean voided, String words) {
    }

    /** @param decided whether what was decided on objections counts; a draft was made before */
    public Map<String, OfUnit> of(String caseNo, RuleSet rules, Collection<String> unitIds, boolean decided) {
        Map<String, Map<String, Input>> frozen = figures.frozen(caseNo, unitIds);
        Map<String, Map<String, List<Mark>>> marks = jdbc.sql("""
                        select u.unit_id, m.indicator_id, m.stage, m.mark_value, m.late, m.voided, m.words
                        from evaluation_mark m join evaluation_unit u on u.unit_case_no = m.unit_case_no where u.case_no = ? order by m.id""")
                .param(caseNo).query(Rows.of(Mark.class)).list().stream().filter(mark -> decided || !mark.stage().equals("decision"))
                .collect(Collectors.groupingBy(Mark::unitId, Collectors.groupingBy(Mark::indicatorId)));
        Map<String, OfUnit> found = new HashMap<>();
        frozen.forEach((unitId, own) -> {
            Map<String, BigDecimal> values = own.values().stream().collect(Collectors.toMap(Input::key, Input::value));
            Map<String, Input> inputs = new HashMap<>(own);
            marks.getOrDefault(unitId, Map.of()).forEach((indicator, given) -> {
                // what was decided on a figure goes in the figure's place
                String key = rules.find(indicator).map(Scoring::key).orElse(indicator);
                inputs.put(key, input(key, given));
            });
            found.put(unitId, new OfUnit(inputs, values));
        });
        return found;
    }

    /** The mark of the latest stage counts, of one stage the last; falsified stays falsified until a later decision says otherwise. */
    private static Input input(String indicator, List<Mark> given) {
        BigDecimal value = null;
        int stage = -1;
        boolean late = false;
        boolean voided = false;
        String words = "";
        for (Mark mark : given) {
            late |= mark.late();
            voided = mark.voided() || voided && !mark.stage().equals("decision");
            if (mark.markValue() != null && STAGES.indexOf(mark.stage()) >= stage) {
                stage = STAGES.indexOf(mark.stage());
                value = mark.markValue();
                words = mark.words();
            }
        }
        return new Input(indicator, value, late, voided, words);
    }
}
