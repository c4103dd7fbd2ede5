package org.govintegrity.common.table;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a table as .xlsx or .csv; all cells are text, and none is ever taken for a formula. */
public final class TableSheet {

    private TableSheet() {
    }

    /** @param rows of texts; null is an empty cell */
    public record Sheet(String name, List<String> headings, Iterable<List<String>> rows) {
    }

    /** Row by row, so that memory stays flat. */
    public static void xlsx(OutputStream out, Sheet... sheets) throws IOException {
        try (SXSSFWorkbook book = new SXSSFWorkbook(100)) {
            CellStyle bold = book.createCellStyle();
            Font font = book.createFont();
            font.setBold(true);
            bold.setFont(font);
            CellStyle asText = book.createCellStyle();
            asText.setDataFormat(book.createDataFormat().getFormat("@"));
            asText.setQuotePrefixed(true);   // what begins with = stays text also when somebody edits the cell
            for (Sheet wanted : sheets) {
                SXSSFSheet sheet = book.createSheet(wanted.name());
                int next = 0;
                row(sheet, next++, wanted.headings(), bold);
                for (List<String> texts : wanted.rows()) {
                    row(sheet, next++, texts, asText);
                }
                for (int i = 0; i < wanted.headings().size(); i++) {
                    sheet.setColumnWidth(i, 20 * 256);
                }
                sheet.createFreezePane(0, 1);
            }
            book.write(out);
        }
    }

    /** With byte order mark, for spreadsheet programs; what one would take for a formula gets an apostrophe in front. */
    public static void csv(OutputStream out, List<String> headings, Iterable<List<String>> rows) throws IOException {
        OutputStreamWriter writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write('\uFEFF');
        CSVPrinter printer = new CSVPrinter(writer, CSVFormat.EXCEL);
        printer.printRecord(headings);
        for (List<String> row : rows) {
            printer.printRecord(row.stream().map(TableSheet::harmless).toList());
        }
        printer.flush();
    }

    private static String harmless(String text) {
        return text != null && !text.isEmpty() && "=+@-\t".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static void row(SXSSFSheet sheet, int number, List<String> texts, CellStyle style) {
        Row row = sheet.createRow(number);
        for (int i = 0; i < texts.size(); i++) {
            Cell cell = row.createCell(i);
            cell.setCellValue(texts.get(i) == null ? "" : texts.get(i));
            cell.setCellStyle(style);
        }
    }
}
