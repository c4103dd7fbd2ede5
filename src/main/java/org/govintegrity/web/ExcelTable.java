package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A list as a spreadsheet, written row by row so that memory stays flat. Every cell is text. */
final class ExcelTable implements AutoCloseable {

    private final SXSSFWorkbook book = new SXSSFWorkbook(100);
    private final SXSSFSheet sheet;
    private final CellStyle asText;
    private final int columns;
    private int next;

    ExcelTable(String name, List<String> headings) {
        sheet = book.createSheet(name);
        columns = headings.size();
        CellStyle bold = book.createCellStyle();
        Font font = book.createFont();
        font.setBold(true);
        bold.setFont(font);
        asText = book.createCellStyle();
        asText.setQuotePrefixed(true);   // what begins with = or + stays text also when somebody edits the cell
        row(headings, bold);
    }

    /** Headers of a download of that name. */
    static OutputStream download(HttpServletResponse response, String filename) throws IOException {
        response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(filename, StandardCharsets.UTF_8).build().toString());
        return response.getOutputStream();
    }

    void row(List<String> texts) {
        row(texts, asText);
    }

    /** @param widths of the columns, in characters */
    void write(OutputStream out, int... widths) throws IOException {
        sheet.createFreezePane(0, 1);
        sheet.setAutoFilter(new CellRangeAddress(0, next - 1, 0, columns - 1));
        for (int i = 0; i < widths.length; i++) {
            sheet.setColumnWidth(i, widths[i] * 256);
        }
        book.write(out);
    }

    @Override
    public void close() throws IOException {
        book.close();
    }

    private void row(List<String> texts, CellStyle style) {
        Row row = sheet.createRow(next++);
        for (int i = 0; i < texts.size(); i++) {
            Cell cell = row.createCell(i);
            cell.setCellValue(texts.get(i));
            cell.setCellStyle(style);
        }
    }
}
