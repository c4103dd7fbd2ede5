package org.govintegrity.filing;

import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;

import java.util.List;

/** How our spreadsheets look: a bold header that stays, and text that stays text. */
final class Sheets {

    private final CellStyle bold;
    private final CellStyle asText;

    Sheets(Workbook book) {
        bold = book.createCellStyle();
        Font font = book.createFont();
        font.setBold(true);
        bold.setFont(font);
        asText = book.createCellStyle();
        asText.setDataFormat(book.createDataFormat().getFormat("@"));   // or an identity number typed in later would lose its last digits
        asText.setQuotePrefixed(true);
    }

    void header(Sheet sheet, List<String> titles) {
        Row row = sheet.createRow(0);
        for (int i = 0; i < titles.size(); i++) {
            put(row.createCell(i), titles.get(i), bold);
            sheet.setColumnWidth(i, 20 * 256);
            sheet.setDefaultColumnStyle(i, asText);
        }
        sheet.createFreezePane(0, 1);
    }

    void texts(Row row, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            put(row.createCell(i), texts.get(i), asText);
        }
    }

    private static void put(Cell cell, String text, CellStyle style) {
        cell.setCellValue(text);
        cell.setCellStyle(style);
    }
}
