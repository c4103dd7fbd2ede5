package org.govintegrity.filing;

import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.SubjectKind;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/** The table sources fill in: one sheet for the data, one that says how. */
public final class FilingTemplate {

    private FilingTemplate() {
    }

    public static void write(OutputStream out) throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            Sheets sheets = new Sheets(book);
            Sheet data = book.createSheet("数据");
            sheets.header(data, Column.titles());
            choices(data, Column.SUBJECT_KIND, Arrays.stream(SubjectKind.values()).map(k -> k.label).toArray(String[]::new));
            choices(data, Column.RECORD_KIND, Arrays.stream(RecordKind.values()).map(k -> k.label).toArray(String[]::new));
            choices(data, Column.BREACH_CLASS, "轻微", "一般", "严重");
            choices(data, Column.IN_FORCE, "是", "否");
            Sheet how = book.createSheet("填写说明");
            sheets.header(how, List.of("列名", "怎样填写"));
            how.setColumnWidth(1, 100 * 256);
            int next = 1;
            for (Column column : Column.values()) {
                sheets.texts(how.createRow(next++), List.of(column.title, column.hint));
            }
            for (RecordKind kind : RecordKind.values()) {
                sheets.texts(how.createRow(next++), List.of("处理类型（" + kind.label + "）", String.join("、", ClassRules.FORMS.get(kind))));
            }
            sheets.texts(how.createRow(next++), List.of("行数", "一个文件不超过" + TableFile.MAX_ROWS / 10_000 + "万行，列的先后不限，可以有自己的其他列"));
            sheets.texts(how.createRow(next), List.of("退回", "有错的行会以同样的文件退回，末列“错误”写明怎样修改；改好后直接再次上传，已经归集的行不会重复记录。身份号码退回时只有遮盖形式，请重新填写"));
            book.write(out);
        }
    }

    private static void choices(Sheet sheet, Column column, String... choices) {
        var helper = sheet.getDataValidationHelper();
        sheet.addValidationData(helper.createValidation(helper.createExplicitListConstraint(choices),
                new CellRangeAddressList(1, TableFile.MAX_ROWS, column.ordinal(), column.ordinal())));
    }
}
