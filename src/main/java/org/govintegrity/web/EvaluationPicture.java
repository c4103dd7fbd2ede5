package org.govintegrity.web;

import org.govintegrity.evaluation.EvaluationReading;
import org.govintegrity.evaluation.EvaluationReading.Line;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What the heat map draws: clauses across, units down, how much of its points each unit got. The same is on the page as a table.
 *
 * @param linked whether the reader may open the units' pages
 */
record EvaluationPicture(List<Clause> clauses, List<Row> units, List<Cell> cells, boolean linked) {

    record Clause(String id, String label) {
    }

    record Row(String id, String name, BigDecimal total, String grade) {
    }

    /**
     * @param x of the clause, from 0
     * @param y of the unit, from 0
     */
    record Cell(int x, int y, int percent, BigDecimal points, BigDecimal most) {
    }

    static EvaluationPicture of(EvaluationDesk.HeatMap map, boolean linked, Function<EvaluationReading.Unit, String> name) {
        List<Cell> cells = new ArrayList<>();
        for (int y = 0; y < map.rows().size(); y++) {
            List<EvaluationDesk.Cell> row = map.rows().get(y).cells();
            for (int x = 0; x < row.size(); x++) {
                if (row.get(x).percent() != null) {
                    cells.add(new Cell(x, y, row.get(x).percent(), row.get(x).points(), row.get(x).most()));
                }
            }
        }
        return new EvaluationPicture(map.clauses().stream().map(clause -> new Clause(clause, map.labels().get(clause))).toList(),
                map.rows().stream().map(EvaluationDesk.HeatRow::line).map(line -> row(line, name.apply(line.unit()))).toList(), cells, linked);
    }

    private static Row row(Line line, String name) {
        return new Row(line.unit().unitId(), name, line.score().total(), line.score().gradeLabel());
    }
}
