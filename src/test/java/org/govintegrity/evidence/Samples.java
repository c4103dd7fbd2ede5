package org.govintegrity.evidence;

import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.hpsf.ClassID;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small real files of each type that people upload, and some that pretend to be one. */
public final class Samples {

    private Samples() {
    }

    @FunctionalInterface
    private interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    /** @param text makes it differ from another */
    public static byte[] pdf(String text) {
        return ("%PDF-1.4\n%\u00e2\n1 0 obj<</Type/Catalog>>endobj\n% " + text + "\ntrailer<</Root 1 0 R>>\n%%EOF\n").getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] picture(String format) {
        return written(out -> ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), format, out));
    }

    static byte[] docx() {
        return written(out -> {
            try (XWPFDocument document = new XWPFDocument()) {
                document.createParagraph().createRun().setText("承诺台账");
                document.write(out);
            }
        });
    }

    static byte[] xlsx() {
        return written(out -> {
            try (XSSFWorkbook book = new XSSFWorkbook()) {
                book.createSheet("台账").createRow(0).createCell(0).setCellValue("承诺");
                book.write(out);
            }
        });
    }

    static byte[] xls() {
        return written(out -> {
            try (HSSFWorkbook book = new HSSFWorkbook()) {
                book.createSheet("台账").createRow(0).createCell(0).setCellValue("承诺");
                book.write(out);
            }
        });
    }

    /** An OLE2 container with one stream of that name. */
    static byte[] ole2(String stream, String classId) {
        return written(out -> {
            try (POIFSFileSystem container = new POIFSFileSystem()) {
                container.createDocument(new ByteArrayInputStream(new byte[5000]), stream);
                if (classId != null) {
                    container.getRoot().setStorageClsid(new ClassID(classId));
                }
                container.writeFilesystem(out);
            }
        });
    }

    static byte[] zip(Charset names, String... entries) {
        return written(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out, names)) {
                for (String entry : entries) {
                    zip.putNextEntry(new ZipEntry(entry));
                    zip.write("内容".getBytes(StandardCharsets.UTF_8));
                    zip.closeEntry();
                }
            }
        });
    }

    static byte[] program() {
        byte[] program = new byte[2048];
        byte[] head = "MZ\u0090\0\3\0\0\0\4\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(head, 0, program, 0, head.length);
        program[0x3c] = (byte) 0x80;
        program[0x80] = 'P';
        program[0x81] = 'E';
        return program;
    }

    static byte[] html() {
        return "<!DOCTYPE html><html><head><title>x</title></head><body><script>alert(1)</script></body></html>".getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
