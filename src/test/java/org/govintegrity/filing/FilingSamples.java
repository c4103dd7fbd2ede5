package org.govintegrity.filing;

import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows and files for tests of filing. */
public final class FilingSamples {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private FilingSamples() {
    }

    /** A fine of the finance bureau's that is in force. */
    public static Map<Column, String> penalty(String code, String name, String documentNo) {
        Map<Column, String> row = new EnumMap<>(Column.class);
        row.put(Column.SUBJECT_KIND, "单位");
        row.put(Column.SUBJECT_NAME, name);
        row.put(Column.CREDIT_CODE, code);
        row.put(Column.RECORD_KIND, "行政处罚");
        row.put(Column.FORM, "罚款");
        row.put(Column.DOCUMENT_NAME, "行政处罚决定书");
        row.put(Column.DOCUMENT_NO, documentNo);
        row.put(Column.DOCUMENT_DATE, "2026-02-10");
        row.put(Column.IN_FORCE, "是");
        row.put(Column.FACTS, "违反政府采购规定");
        row.put(Column.DECISION, "罚款三万元");
        return row;
    }

    /** A sanction of somebody's. */
    public static Map<Column, String> sanction(String name, String number, String documentNo) {
        Map<Column, String> row = penalty(null, name, documentNo);
        row.remove(Column.CREDIT_CODE);
        row.put(Column.SUBJECT_KIND, "个人");
        row.put(Column.IDENTITY, number);
        row.put(Column.UNIT_THEN, "区财政局");
        row.put(Column.POST_THEN, "科员");
        row.put(Column.RECORD_KIND, "纪律处分");
        row.put(Column.FORM, "记过");
        row.put(Column.DOCUMENT_NAME, "政务处分决定书");
        row.put(Column.DECISION, "给予记过处分");
        return row;
    }

    /** A credit code that passes its check, the n-th of a company's. */
    public static String code(int n) {
        String body = String.format("9137100%010d", n);
        return body + IntStream.range(0, 31).mapToObj(ALPHABET::charAt).filter(c -> new org.govintegrity.registry.CreditCode(body + c).valid()).findFirst().orElseThrow();
    }

    /** An identity number that passes its check, the n-th born on one day. */
    public static String number(int n) {
        String body = String.format("37108119800101%03d", n);
        int sum = IntStream.range(0, 17).map(i -> (body.charAt(i) - '0') * WEIGHTS[i]).sum();
        return body + "10X98765432".charAt(sum % 11);
    }

    @SafeVarargs
    public static byte[] csv(Map<Column, String>... rows) {
        return csv(List.of(rows)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    static String csv(List<Map<Column, String>> rows) {
        return String.join(",", Column.titles()) + "\n" + rows.stream().map(row -> Arrays.stream(Column.values())
                .map(c -> "\"" + row.getOrDefault(c, "").replace("\"", "\"\"") + "\"").collect(Collectors.joining(","))).collect(Collectors.joining("\n")) + "\n";
    }

    /** As a spreadsheet program would save it. */
    public static byte[] xlsx(Iterable<Map<Column, String>> rows) {
        try (SXSSFWorkbook book = new SXSSFWorkbook(null, 100, false, true); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            SXSSFSheet sheet = book.createSheet("数据");
            int next = 0;
            Row header = sheet.createRow(next++);
            for (Column column : Column.values()) {
                header.createCell(column.ordinal()).setCellValue(column.title);
            }
            for (Map<Column, String> row : rows) {
                Row line = sheet.createRow(next++);
                row.forEach((column, text) -> line.createCell(column.ordinal()).setCellValue(text));
            }
            book.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
