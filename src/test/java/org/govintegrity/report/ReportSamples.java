package org.govintegrity.report;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.ChecksumException;
import com.google.zxing.FormatException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditSamples;
import org.govintegrity.credit.NewRecord;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.credit.Terms;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Records for reports, and readers of what comes out. */
public final class ReportSamples {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private ReportSamples() {
    }

    /** A breach of a subject's, found on {@link CreditSamples#DAY}; each call another one. */
    public static NewRecord breach(SubjectKind kind, String subjectId, String decision) {
        Terms terms = kind == SubjectKind.PERSON ? new Terms(false, LocalDate.of(2026, 6, 2), null, LocalDate.of(2031, 3, 2), "信用修复管理办法") : CreditSamples.TERMS;
        return new NewRecord("report-test-" + NUMBER.incrementAndGet(), kind, subjectId, "caizhengju", null, RecordKind.BREACH, BreachClass.GENERAL, "三.5",
                "三项承诺没有兑现", "检查结论书", "文诚检〔2026〕" + NUMBER.get() + "号", CreditSamples.DAY, decision, terms, null, false, "breach-class",
                "SX-2025-0001", "xinyongzhongxin");
    }

    public static String pdfText(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    public static String wordText(byte[] docx) throws IOException {
        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(docx))) {
            return document.getParagraphs().stream().map(XWPFParagraph::getText).collect(Collectors.joining("\n"));
        }
    }

    public static String decode(byte[] picture) throws IOException, NotFoundException, ChecksumException, FormatException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
        return decode(image);
    }

    public static String decode(BufferedImage image) throws NotFoundException, ChecksumException, FormatException {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels)))).getText();
    }
}
