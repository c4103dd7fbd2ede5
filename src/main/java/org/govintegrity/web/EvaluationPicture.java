package org.govintegrity.web;

import org.govintegrity.evaluation.EvaluationReading.Line;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

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

    /** @param x of the clause, from 0 @param y of the unit, from 0 */
    record Cell(int x, int y, int percent, BigDecimal points, BigDecimal most) {
    }

    static EvaluationPicture of(EvaluationDesk.HeatMap map, boolean linked) {
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
                map.rows().stream().map(EvaluationDesk.HeatRow::line).map(EvaluationPicture::row).toList(), cells, linked);
    }

    private static Row row(Line line) {
        return new Row(line.unit().unitId(), line.unit().unitName(), line.score().total(), line.score().gradeLabel());
    }
}
