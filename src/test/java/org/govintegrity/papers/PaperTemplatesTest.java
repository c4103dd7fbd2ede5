package org.govintegrity.papers;

import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.govintegrity.common.Refusal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Papers from our templates and from an office's own. The stock files are made anew by {@code -Dwrite.papers=true}. */
class PaperTemplatesTest {

    private final PaperTemplates stock = new PaperTemplates(new PaperSettings("", "联席办", "文诚"));

    @BeforeAll
    static void makeStockFilesIfAsked() throws IOException {
        if (Boolean.getBoolean("write.papers")) {
            for (Paper paper : Paper.values()) {
                Files.write(Path.of("src/main/resources/papers", paper.id + ".docx"), StockPapers.make(paper));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Paper.class)
    void everyFieldIsOnThePaperWithNumberDateAndPlaceForTheSeal(Paper paper) throws IOException {
        Map<String, String> values = new HashMap<>();
        paper.fields.stream().filter(field -> !field.startsWith("@") && !field.startsWith("#")).forEach(field -> values.put(field, "值" + field));
        Paper.COMMON.forEach(field -> values.put(field, "值" + field));
        String text = text(stock.render(paper, values));
        assertThat(text).contains(paper.title).contains("（印章）").doesNotContain("{{");
        values.values().forEach(value -> assertThat(text).as(paper.id).contains(value));
    }

    @Test
    void whatPeopleTypedStaysAsTyped() throws IOException {
        String typed = "{{draft}}{{@img}}<b>&amp;</b>𠮷 =1+1\n第二行";
        String text = text(stock.render(Paper.FACT_SHEET, Map.of("facts", typed, "draft", "草稿")));
        assertThat(text).contains("{{draft}}{{@img}}<b>&amp;</b>𠮷 =1+1").contains("第二行");
    }

    @Test
    void theOfficesOwnTemplateGoesFirst(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("conclusion.docx"), document("本局专用：{{conclusion}}"));
        PaperTemplates own = new PaperTemplates(new PaperSettings(folder.toString(), "联席办", "文诚"));
        assertThat(own.overridden(Paper.CONCLUSION)).isTrue();
        assertThat(own.overridden(Paper.FACT_SHEET)).isFalse();
        assertThat(text(own.render(Paper.CONCLUSION, Map.of("conclusion", "没有问题")))).isEqualTo("本局专用：没有问题");
    }

    @Test
    void aBrokenTemplateIsNamedWithWhatIsWrong(@TempDir Path folder) throws IOException {
        PaperTemplates own = new PaperTemplates(new PaperSettings(folder.toString(), "联席办", "文诚"));
        Files.write(folder.resolve("conclusion.docx"), document("{{conclusoin}}"));
        assertThat(catchThrowableOfType(Refusal.class, () -> own.render(Paper.CONCLUSION, Map.of())).getMessage()).contains("conclusion.docx").contains("conclusoin").contains("severity");
        Files.writeString(folder.resolve("conclusion.docx"), "not a document");
        assertThat(catchThrowableOfType(Refusal.class, () -> own.render(Paper.CONCLUSION, Map.of())).getMessage()).contains("conclusion.docx").contains("无法使用");
    }

    private static byte[] document(String text) throws IOException {
        try (XWPFDocument document = new XWPFDocument(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            document.createParagraph().createRun().setText(text);
            document.write(out);
            return out.toByteArray();
        }
    }

    private static String text(byte[] docx) throws IOException {
        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(docx))) {
            List<XWPFParagraph> paragraphs = document.getParagraphs();
            return paragraphs.stream().map(XWPFParagraph::getText).collect(Collectors.joining("\n"));
        }
    }
}
