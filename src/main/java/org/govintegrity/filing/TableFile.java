package org.govintegrity.filing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.pjfanning.xlsx.StreamingReader;
import com.github.pjfanning.xlsx.exceptions.ExcelRuntimeException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.poi.UnsupportedFileFormatException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.TextFile;
import org.govintegrity.common.table.Unpacked;
import org.springframework.util.unit.DataSize;
import org.springframework.core.io.InputStreamSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table from another office, handed on row by row: Excel as a stream, CSV in UTF-8 or GB18030, JSON as an array of objects.
 * The first row names the columns, in any order; rows that are blank are passed over.
 */
final class TableFile {

    /** A hundred thousand rows have some three hundred (project default); they are read as a stream. */
    private static final DataSize MOST_UNPACKED = DataSize.ofMegabytes(1024);

    /** The most one file may bring (project default). */
    static final int MAX_ROWS = 100_000;

    private final String name;
    private final UnaryOperator<String> column;
    private final List<String> needed;
    private final int after;
    private final int until;
    private final Consumer<Line> sink;
    private List<String> header;
    private int rows;
    private boolean enough;

    /**
     * One row.
     *
     * @param line    as people count it: in a spreadsheet the header is line 1; in JSON the first object is 1
     * @param cells   by column, without blank ones
     * @param problem what is wrong with the row's shape, or null
     */
    record Line(int line, Map<String, String> cells, String problem) {
    }

    /**
     * How far a file was read.
     *
     * @param rows  from its first row on
     * @param whole whether that was its end
     */
    record Reading(int rows, boolean whole) {
    }

    private TableFile(String name, UnaryOperator<String> column, List<String> needed, int after, int most, Consumer<Line> sink) {
        this.name = name;
        this.column = column;
        this.needed = needed;
        this.after = after;
        this.until = (int) Math.min(Integer.MAX_VALUE, (long) after + most);
        this.sink = sink;
    }

    /**
     * Reads all of a file.
     *
     * @param name   of the file, whose ending says what it is
     * @param column the column that a written name stands for; the name itself where it is unknown
     * @param needed columns that must be there
     * @return how many rows it had
     * @throws Refusal for a file that cannot be read, lacks a column, is empty or too long; the sink may have had rows by then
     */
    static int read(String name, InputStreamSource content, UnaryOperator<String> column, List<String> needed, Consumer<Line> sink) {
        return read(name, content, column, needed, 0, Integer.MAX_VALUE, sink).rows();
    }

