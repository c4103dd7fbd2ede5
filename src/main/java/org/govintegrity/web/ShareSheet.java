package org.govintegrity.web;

import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;

/** Shares of a month as a spreadsheet: one sheet of units, one of units and kinds, one of the matters without a check. */
@Component
class ShareSheet {

    private final PageWords words;

    ShareSheet(PageWords words) {
        this.words = words;
    }

    void write(ShareDesk.Report report, OutputStream out) throws IOException {
        try (SXSSFWorkbook book = new SXSSFWorkbook(100)) {
            CellStyle text = book.createCellStyle();
            text.setQuotePrefixed(true);   // what begins with = or + stays text also when somebody edits the cell
            sheet(book, text, "单位", List.of("月份", "单位", "办件数", "已核查", "比例（%）", "是否点名"), Stream.concat(
                    report.units().stream().map(u -> List.of(report.month(), words.unitFull(u.unitId()), String.valueOf(u.total()), String.valueOf(u.checked()),
                            String.valueOf(u.percent()), u.complete() ? "" : "点名：不足100%")),
                    report.silent().stream().map(unit -> List.of(report.month(), unit.fullName(), "", "", "", "没有报告"))));
            sheet(book, text, "核查比例", List.of("月份", "单位", "用途", "办件数", "已核查", "比例（%）"), Stream.concat(
                    report.shares().stream().map(s -> List.of(report.month(), words.unitFull(s.unitId()), label(report, s.purpose()), String.valueOf(s.total()),
                            String.valueOf(s.checked()), String.valueOf(s.percent()))),
                    report.silent().stream().map(unit -> List.of(report.month(), unit.fullName(), "没有报告", "", "", ""))));
            sheet(book, text, "未核查办件", List.of("月份", "单位", "用途", "办件编号"),
                    report.missing().stream().map(m -> List.of(report.month(), words.unitFull(m.unitId()), label(report, m.purpose()), m.matterNo())));
            book.write(out);
        }
    }

    private static String label(ShareDesk.Report report, String purpose) {
        return report.labels().getOrDefault(purpose, purpose);
    }

    private static void sheet(SXSSFWorkbook book, CellStyle style, String name, List<String> headings, Stream<List<String>> rows) {
        SXSSFSheet sheet = book.createSheet(name);
        sheet.createFreezePane(0, 1);
        Stream.concat(Stream.of(headings), rows).forEach(texts -> {
            Row row = sheet.createRow(sheet.getPhysicalNumberOfRows());
            for (int i = 0; i < texts.size(); i++) {
                Cell cell = row.createCell(i);
                cell.setCellValue(texts.get(i));
                cell.setCellStyle(style);
            }
        });
        for (int i = 0; i < headings.size(); i++) {
            sheet.setColumnWidth(i, (i == 1 || i == 3 ? 34 : 14) * 256);
        }
    }
}
