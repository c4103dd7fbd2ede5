package org.govintegrity.complaint;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.govintegrity.common.Refusal;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Makes of a complainant's file the copy that those who handle the complaint may have: nothing is carried over but what is seen, so that no author, device,
 * place, comment's name or earlier version comes along. Types of which that cannot be made are not taken (see the decision record on complaints).
 *
 * @param ending    of the copy's neutral name
 * @param treatment {@code picture}, {@code pages} or {@code rewritten}
 */
record HandlingCopy(byte[] content, String ending, String mediaType, String treatment) {

    static final String TYPES = "JPEG、PNG、PDF、Word（docx）、Excel（xlsx）、PPT（pptx）";
    static final String ACCEPT = ".jpg,.jpeg,.png,.pdf,.docx,.xlsx,.pptx";

    private static final int MOST_PAGES = 60;
    private static final float DPI = 130;
    /** Pixels of a side of a page; a poster is drawn smaller. */
    private static final float LONGEST_SIDE = 2200;
    private static final long MOST_PIXELS = 60_000_000;
    /** For all pages of one file (project default). */
    private static final Duration LONGEST = Duration.ofSeconds(60);
    /** Files made anew at the same time, each with some hundred megabytes of pictures in memory; the others wait their turn. */
    private static final Semaphore AT_WORK = new Semaphore(2, true);

    /**
     * @param name   as it came, for the words of a refusal only
     * @param traces what must not be read in it
     * @throws Refusal (unprocessable) if no copy can be made of it
     */
    static HandlingCopy of(String name, byte[] content, List<String> traces) {
        AT_WORK.acquireUninterruptibly();
        try {
            return made(name, content, traces);
        } finally {
            AT_WORK.release();
        }
    }

    private static HandlingCopy made(String name, byte[] content, List<String> traces) {
        try {
            if (starts(content, 0xFF, 0xD8, 0xFF)) {
                return new HandlingCopy(written(upright(picture(name, content), orientation(content)), "jpg"), "jpg", "image/jpeg", "picture");
            }
            if (starts(content, 0x89, 'P', 'N', 'G')) {
                return new HandlingCopy(written(picture(name, content), "png"), "png", "image/png", "picture");
            }
            if (starts(content, '%', 'P', 'D', 'F')) {
                return new HandlingCopy(pages(name, content), "pdf", "application/pdf", "pages");
            }
            if (starts(content, 'P', 'K', 3, 4)) {
                OfficeCopy copy = OfficeCopy.of(name, content, traces);
                return new HandlingCopy(copy.content(), copy.ending(), copy.mediaType(), "rewritten");
            }
        } catch (IOException | RuntimeException damaged) {
            if (damaged instanceof Refusal refusal) {
                throw refusal;
            }
            throw refused(name, "打不开，可能已损坏。请在自己的设备上打开核对，重新保存后再上传");
        }
        throw refused(name, "不是可以上传的类型。请另存为 " + TYPES + " 中的一种再上传（旧版 doc、xls、ppt 和 wps 请另存为 PDF），这样才能去掉文件里隐藏的个人信息");
    }

    static Refusal refused(String name, String why) {
        return Refusal.unprocessable("附件“" + (name.length() > 60 ? name.substring(0, 60) + "…" : name) + "”" + why + "。");
    }

