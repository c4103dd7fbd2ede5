package org.govintegrity.common.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.pjfanning.xlsx.StreamingReader;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.TextFile;
import org.springframework.util.unit.DataSize;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/** A table handed in as .xlsx (first sheet), .csv (UTF-8 or GB18030) or .json (a list of objects), all cells as text. */
public final class TableFile {

    /** Some thousand rows have some megabytes (project default). */
    private static final DataSize MOST_UNPACKED = DataSize.ofMegabytes(200);

    private TableFile() {
    }

    /**
     * @param line  of the row in the file, 1 being the heading's; in JSON its place in the list, from 1
     * @param cells trimmed, empty ones left out, by heading
     */
    public record Line(int line, Map<String, String> cells) {
    }

    /**
     * @param maxRows most rows that are taken
     * @throws Refusal in words that say what to do, if it cannot be read or has no or too many rows
     */
    public static List<Line> read(String name, byte[] content, int maxRows) {
        String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        List<Line> lines = switch (suffix) {
            case "xlsx" -> xlsx(name, content, maxRows);
            case "csv" -> csv(name, content, maxRows);
            case "json" -> json(name, content, maxRows);
            default -> throw Refusal.invalid("文件“" + name + "”的类型不能识别。请使用模板，存为 .xlsx、.csv 或 .json 后再上传。");
        };
        if (lines.isEmpty()) {
            throw Refusal.invalid("文件“" + name + "”中没有数据行。请在表头之下填写后再上传。");
        }
        return lines;
    }

    /**
     * Every cell with a text in it, of every sheet of a workbook, hidden ones included.
     *
     * @param maxCells most cells that are looked at
     * @param each     gets where the cell is, such as {@code 工作表“一”B3：}, and its text
     * @throws Refusal in words that say what to do, if it cannot be read or has too many cells
     */
    public static void everyCell(String name, byte[] content, int maxCells, BiConsumer<String, String> each) {
        int cells = 0;
        try (Workbook book = StreamingReader.builder().rowCacheSize(100).bufferSize(65536).open(new ByteArrayInputStream(content))) {
            for (Sheet sheet : book) {
                for (Row row : sheet) {
                    for (Cell cell : row) {
                        if (++cells > maxCells) {
                            throw Refusal.invalid("文件“" + name + "”超过" + maxCells + "格。请分成几个文件。");
                        }
                        String text = text(cell).strip();
                        if (!text.isEmpty()) {
                            each.accept("工作表“" + sheet.getSheetName() + "”" + cell.getAddress().formatAsString() + "：", text);
                        }
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof Refusal refusal) {
                throw refusal;
            }
            throw unreadable(name);
        }
    }

    private static Refusal unreadable(String name) {
        return Refusal.invalid("文件“" + name + "”不能作为 Excel 工作簿（.xlsx）打开，可能已损坏或者设有密码。请重新另存后再上传。");
    }

    private static List<Line> xlsx(String name, byte[] content, int maxRows) {
        List<Line> lines = new ArrayList<>();
        List<String> heading = null;
        Unpacked.check(name, new ByteArrayInputStream(content), MOST_UNPACKED);
        try (Workbook book = StreamingReader.builder().rowCacheSize(100).bufferSize(65536).open(new ByteArrayInputStream(content))) {
            for (Row row : book.getSheetAt(0)) {
                List<String> cells = new ArrayList<>();
                for (Cell cell : row) {
                    while (cells.size() < cell.getColumnIndex()) {
                        cells.add("");
                    }
                    cells.add(text(cell));
                }
                heading = take(name, row.getRowNum() + 1, cells, heading, lines, maxRows);
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof Refusal refusal) {
                throw refusal;
            }
            throw unreadable(name);
        }
        return lines;
    }

    private static List<Line> csv(String name, byte[] content, int maxRows) {
        List<Line> lines = new ArrayList<>();
        List<String> heading = null;
        try (CSVParser parser = CSVParser.parse(new StringReader(TextFile.decode(name, content)), CSVFormat.DEFAULT)) {
            int row = 0;
            for (CSVRecord record : parser) {
                heading = take(name, ++row, record.stream().toList(), heading, lines, maxRows);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            throw Refusal.invalid("文件“" + name + "”不是完整的 CSV，可能少了一个引号。请核对后再上传。");
        }
        return lines;
    }

    private static List<Line> json(String name, byte[] content, int maxRows) {
        List<Line> lines = new ArrayList<>();
        try {
            List<Map<String, Object>> rows = new ObjectMapper().readValue(TextFile.decode(name, content), new TypeReference<>() {
            });
            for (Map<String, Object> row : rows) {
                Map<String, String> cells = new LinkedHashMap<>();
                row.forEach((key, value) -> {
                    if (value != null && !value.toString().isBlank()) {
                        cells.put(key.strip(), value.toString().strip());
                    }
                });
                lines.add(new Line(lines.size() + 1, cells));
                limit(name, lines.size(), maxRows);
            }
        } catch (JsonProcessingException e) {
            throw Refusal.invalid("文件“" + name + "”不是 JSON 对象的列表。请按模板的字段名生成后再上传。");
        }
        return lines;
    }

    /** The first row that is not empty is the heading. */
    private static List<String> take(String name, int line, List<String> raw, List<String> heading, List<Line> lines, int maxRows) {
        List<String> cells = raw.stream().map(cell -> cell == null ? "" : cell.strip()).toList();
        if (cells.stream().allMatch(String::isEmpty)) {
            return heading;
        }
        if (heading == null) {
            return cells;
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                String column = i < heading.size() && !heading.get(i).isEmpty() ? heading.get(i) : "第" + (i + 1) + "列";
                row.put(column, cells.get(i));
            }
        }
        lines.add(new Line(line, row));
        limit(name, lines.size(), maxRows);
        return heading;
    }

    private static void limit(String name, int rows, int maxRows) {
        if (rows > maxRows) {
            throw Refusal.invalid("文件“" + name + "”超过" + maxRows + "行。请分成几个文件上传。");
        }
    }

    /** Dates as 2026-03-02, whole numbers without a point, whatever the cell's format shows. */
    private static String text(Cell cell) {
        CellType type = cell.getCellType() == CellType.FORMULA ? cell.getCachedFormulaResultType() : cell.getCellType();
        return switch (type) {
            case NUMERIC -> DateUtil.isCellDateFormatted(cell) ? cell.getLocalDateTimeCellValue().format(DateTimeFormatter.ISO_LOCAL_DATE)
                    : BigDecimal.valueOf(cell.getNumericCellValue()).stripTrailingZeros().toPlainString();
            case BOOLEAN -> String.valueOf(cell.getBooleanCellValue());
            case STRING -> cell.getStringCellValue();
            default -> "";
        };
    }
}
