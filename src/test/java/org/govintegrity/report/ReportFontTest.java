package org.govintegrity.report;

import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.govintegrity.common.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Which font is embedded, and what is said where there is none. */
class ReportFontTest {

    private static final Path NOTO = Path.of("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc");

    @Test
    void whereThereIsNoneItSaysWhatToInstall() throws IOException {
        ReportFont font = with("/no/such/font.ttf");
        assertThat(font.problem()).contains("/no/such/font.ttf", "没有这个文件", "apt-get install fonts-droid-fallback", "supervision.report.font", "Word格式不受影响");
        try (PDDocument document = new PDDocument()) {
            assertThatThrownBy(() -> font.open(document)).isInstanceOf(Refusal.class).hasMessage(font.problem());
        }
    }

    @Test
    void aFontPutInLaterIsFoundWithoutARestart(@TempDir Path folder) throws IOException {
        assumeThat(new ReportFont(new ReportSettings("", true, 30)).problem()).as("a Chinese TrueType font on this machine").isNull();
        Path place = folder.resolve("office.ttf");
        ReportFont font = with(place.toString());
        assertThat(font.problem()).contains("没有这个文件");
        Path droid = Path.of("/usr/share/fonts-droid-fallback/truetype/DroidSansFallback.ttf");
        assumeThat(droid).exists();
        Files.copy(droid, place);
        assertThat(font.problem()).isNull();
        try (PDDocument document = new PDDocument(); ReportFont.Pair pair = font.open(document)) {
            assertThat(pair.has('信')).isTrue();
            assertThat(pair.has('A')).as("from the Latin font").isTrue();
            assertThat(pair.has("𠮷".codePointAt(0))).isFalse();
        }
    }

    @Test
    void whatCannotBeEmbeddedIsNamedWithItsReason(@TempDir Path folder) throws IOException {
        Path latin = folder.resolve("latin.ttf");
        try (InputStream in = PDType0Font.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
            Files.copy(in, latin);
        }
        assertThat(with(latin.toString()).problem()).contains("不是中文字体");
        Path text = Files.writeString(folder.resolve("text.ttf"), "not a font at all");
        assertThat(with(text.toString()).problem()).contains("不是有效的TrueType字体");
    }

    @Test
    void postScriptOutlinesAreRefused() {
        assumeThat(NOTO).exists();
        assertThat(with(NOTO.toString()).problem()).contains("PostScript轮廓");
    }

    private static ReportFont with(String file) {
        return new ReportFont(new ReportSettings(file, true, 30));
    }
}
