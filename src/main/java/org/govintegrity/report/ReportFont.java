package org.govintegrity.report;

import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.OS2WindowsMetricsTable;
import org.apache.fontbox.ttf.OpenTypeFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeCollection;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.govintegrity.common.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The fonts that a PDF embeds: a Chinese TrueType font of this system, and for Latin letters and digits, which some Chinese
 * fonts (Droid Sans Fallback) lack, Liberation Sans, which PDFBox brings along. Fonts with PostScript outlines (Noto CJK) can
 * be read but not be cut down to the letters used; whole they would add twenty megabytes to each paper.
 */
@Component
class ReportFont {

    private static final Logger LOG = LoggerFactory.getLogger(ReportFont.class);

    /** Where systems keep Chinese TrueType fonts, fullest first: Debian and its kin, Fedora and its kin, Windows. */
    private static final List<String> PLACES = List.of("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
            "/usr/share/fonts-droid-fallback/truetype/DroidSansFallback.ttf", "/usr/share/fonts/truetype/droid/DroidSansFallback.ttf",
            "/usr/share/fonts/google-droid-sans-fonts/DroidSansFallbackFull.ttf", "/usr/share/fonts/google-droid/DroidSansFallback.ttf",
            "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc", "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
            "/usr/share/fonts/wqy-zenhei/wqy-zenhei.ttc", "/usr/share/fonts/truetype/arphic/uming.ttc", "C:/Windows/Fonts/simsun.ttc",
            "C:/Windows/Fonts/simhei.ttf");
    private static final String LATIN = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    /** A font that has these is a Chinese one. */
    private static final String SAMPLE = "信用报告第页共编号核验码";
    /** Bit of OS/2 fsType: the maker allows no embedding. */
    private static final int RESTRICTED = 0x0002;

    private final ReportSettings settings;
    /** Which was found; looked for again until one is, so that a font put in later is found without a restart. */
    private volatile Path found;

    ReportFont(ReportSettings settings) {
        this.settings = settings;
    }

    /** Both fonts, opened for one document; to be closed after it was saved. */
    record Pair(PDType0Font chinese, PDType0Font latin, CmapLookup chineseLetters, CmapLookup latinLetters, List<Closeable> open) implements AutoCloseable {

        boolean has(int codePoint) {
            return chineseLetters.getGlyphId(codePoint) > 0 || latinLetters.getGlyphId(codePoint) > 0;
        }

        @Override
        public void close() throws IOException {
            for (Closeable one : open) {
                one.close();
            }
        }
    }

    /** Null if there is a font to embed; otherwise what is wrong and what to do. */
    String problem() {
        if (found != null && Files.isReadable(found)) {
            return null;
        }
        if (!settings.font().isBlank()) {
            Path configured = Path.of(settings.font().strip());
            String why = unfit(configured);
            found = why == null ? configured : null;
            return why == null ? null : "配置项 supervision.report.font 所指的字体“" + configured + "”不能用：" + why + "。" + advice();
        }
        found = PLACES.stream().map(Path::of).filter(Files::isReadable).filter(place -> unfit(place) == null).findFirst().orElse(null);
        return found == null ? "这台服务器上没有可以嵌入PDF的中文TrueType字体。" + advice() : null;
    }

    /** @throws Refusal (unprocessable) saying what to install, if there is no font */
    Pair open(PDDocument document) throws IOException {
        String problem = problem();
        if (problem != null) {
            throw Refusal.unprocessable(problem);
        }
        List<Closeable> open = new ArrayList<>();
        TrueTypeFont chinese = read(found, open);
        TrueTypeFont latin;
        try (InputStream in = PDType0Font.class.getResourceAsStream(LATIN)) {
            latin = new TTFParser().parse(new RandomAccessReadBuffer(in));
        }
        open.add(latin);
        return new Pair(PDType0Font.load(document, chinese, true), PDType0Font.load(document, latin, true), chinese.getUnicodeCmapLookup(),
                latin.getUnicodeCmapLookup(), open);
    }

    private static String advice() {
        return "请管理员在服务器上执行 apt-get install fonts-droid-fallback，或者用 supervision.report.font 指定一个中文TrueType字体文件（.ttf、.ttc），完成后即可使用，不需要重启。Word格式不受影响，现在就可以下载。";
    }

    /** Why a file cannot serve; null if it can. */
    private static String unfit(Path file) {
        if (!Files.isReadable(file)) {
            return "没有这个文件，或者没有读取权限";
        }
        List<Closeable> open = new ArrayList<>();
        try {
            TrueTypeFont font = read(file, open);
            OS2WindowsMetricsTable os2 = font.getOS2Windows();
            CmapLookup letters = font.getUnicodeCmapLookup();
            if (font instanceof OpenTypeFont openType && openType.isPostScript()) {
                return "它是PostScript轮廓的字体（例如思源、Noto CJK），不能按所用的字裁剪嵌入";
            }
            if (os2 != null && (os2.getFsType() & 0xF) == RESTRICTED) {
                return "它的许可不允许嵌入";
            }
            return SAMPLE.codePoints().allMatch(letter -> letters.getGlyphId(letter) > 0) ? null : "它不是中文字体";
        } catch (IOException | RuntimeException e) {   // a damaged font makes the parser fail in many ways
            LOG.warn("font {} cannot be read", file, e);
            return "它不是有效的TrueType字体";
        } finally {
            open.forEach(ReportFont::closeQuietly);
        }
    }

    private static TrueTypeFont read(Path file, List<Closeable> open) throws IOException {
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".ttc")) {
            TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBufferedFile(file.toFile()));
            open.add(font);
            return font;
        }
        TrueTypeCollection collection = new TrueTypeCollection(file.toFile());
        open.add(collection);
        List<TrueTypeFont> fonts = new ArrayList<>();
        collection.processAllFonts(fonts::add);
        return fonts.get(0);
    }

    private static void closeQuietly(Closeable one) {
        try {
            one.close();
        } catch (IOException e) {
            LOG.debug("font not closed", e);
        }
    }
}