    private static BufferedImage picture(String name, byte[] content) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw refused(name, "打不开，可能已损坏。请重新拍摄或者保存后再上传");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                    throw refused(name, "尺寸过大。请降低分辨率后再上传");
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        }
    }

    private static byte[] written(BufferedImage picture, String format) throws IOException {
        BufferedImage plain = picture;
        if (format.equals("jpg") && picture.getType() != BufferedImage.TYPE_INT_RGB) {
            plain = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
            plain.createGraphics().drawImage(picture, 0, 0, java.awt.Color.WHITE, null);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(plain, format, out)) {
            throw new IOException("no writer for " + format);
        }
        return out.toByteArray();
    }

    /** A picture in a document, without what it carries besides the picture; null if it is not one that can be read. */
    static byte[] bare(byte[] content) {
        try {
            boolean png = starts(content, 0x89, 'P', 'N', 'G');
            return png || starts(content, 0xFF, 0xD8, 0xFF) ? written(picture("", content), png ? "png" : "jpg") : null;
        } catch (IOException | RuntimeException unreadable) {
            return null;
        }
    }

    /** Telephones keep a picture as the sensor lay and note in its metadata, which are not carried over, how to turn it: 1 to 8 as in EXIF. */
    private static int orientation(byte[] jpeg) {
        int at = 2;
        while (at + 4 < jpeg.length && (jpeg[at] & 0xff) == 0xff) {
            int length = number(jpeg, at + 2, 2, false);
            if ((jpeg[at + 1] & 0xff) == 0xe1 && at + 10 < jpeg.length && jpeg[at + 4] == 'E' && jpeg[at + 5] == 'x' && jpeg[at + 6] == 'i' && jpeg[at + 7] == 'f') {
                int tiff = at + 10;
                boolean little = jpeg[tiff] == 'I';
                int directory = tiff + number(jpeg, tiff + 4, 4, little);
                for (int entry = 0; entry < number(jpeg, directory, 2, little); entry++) {
                    int start = directory + 2 + entry * 12;
                    if (number(jpeg, start, 2, little) == 0x112) {
                        return number(jpeg, start + 8, 2, little);
                    }
                }
                return 1;
            }
            if ((jpeg[at + 1] & 0xff) == 0xda || length < 2) {
                return 1;
            }
            at += 2 + length;
        }
        return 1;
    }

    /** 0 where the file ends before. */
    private static int number(byte[] bytes, int at, int length, boolean little) {
        int value = 0;
        for (int i = 0; i < length; i++) {
            int index = at + (little ? length - 1 - i : i);
            value = value << 8 | (index >= 0 && index < bytes.length ? bytes[index] & 0xff : 0);
        }
        return value;
    }

    private static BufferedImage upright(BufferedImage picture, int orientation) {
        int w = picture.getWidth();
        int h = picture.getHeight();
        AffineTransform turn = switch (orientation) {
            case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
            case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
            default -> null;   // mirrored ones come from no camera
        };
        if (turn == null) {
            return picture;
        }
        BufferedImage turned = orientation == 3 ? new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB) : new BufferedImage(h, w, BufferedImage.TYPE_INT_RGB);
        BufferedImage from = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
        from.createGraphics().drawImage(picture, 0, 0, null);
        return new AffineTransformOp(turn, AffineTransformOp.TYPE_NEAREST_NEIGHBOR).filter(from, turned);
    }

    /** Each page drawn as a picture in a new document: a PDF can hide names in a dozen places, also within its own pictures. */
    private static byte[] pages(String name, byte[] content) throws IOException {
        PdfLimits.beforeOpening(name, content);
        try (PDDocument from = Loader.loadPDF(content); PDDocument to = new PDDocument()) {
            PdfLimits.beforeDrawing(name, from, MOST_PIXELS);
            int pages = from.getNumberOfPages();
            if (pages < 1) {
                throw refused(name, "里面没有页面。请核对后再上传");
            }
            if (pages > MOST_PAGES) {
                throw refused(name, "有" + pages + "页，最多" + MOST_PAGES + "页。请拆成几个文件上传");
            }
            PDFRenderer renderer = new PDFRenderer(from);
            long end = System.nanoTime() + LONGEST.toNanos();
            for (int i = 0; i < pages; i++) {
                if (System.nanoTime() > end) {
                    throw refused(name, "过于复杂，不能在" + LONGEST.toSeconds() + "秒内处理。请用“打印”另存为 PDF，或者截图、拍照后再上传");
                }
                PDRectangle size = from.getPage(i).getCropBox();
                float dpi = Math.min(DPI, LONGEST_SIDE * 72 / Math.max(1, Math.max(size.getWidth(), size.getHeight())));
                BufferedImage drawn = renderer.renderImageWithDPI(i, dpi, ImageType.RGB);
                PDPage page = new PDPage(new PDRectangle(drawn.getWidth() * 72 / dpi, drawn.getHeight() * 72 / dpi));
                to.addPage(page);
                try (PDPageContentStream stream = new PDPageContentStream(to, page)) {
                    stream.drawImage(JPEGFactory.createFromImage(to, drawn, 0.8f), 0, 0, page.getMediaBox().getWidth(), page.getMediaBox().getHeight());
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            to.save(out);
            return out.toByteArray();
        } catch (InvalidPasswordException locked) {
            throw refused(name, "设有打开密码。请去掉密码另存一份再上传");
        }
    }

    private static boolean starts(byte[] content, int... with) {
        if (content.length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((content[i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }
}
