package org.govintegrity.complaint;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.govintegrity.common.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import javax.imageio.ImageIO;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The copies that those who handle a complaint get. */
class HandlingCopyTest {

    private static final List<String> TRACES = List.of("欧阳插旗");

    /** The left half is red; a telephone says how to turn it. */
    @ParameterizedTest
    @CsvSource({"1,40,20,2,10", "3,40,20,38,10", "6,20,40,10,2", "8,20,40,10,38"})
    void aPictureIsTurnedUprightBeforeItLosesWhatSaysSo(int orientation, int width, int height, int redX, int redY) throws IOException {
        HandlingCopy copy = HandlingCopy.of("照片.jpg", turned(orientation), TRACES);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(copy.content()));
        assertThat(picture.getWidth()).isEqualTo(width);
        assertThat(picture.getHeight()).isEqualTo(height);
        Color red = new Color(picture.getRGB(redX, redY));
        assertThat(red.getRed()).isGreaterThan(200);
        assertThat(red.getBlue()).isLessThan(100);
        assertThat(new String(copy.content(), StandardCharsets.ISO_8859_1)).doesNotContain("Exif");
    }

    @Test
    void aLockedOrLongPdfIsRefusedInWordsThatSayWhatToDo() throws IOException {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            assertRefused("锁.pdf", saved(document), "去掉密码");
        }
        try (PDDocument document = new PDDocument()) {
            for (int i = 0; i < 61; i++) {
                document.addPage(new PDPage());
            }
            assertRefused("长.pdf", saved(document), "有61页，最多60页");
        }
    }

    /** Small files that unpack to gigabytes: refused before anything of that size is in memory. */
    @Test
    void whatWouldUnpackToGigabytesIsRefusedEarly() throws IOException {
        byte[] zeros = new byte[1 << 20];
        assertBomb("炸弹.docx", packed(400, zeros), "解开后过大");
        assertBomb("图.png", png(40_000, 40_000), "尺寸过大");
        assertBomb("流.pdf", pdf("/Filter /FlateDecode", deflated(zeros, 400)), "解开后过大");
        assertBomb("多流.pdf", pdf("/Filter /FlateDecode", deflated(zeros, 150), deflated(zeros, 150), deflated(zeros, 150), deflated(zeros, 150), deflated(zeros, 150), deflated(zeros, 150), deflated(zeros, 150)), "解开后过大");
        assertBomb("双层.pdf", pdf("/Filter [/FlateDecode /FlateDecode]", deflated(deflated(zeros, 100), 1)), "解开后过大");
        assertBomb("旧.pdf", pdf("/Filter /LZWDecode", new byte[80_000]), "解开后过大");
        assertBomb("行程.pdf", pdf("/Filter /RunLengthDecode", new byte[3 << 20]), "解开后过大");
        assertBomb("大图.pdf", pdf("/Subtype /Image /Width 60000 /Height 60000 /Filter /FlateDecode", deflated(zeros, 1)), "图片尺寸过大");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("owner", "", new AccessPermission()));
            assertRefused("限制.pdf", saved(document), "使用限制");
        }
    }

    private static void assertBomb(String name, byte[] content, String words) {
        var memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertThat(content.length).as(name + " as it comes").isLessThan(10 << 20);
        long before = memory.getCurrentThreadAllocatedBytes();
        assertRefused(name, content, words);
        assertThat(memory.getCurrentThreadAllocatedBytes() - before).as("memory for " + name).isLessThan(500L << 20);
    }

    private static byte[] packed(int times, byte[] block) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            for (int i = 0; i < times; i++) {
                zip.write(block);
            }
        }
        return out.toByteArray();
    }

    private static byte[] deflated(byte[] block, int times) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            for (int i = 0; i < times; i++) {
                deflater.write(block);
            }
        }
        return out.toByteArray();
    }

    /** Only the head of a picture, which says how large it is. */
    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png", small);
        byte[] png = small.toByteArray();
        ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
        return png;
    }

    /** One page, and these streams as its content or beside it. */
    private static byte[] pdf(String dictionary, byte[]... streams) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Integer> offsets = new ArrayList<>();
        out.writeBytes("%PDF-1.4\n".getBytes(StandardCharsets.ISO_8859_1));
        List<String> objects = List.of("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R >>");
        for (int i = 0; i < objects.size() + streams.length; i++) {
            offsets.add(out.size());
            out.writeBytes((i + 1 + " 0 obj\n").getBytes(StandardCharsets.ISO_8859_1));
            if (i < objects.size()) {
                out.writeBytes(objects.get(i).getBytes(StandardCharsets.ISO_8859_1));
            } else {
                byte[] stream = streams[i - objects.size()];
                out.writeBytes(("<< " + dictionary + " /Length " + stream.length + " >>\nstream\n").getBytes(StandardCharsets.ISO_8859_1));
                out.writeBytes(stream);
                out.writeBytes("\nendstream".getBytes(StandardCharsets.ISO_8859_1));
            }
            out.writeBytes("\nendobj\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        StringBuilder end = new StringBuilder("xref\n0 " + (offsets.size() + 1) + "\n0000000000 65535 f \n");
        offsets.forEach(offset -> end.append(String.format("%010d 00000 n \n", offset)));
        end.append("trailer\n<< /Size ").append(offsets.size() + 1).append(" /Root 1 0 R >>\nstartxref\n").append(out.size()).append("\n%%EOF");
        out.writeBytes(end.toString().getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }

    @Test
    void aPageOfAnySizeIsDrawnWithinBounds() throws IOException {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage(new org.apache.pdfbox.pdmodel.common.PDRectangle(9000, 3000)));
            HandlingCopy copy = HandlingCopy.of("海报.pdf", saved(document), TRACES);
            assertThat(copy.treatment()).isEqualTo("pages");
            try (PDDocument drawn = Loader.loadPDF(copy.content())) {
                assertThat(drawn.getNumberOfPages()).isEqualTo(1);
            }
        }
    }

    @Test
    void anOfficeDocumentIsWrittenAnewWithoutWhatHidesInIt() throws IOException {
        byte[] office = zip("[Content_Types].xml", "<Types/>",
                "word/document.xml", "<w:ins w:id=\"1\" w:author=\"欧阳插旗\" w:initials='OY'><w:t>乙方：欧阳插旗</w:t></w:ins>",
                "word/_rels/settings.xml.rels", "<Relationship Target=\"file:///C:/Users/欧阳插旗/Normal.dotm\"/>",
                "word/embeddings/oleObject1.bin", "欧阳插旗", "docProps/core.xml", "<c>欧阳插旗</c>", "docProps/thumbnail.emf", "欧阳插旗", "customXml/item1.xml", "<x>欧阳插旗</x>",
                "word/media/image1.jpeg", "欧阳插旗", "ppt/commentAuthors.xml", "<p:cmAuthor id=\"0\" name=\"欧阳插旗\"/>", "xl/workbook.xml", "<x15ac:absPath url=\"C:\\Users\\欧阳\\\"/>");
        HandlingCopy copy = HandlingCopy.of("合同.docx", office, TRACES);
        assertThat(copy.ending()).isEqualTo("docx");
        assertThat(part(copy.content(), "word/document.xml")).isEqualTo("<w:ins w:id=\"1\" w:author=\"X\" w:initials=\"X\"><w:t>乙方：〔投诉人〕</w:t></w:ins>");
        for (String name : List.of("word/_rels/settings.xml.rels", "word/embeddings/oleObject1.bin", "docProps/core.xml", "docProps/thumbnail.emf", "customXml/item1.xml", "word/media/image1.jpeg",
                "ppt/commentAuthors.xml", "xl/workbook.xml")) {
            assertThat(part(copy.content(), name)).as(name).doesNotContain("欧阳");
        }
        assertRefused("宏.docx", zip("[Content_Types].xml", "<Types/>", "word/vbaProject.bin", "x"), "带有宏");
        assertRefused("名.docx", zip("[Content_Types].xml", "<Types/>", "word/media/欧阳插旗.png", "x"), "内部文件名");
        assertRefused("宽.docx", zip("[Content_Types].xml", "<Types/>", "word/document.xml", "\u0000<\u0000x"), "内部编码少见");
        assertRefused("包.zip", zip("证据.txt", "x"), "是压缩包");
        assertRefused("残.docx", new byte[]{'P', 'K', 3, 4, 9, 9, 9}, "");
        assertRefused("文本.txt", "你好".getBytes(StandardCharsets.UTF_8), "不是可以上传的类型");
    }

    @Test
    void whatUnpacksWithoutEndIsRefusedWhileUnpacking() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 200; i++) {
                zip.write(zeros);
            }
        }
        assertRefused("炸弹.docx", out.toByteArray(), "解开后过大");
    }

    private static void assertRefused(String name, byte[] content, String words) {
        assertThatThrownBy(() -> HandlingCopy.of(name, content, TRACES)).isInstanceOf(Refusal.class).hasMessageContaining(words).hasMessageContaining(name);
    }

    private static byte[] turned(int orientation) throws IOException {
        BufferedImage picture = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 40; x++) {
            for (int y = 0; y < 20; y++) {
                picture.setRGB(x, y, x < 20 ? 0xff0000 : 0x0000ff);
            }
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpg", plain);
        byte[] exif = {(byte) 0xff, (byte) 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) orientation, 0, 0, 0, 0, 0, 0};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain.toByteArray(), 0, 2);
        out.writeBytes(exif);
        out.write(plain.toByteArray(), 2, plain.size() - 2);
        return out.toByteArray();
    }

    private static byte[] saved(PDDocument document) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    private static String part(byte[] content, String name) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError("no part " + name);
    }
}
