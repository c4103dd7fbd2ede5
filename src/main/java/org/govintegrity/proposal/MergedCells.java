package org.govintegrity.proposal;

import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.table.Unpacked;
import org.springframework.util.unit.DataSize;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A spreadsheet with merged cells as one without, wherever it is clear what they mean: a title over the headings; a kind or an
 * assembly that holds for several rows; a proposal over several rows because each joint signer has one. Everything else is
 * named, so that its rows can come back: to guess would put one proposal's words under another's number.
 */
final class MergedCells {

    private static final List<String> HOLDS_FOR_ALL = List.of(ProposalTable.KIND, ProposalTable.SESSION, ProposalTable.CONFIDENTIAL, ProposalTable.KEY_ITEM);

    /** It is held in memory whole, at ten times that (project default). */
    private static final DataSize MOST_UNPACKED = DataSize.ofMegabytes(50);

    private final Sheet sheet;
    private final Map<Integer, String> problems = new TreeMap<>();
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final Map<Integer, String> titles = new LinkedHashMap<>();
    private int headingRow = -1;

    private MergedCells(Sheet sheet) {
        this.sheet = sheet;
    }

    /**
     * @param content  the workbook without merged cells
     * @param problems by row as people count it, what could not be understood
     */
    record Unfolded(byte[] content, Map<Integer, String> problems) {
    }

    /** @throws Refusal if it is no workbook */
    static Unfolded unfold(String name, byte[] content) {
        Unpacked.check(name, new ByteArrayInputStream(content), MOST_UNPACKED);
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(content))) {
            MergedCells cells = new MergedCells(book.getSheetAt(0));
            cells.unfold();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            book.write(out);
            return new Unfolded(out.toByteArray(), cells.problems);
        } catch (IOException | RuntimeException broken) {
            if (broken instanceof Refusal refusal) {
                throw refusal;
            }
            throw Refusal.invalid("文件“" + name + "”不能作为 Excel 工作簿（.xlsx）打开，可能已损坏或者设有密码。请重新另存后再上传。");
        }
    }

    private void unfold() {
        findHeading();
        if (headingRow < 0) {
            return;
        }
        List<CellRangeAddress> regions = List.copyOf(sheet.getMergedRegions());
        Integer number = columns.get(ProposalTable.NUMBER);
        for (CellRangeAddress region : regions) {
            if (region.getFirstRow() > headingRow && !understood(region, regions, number)) {
                for (int row = region.getFirstRow(); row <= region.getLastRow(); row++) {
                    problems.merge(row + 1, "合并单元格" + region.formatAsString() + "不能确定属于哪一件，请取消合并后逐行填写", (a, b) -> a + "；" + b);
                }
            }
        }
        for (CellRangeAddress region : regions) {
            String title = titles.get(region.getFirstColumn());
            if (region.getFirstRow() > headingRow && region.getFirstColumn() == region.getLastColumn() && HOLDS_FOR_ALL.contains(title)) {
                String value = text(region.getFirstRow(), region.getFirstColumn());
                for (int row = region.getFirstRow() + 1; row <= region.getLastRow(); row++) {
                    put(row, region.getFirstColumn(), value);
                }
            }
        }
        for (int i = sheet.getNumMergedRegions() - 1; i >= 0; i--) {
            sheet.removeMergedRegion(i);
        }
        regions.stream().filter(r -> r.getFirstRow() > headingRow && number != null && r.getFirstColumn() == number && r.getLastColumn() == number
                && !problems.containsKey(r.getFirstRow() + 1)).forEach(this::gather);
        for (int row = 0; row < headingRow; row++) {
            if (sheet.getRow(row) != null) {
                sheet.removeRow(sheet.getRow(row));   // a title over the headings
            }
        }
    }

    /** One column only; and over several rows only where these are one proposal, or the column says the same for many. */
    private boolean understood(CellRangeAddress region, List<CellRangeAddress> regions, Integer number) {
        if (region.getFirstColumn() != region.getLastColumn()) {
            return false;
        }
        String title = titles.get(region.getFirstColumn());
        if (title == null || HOLDS_FOR_ALL.contains(title) || number != null && region.getFirstColumn() == number) {
            return true;
        }
        return number != null && regions.stream().anyMatch(of -> of.getFirstColumn() == number && of.getLastColumn() == number
                && of.getFirstRow() == region.getFirstRow() && of.getLastRow() == region.getLastRow());
    }

    /** Several rows under one number: the joint signers go into the first row, anything else that differs is named. */
    private void gather(CellRangeAddress region) {
        Integer joint = columns.get(ProposalTable.JOINT);
        StringBuilder names = new StringBuilder();
        for (int row = region.getFirstRow(); row <= region.getLastRow(); row++) {
            for (Map.Entry<String, Integer> column : columns.entrySet()) {
                String value = text(row, column.getValue());
                if (value.isEmpty()) {
                    continue;
                }
                if (column.getValue().equals(joint)) {
                    names.append(names.isEmpty() ? "" : "、").append(value);
                } else if (row > region.getFirstRow() && !HOLDS_FOR_ALL.contains(column.getKey())) {
                    problems.merge(region.getFirstRow() + 1, "编号合并为一件（" + region.formatAsString() + "），但是第" + (row + 1) + "行另有“" + column.getKey()
                            + "”，不能确定属于哪一件，请取消合并后逐行填写", (a, b) -> a + "；" + b);
                }
            }
        }
        if (problems.containsKey(region.getFirstRow() + 1)) {
            return;
        }
        if (joint != null) {
            put(region.getFirstRow(), joint, names.toString());
        }
        for (int row = region.getFirstRow() + 1; row <= region.getLastRow(); row++) {
            if (sheet.getRow(row) != null) {
                sheet.removeRow(sheet.getRow(row));
            }
        }
    }

    private void findHeading() {
        for (Row row : sheet) {
            Map<String, Integer> found = new LinkedHashMap<>();
            row.forEach(cell -> found.putIfAbsent(text(row.getRowNum(), cell.getColumnIndex()), cell.getColumnIndex()));
            if (found.containsKey(ProposalTable.NUMBER)) {
                headingRow = row.getRowNum();
                found.remove("");
                columns.putAll(found);
                found.forEach((title, column) -> titles.put(column, title));
                return;
            }
        }
    }

    private String text(int row, int column) {
        Cell cell = sheet.getRow(row) == null ? null : sheet.getRow(row).getCell(column);
        return cell == null ? "" : new DataFormatter().formatCellValue(cell).strip();
    }

    private void put(int row, int column, String value) {
        Row in = sheet.getRow(row) == null ? sheet.createRow(row) : sheet.getRow(row);
        Cell cell = in.getCell(column) == null ? in.createCell(column) : in.getCell(column);
        cell.setCellValue(value);
    }
}
