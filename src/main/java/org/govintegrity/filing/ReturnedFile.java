package org.govintegrity.filing;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rows as they go back to their source: the same columns, and one more that says what to do. Written row by row. */
abstract class ReturnedFile implements Closeable {

    static ReturnedFile of(TableFormat format, OutputStream out) throws IOException {
        return switch (format) {
            case XLSX -> new Excel(out);
            case CSV -> new Csv(out);
            case JSON -> new Json(out);
        };
    }

    void row(StagedRow row) {
        try {
            write(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    abstract void write(StagedRow row) throws IOException;

    static List<String> titles() {
        List<String> titles = new ArrayList<>(Column.titles());
        titles.add(Column.ERROR);
        return titles;
    }

    private static List<String> cells(StagedRow row) {
        List<String> cells = new ArrayList<>();
        for (Column column : Column.values()) {
            cells.add(row.cells().getOrDefault(column, ""));
        }
        cells.add(row.problem());
        return cells;
    }

    private static class Excel extends ReturnedFile {

        private final SXSSFWorkbook book = new SXSSFWorkbook(100);
        private final SXSSFSheet sheet = book.createSheet("退回");
        private final Sheets sheets = new Sheets(book);
        private final OutputStream out;
        private int next = 1;

        Excel(OutputStream out) {
            this.out = out;
            sheets.header(sheet, titles());
        }

        @Override
        void write(StagedRow row) {
            Row line = sheet.createRow(next++);
            sheets.texts(line, cells(row));
        }

        @Override
        public void close() throws IOException {
            try (book) {
                book.write(out);
            }
        }
    }

    private static class Csv extends ReturnedFile {

        private final CSVPrinter printer;

        Csv(OutputStream out) throws IOException {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            writer.write('\uFEFF');   // without it spreadsheet programs here take it for GB18030
            printer = new CSVPrinter(writer, CSVFormat.DEFAULT);
            printer.printRecord(titles());
        }

        @Override
        void write(StagedRow row) throws IOException {
            // what begins like a formula would be reckoned by whoever opens it; the mark goes again when it is filed anew
            printer.printRecord(cells(row).stream().map(c -> !c.isEmpty() && "=+-@".indexOf(c.charAt(0)) >= 0 ? "'" + c : c).toList());
        }

        @Override
        public void close() throws IOException {
            printer.close(true);
        }
    }

    private static class Json extends ReturnedFile {

        private final JsonGenerator json;

        Json(OutputStream out) throws IOException {
            json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8);
            json.writeStartArray();
        }

        @Override
        void write(StagedRow row) throws IOException {
            json.writeStartObject();
            List<String> cells = cells(row);
            List<String> titles = titles();
            for (int i = 0; i < titles.size(); i++) {
                json.writeStringField(titles.get(i), cells.get(i));
            }
            json.writeEndObject();
        }

        @Override
        public void close() throws IOException {
            json.writeEndArray();
            json.close();
        }
    }
}
