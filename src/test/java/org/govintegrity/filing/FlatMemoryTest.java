package org.govintegrity.filing;

import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.FileSystemResource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Memory stays flat: the longest file there may be is read in a JVM of its own with a heap of {@value #HEAP_MB} MB, of which its
 * shared texts alone take a good part. What used memory is after a collection depends on the collector; whether a heap was enough
 * does not. That the heap is small enough to tell is shown by a reader that holds the whole workbook: it must fail.
 */
class FlatMemoryTest {

    private static final int HEAP_MB = 128;
    private static final int OUT_OF_MEMORY = 3;   // exit code of -XX:+ExitOnOutOfMemoryError

    private static final String SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final Map<Column, String> PENALTY = FilingSamples.penalty("113710039918022780", "威海市文登区教育和体育局", null);

    @TempDir
    static Path folder;
    private static Path file;

    /** With its texts in a table, as spreadsheet programs save them. POI takes minutes to write it, so the two large parts are put in by hand. */
    @BeforeAll
    static void theLongestFileThereMayBe() throws IOException {
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            book.createSheet("数据").createRow(0).createCell(0).setCellValue("文字");
            book.write(small);
        }
        file = folder.resolve("十万行.xlsx");
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(small.toByteArray())); ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.setLevel(Deflater.BEST_SPEED);
            for (ZipEntry part = in.getNextEntry(); part != null; part = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(part.getName()));
                switch (part.getName()) {
                    case "xl/worksheets/sheet1.xml" -> sheet(out);
                    case "xl/sharedStrings.xml" -> texts(out);
                    default -> in.transferTo(out);
                }
            }
        }
    }

    /** Numbers of texts: the titles come first, then those that all rows share, then two of each row's own. */
    private static void sheet(OutputStream out) throws IOException {
        StringBuilder xml = new StringBuilder("<worksheet xmlns=\"" + SHEET + "\"><sheetData>");
        int columns = Column.values().length;
        for (int row = 0; row <= TableFile.MAX_ROWS; row++) {
            xml.append("<row r=\"").append(row + 1).append("\">");
            for (Column column : Column.values()) {
                int text = row == 0 ? column.ordinal() : column == Column.DOCUMENT_NO ? 2 * columns + 2 * row : column == Column.FACTS ? 2 * columns + 2 * row + 1
                        : PENALTY.get(column) == null ? -1 : columns + column.ordinal();
                if (text >= 0) {
                    xml.append("<c r=\"").append((char) ('A' + column.ordinal())).append(row + 1).append("\" t=\"s\"><v>").append(text).append("</v></c>");
                }
            }
            xml.append("</row>");
            flush(xml, out);
        }
        flush(xml.append("</sheetData></worksheet>"), out);
    }

    private static void texts(OutputStream out) throws IOException {
        StringBuilder xml = new StringBuilder("<sst xmlns=\"" + SHEET + "\">");
        Arrays.stream(Column.values()).forEach(column -> text(xml, column.title));
        Arrays.stream(Column.values()).forEach(column -> text(xml, PENALTY.getOrDefault(column, "")));
        for (int row = 0; row <= TableFile.MAX_ROWS; row++) {
            text(xml, "文罚〔2026〕" + row + "号");
            text(xml, "违反政府采购规定，第" + row + "次");
            flush(xml, out);
        }
        flush(xml.append("</sst>"), out);
    }

    private static void text(StringBuilder xml, String text) {
        xml.append("<si><t>").append(text).append("</t></si>");
    }

    private static void flush(StringBuilder xml, OutputStream out) throws IOException {
        out.write(xml.toString().getBytes(StandardCharsets.UTF_8));
        xml.setLength(0);
    }

    @Test
    void aHundredThousandRowsAreReadInASmallHeap() throws Exception {
        assertThat(read("rows")).isEqualTo(new Outcome(0, TableFile.MAX_ROWS + " rows"));
    }

    @Test
    void aReaderThatHoldsTheWholeWorkbookWouldFailInIt() throws Exception {
        assertThat(read("whole").code()).isEqualTo(OUT_OF_MEMORY);
    }

    private record Outcome(int code, String said) {
    }

    private static Outcome read(String how) throws Exception {
        Path said = folder.resolve(how + ".txt");
        Process reading = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + HEAP_MB + "m", "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8", "-cp", System.getProperty("java.class.path"), Reading.class.getName(), how, file.toString())
                .redirectOutput(said.toFile()).redirectError(folder.resolve(how + ".err").toFile()).start();
        return new Outcome(reading.waitFor(), Files.readString(said).lines().reduce("", (before, line) -> line));
    }

    /** The JVM of its own. */
    static final class Reading {

        private Reading() {
        }

        public static void main(String[] args) throws IOException {
            FileSystemResource content = new FileSystemResource(Path.of(args[1]));
            if (args[0].equals("whole")) {
                try (XSSFWorkbook book = new XSSFWorkbook(content.getInputStream())) {
                    System.out.println(book.getSheetAt(0).getLastRowNum() + " rows");
                }
                return;
            }
            int[] whole = {0};
            TableFile.read("十万行.xlsx", content, UnaryOperator.identity(), List.of(Column.DOCUMENT_NO.title), line -> whole[0] += line.cells().size() == 11 && line.problem() == null ? 1 : 0);
            System.out.println(whole[0] + " rows");
        }
    }
}
