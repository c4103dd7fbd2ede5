package org.govintegrity.registry;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A comma-separated file with a header, row by row with line numbers. */
record CsvTable(List<Row> rows) {

    private static final Pattern LINE_IN_MESSAGE = Pattern.compile("line:? ?(\\d+)", Pattern.CASE_INSENSITIVE);

    /** A row; a cell that is blank is null. */
    record Row(int line, Map<String, String> cells) {

        String get(String column) {
            return cells.get(column);
        }
    }

    /** Empty when the file has not the shape of a table with these columns; why is then added to {@code checks}. */
    static Optional<CsvTable> parse(SeedText seed, List<String> columns, Checks checks) {
        var rows = new ArrayList<Row>();
        List<String> header = null;
        var broken = false;
        try (var parser = CSVParser.parse(new StringReader(seed.text()), CSVFormat.DEFAULT)) {
            for (CSVRecord record : parser) {
                var cells = record.stream().map(CsvTable::trimmed).toList();
                // spreadsheet programs leave rows of nothing but commas
                if (cells.stream().allMatch(String::isEmpty)) {
                    continue;
                }
                var line = (int) parser.getCurrentLineNumber() - lineBreaksWithin(record);
                if (header == null) {
                    header = cells;
                    var missing = columns.stream().filter(column -> !cells.contains(column)).toList();
                    var twice = columns.stream().filter(column -> cells.indexOf(column) != cells.lastIndexOf(column)).toList();
                    if (!missing.isEmpty()) {
                        checks.add(line, "缺少列：" + String.join("、", missing) + "。第一行必须是这些列名，用英文逗号分开：" + String.join(",", columns));
                    }
                    if (!twice.isEmpty()) {
                        checks.add(line, "列名重复：" + String.join("、", twice) + "。请只保留一列。");
                    }
                    if (!missing.isEmpty() || !twice.isEmpty()) {
                        return Optional.empty();
                    }
                } else if (cells.size() != header.size()) {
                    broken = true;
                    checks.add(line, "这一行有 " + cells.size() + " 列，表头有 " + header.size()
                            + " 列。请补上或删去逗号；内容里有逗号的要用英文双引号括起来。");
                } else {
                    var byColumn = new HashMap<String, String>();
                    for (var i = 0; i < header.size(); i++) {
                        byColumn.put(header.get(i), cells.get(i).isEmpty() ? null : cells.get(i));
                    }
                    rows.add(new Row(line, byColumn));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            checks.add(lineIn(e), "双引号没有成对，读不下去了。请检查这一行和它前面的英文双引号。");
            return Optional.empty();
        }
        if (header == null) {
            checks.add(0, "文件是空的。第一行必须是这些列名，用英文逗号分开：" + String.join(",", columns));
            return Optional.empty();
        }
        return broken ? Optional.empty() : Optional.of(new CsvTable(rows));
    }

    private static int lineIn(Exception e) {
        var match = LINE_IN_MESSAGE.matcher(String.valueOf(e.getMessage()));
        return match.find() ? Integer.parseInt(match.group(1)) : 0;
    }

    private static int lineBreaksWithin(CSVRecord record) {
        return (int) record.stream().flatMapToInt(String::chars).filter(c -> c == '\n').count();
    }

    /** Also without the no-break spaces that come with text copied from a web page. */
    private static String trimmed(String cell) {
        return cell.replace('\u00A0', ' ').strip();
    }
}