    /**
     * Reads part of a file, for instance to go on where somebody has stopped.
     *
     * @param after rows to pass over
     * @param most  rows to read at most
     * @throws Refusal as above; what comes after the last row read is not looked at
     */
    static Reading read(String name, InputStreamSource content, UnaryOperator<String> column, List<String> needed, int after, int most, Consumer<Line> sink) {
        TableFile file = new TableFile(name, column, needed, after, most, sink);
        try (InputStream in = content.getInputStream()) {
            switch (TableFormat.ofName(name)) {
                case XLSX -> {
                    if (after == 0) {
                        Unpacked.check(name, content.getInputStream(), MOST_UNPACKED);
                    }
                    file.excel(in);
                }
                case CSV -> file.csv(TextFile.decode(name, in.readAllBytes()));
                case JSON -> file.json(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (file.rows == 0) {
            throw Refusal.invalid("文件“" + name + "”里没有数据。第一行是列名，请从第二行起填写。");
        }
        return new Reading(file.rows, !file.enough);
    }

    private void excel(InputStream in) throws IOException {
        try (Workbook book = StreamingReader.builder().rowCacheSize(100).bufferSize(8192).open(in)) {
            for (Row row : book.getSheetAt(0)) {
                List<String> cells = new ArrayList<>();
                for (Cell cell : row) {
                    while (cells.size() < cell.getColumnIndex()) {
                        cells.add("");
                    }
                    cells.add(text(cell));
                }
                line(row.getRowNum() + 1, cells);
                if (enough) {
                    return;
                }
            }
        } catch (ExcelRuntimeException | UnsupportedFileFormatException | OpenXML4JRuntimeException broken) {
            throw Refusal.invalid("“" + name + "”不是可以读取的Excel工作簿，可能已损坏或者加了密码。请取消密码、另存为.xlsx后再上传。");
        }
    }

    /** Dates as 2026-03-02; long numbers digit by digit. */
    private static String text(Cell cell) {
        CellType type = cell.getCellType() == CellType.FORMULA ? cell.getCachedFormulaResultType() : cell.getCellType();
        if (type != CellType.NUMERIC) {
            return cell.getStringCellValue();
        }
        return DateUtil.isCellDateFormatted(cell) ? cell.getLocalDateTimeCellValue().toLocalDate().toString()
                : BigDecimal.valueOf(cell.getNumericCellValue()).stripTrailingZeros().toPlainString();
    }

    private void csv(String text) throws IOException {
        try (CSVParser parser = CSVParser.parse(new StringReader(text), CSVFormat.DEFAULT)) {
            for (CSVRecord record : parser) {
                line((int) parser.getCurrentLineNumber(), record.toList());
                if (enough) {
                    return;
                }
            }
        } catch (UncheckedIOException quotes) {
            throw Refusal.invalid("“" + name + "”中双引号没有成对，第" + (rows + 2) + "行附近读不下去了。请检查英文双引号后再上传。");
        }
    }

    /** Read as UTF-8 or GB18030, for offices save either. */
    private void json(InputStream in) throws IOException {
        byte[] bytes = TextFile.decode(name, in.readAllBytes()).getBytes(StandardCharsets.UTF_8);
        ObjectMapper mapper = new ObjectMapper();
        try (JsonParser parser = mapper.createParser(new ByteArrayInputStream(bytes))) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw Refusal.invalid("JSON文件应为数组，每个元素是一条记录，例如 [{\"主体类别\": \"单位\", …}]。");
            }
            while (!enough && parser.nextToken() == JsonToken.START_OBJECT) {
                object(mapper.readValue(parser, Map.class));
            }
            if (!enough && parser.currentToken() != JsonToken.END_ARRAY) {
                throw Refusal.invalid("JSON文件第" + (rows + 1) + "个元素不是对象。每个元素应为一条记录，例如 {\"主体类别\": \"单位\", …}。");
            }
        } catch (JsonProcessingException broken) {
            throw Refusal.invalid("“" + name + "”不是有效的JSON，第" + (rows + 1) + "条记录附近读不下去了。请检查逗号、引号和括号。");
        }
    }

    private void object(Map<?, ?> object) {
        Map<String, String> cells = new LinkedHashMap<>();
        StringBuilder problem = new StringBuilder();
        object.forEach((key, value) -> {
            if (value instanceof Map || value instanceof List) {
                problem.append("“").append(key).append("”应为文字；");
            } else if (value != null && !clean(value.toString()).isEmpty()) {
                cells.put(column.apply(clean(key.toString())), clean(value.toString()));
            }
        });
        emit(rows + 1, cells, problem.isEmpty() ? null : problem.toString());
    }

    private void line(int line, List<String> raw) {
        List<String> cells = raw.stream().map(TableFile::clean).toList();
        if (cells.stream().allMatch(String::isEmpty)) {
            return;
        }
        if (header == null) {
            header = cells.stream().map(column).toList();
            List<String> missing = needed.stream().filter(title -> !header.contains(title)).toList();
            List<String> twice = needed.stream().filter(title -> header.indexOf(title) != header.lastIndexOf(title)).toList();
            if (!missing.isEmpty() || !twice.isEmpty()) {
                throw Refusal.invalid((missing.isEmpty() ? "" : "缺少列：" + String.join("、", missing) + "。")
                        + (twice.isEmpty() ? "" : "列名重复：" + String.join("、", twice) + "。") + "第一行应为列名，请下载模板对照填写。");
            }
            return;
        }
        Map<String, String> byColumn = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(header.size(), cells.size()); i++) {
            if (!cells.get(i).isEmpty()) {
                byColumn.put(header.get(i), cells.get(i));
            }
        }
        boolean beyond = IntStream.range(header.size(), Math.max(header.size(), cells.size())).anyMatch(i -> !cells.get(i).isEmpty());
        emit(line, byColumn, beyond ? "这一行比表头多出内容，请检查是否多了逗号或者错列" : null);
    }

    private void emit(int line, Map<String, String> cells, String problem) {
        if (rows == until) {
            enough = true;
            return;
        }
        if (++rows > MAX_ROWS) {
            throw Refusal.unprocessable("“" + name + "”超过" + MAX_ROWS / 10_000 + "万行。请拆成几个文件，每个不超过" + MAX_ROWS / 10_000 + "万行，分别上传。");
        }
        if (rows > after) {
            sink.accept(new Line(line, cells, problem));
        }
    }

    /** Without control characters, the no-break spaces of web pages, and the mark that keeps a spreadsheet from reckoning a returned cell. */
    private static String clean(String cell) {
        String text = cell == null ? "" : plain(cell) ? cell : cell.codePoints().filter(c -> c >= ' ' || c == '\n')
                .mapToObj(Character::toString).collect(Collectors.joining()).replace('\u00A0', ' ').strip();
        return text.length() > 1 && text.charAt(0) == '\'' && "=+-@".indexOf(text.charAt(1)) >= 0 ? text.substring(1) : text;
    }

    /** Nothing to clean in it, as in nearly every cell. */
    private static boolean plain(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c <= ' ' || c == '\u00A0' || Character.isWhitespace(c)) {
                return false;
            }
        }
        return true;
    }
}
