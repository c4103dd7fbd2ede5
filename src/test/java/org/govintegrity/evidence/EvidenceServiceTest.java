package org.govintegrity.evidence;

import liquibase.integration.spring.SpringLiquibase;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.util.unit.DataSize;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What is taken as evidence, what is refused, and that it comes out as it went in. */
class EvidenceServiceTest {

    private static final String CASE = "JC-2026-0001-01";
    private static final DataSize LIMIT = DataSize.ofKilobytes(64);

    @TempDir
    Path folder;
    private EmbeddedDatabase database;
    private EvidenceService evidence;
    private final List<Object> events = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        database = new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build();
        SpringLiquibase liquibase = new SpringLiquibase();
        liquibase.setDataSource(database);
        liquibase.setResourceLoader(new DefaultResourceLoader());
        liquibase.setChangeLog("classpath:db/changelog/modules/evidence.yaml");
        liquibase.afterPropertiesSet();
        EvidenceSettings settings = new EvidenceSettings(folder.resolve("evidence"), LIMIT);
        Clock clock = Clock.fixed(LocalDateTime.of(2026, 3, 2, 9, 0).atZone(ChineseDates.ZONE).toInstant(), ChineseDates.ZONE);
        evidence = new EvidenceService(JdbcClient.create(database), new EvidenceFiles(settings), settings,
                new DataSourceTransactionManager(database), events::add, clock);
    }

    @AfterEach
    void close() {
        database.shutdown();
    }

    static Stream<Arguments> filesThatAreWhatTheySay() {
        return Stream.of(
                Arguments.of("报告.pdf", Samples.pdf("a"), "application/pdf"),
                Arguments.of("扫描件.PDF", Samples.pdf("b"), "application/pdf"),
                Arguments.of("照片.jpg", Samples.picture("jpg"), "image/jpeg"),
                Arguments.of("照片.JPEG", Samples.picture("jpg"), "image/jpeg"),
                Arguments.of("截图.png", Samples.picture("png"), "image/png"),
                Arguments.of("台账.docx", Samples.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
                Arguments.of("台账.xlsx", Samples.xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                Arguments.of("汇报.pptx", Samples.zip(StandardCharsets.UTF_8, "[Content_Types].xml", "ppt/presentation.xml"),
                        "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
                Arguments.of("台账.xls", Samples.xls(), "application/vnd.ms-excel"),
                Arguments.of("请示.doc", Samples.ole2("WordDocument", null), "application/msword"),
                Arguments.of("汇报.ppt", Samples.ole2("PowerPoint Document", null), "application/vnd.ms-powerpoint"),
                Arguments.of("请示.wps", Samples.ole2("WordDocument", null), "application/wps-office.wps"),
                Arguments.of("台账.et", Samples.xls(), "application/wps-office.et"),
                Arguments.of("汇报.dps", Samples.ole2("PowerPoint Document", null), "application/wps-office.dps"),
                Arguments.of("材料.zip", Samples.zip(StandardCharsets.UTF_8, "合同/一.pdf"), "application/zip"),
                Arguments.of("国产软件打的包.zip", Samples.zip(Charset.forName("GBK"), "合同/一.pdf"), "application/zip"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filesThatAreWhatTheySay")
    void takesEachTypeAndGivesTheSameBytesBack(String name, byte[] content, String mediaType) throws Exception {
        Evidence added = add(name, content);
        assertThat(added.name()).isEqualTo(name);
        assertThat(added.mediaType()).isEqualTo(mediaType);
        assertThat(added.size()).isEqualTo(content.length);
        assertThat(added.sha256()).isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        assertThat(evidence.file(added)).hasBinaryContent(content).startsWith(folder);
        assertThat(evidence.ofCase(CASE)).containsExactly(added);
        assertThat(events).containsExactly(new EvidenceAdded(added));
    }

    static Stream<Arguments> filesThatAreRefused() {
        byte[] docx = Samples.docx();
        return Stream.of(
                Arguments.of("合同.pdf", Samples.program(), "内容不是PDF"),
                Arguments.of("合同.docx", Samples.html(), "内容不是Word（docx）"),
                Arguments.of("合同.pdf", "就是一段文字".getBytes(StandardCharsets.UTF_8), "text/plain"),
                Arguments.of("图.png", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.UTF_8), "内容不是PNG"),
                Arguments.of("照片.jpg", Samples.picture("png"), "内容却是PNG 图片"),
                Arguments.of("台账.docx", Samples.zip(StandardCharsets.UTF_8, "a.txt"), "内容却是ZIP 压缩包"),
                Arguments.of("台账.docx", Samples.xlsx(), "内容却是Excel（xlsx）"),
                Arguments.of("台账.zip", docx, "内容却是Word（docx）"),
                Arguments.of("台账.doc", docx, "内容却是Word（docx）"),
                Arguments.of("台账.docx", Samples.ole2("WordDocument", null), "内容却是Word（doc）"),
                Arguments.of("台账.doc", Samples.xls(), "内容却是Excel（xls）"),
                Arguments.of("台账.doc", Samples.ole2("Anything", null), "内容不是Word（doc）"),
                Arguments.of("安装包.wps", Samples.ole2("Anything", "{000C1084-0000-0000-C000-000000000046}"), "是程序"),
                Arguments.of("有密码.xlsx", Samples.ole2("EncryptedPackage", null), "打开密码"),
                Arguments.of("有宏.docx", Samples.zip(StandardCharsets.UTF_8, "[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "带有宏"),
                Arguments.of("程序.zip", Samples.zip(StandardCharsets.UTF_8, "META-INF/MANIFEST.MF", "A.class"), "是程序"),
                Arguments.of("断了.zip", Arrays.copyOf(docx, docx.length / 2), "已损坏"),
                Arguments.of("断了.xls", Arrays.copyOf(Samples.xls(), 600), "已损坏"),
                Arguments.of("空的.zip", Samples.zip(StandardCharsets.UTF_8), "里面没有文件"),
                Arguments.of("木马.exe", Samples.program(), "不是可以上传的类型"),
                Arguments.of("网页.html", Samples.html(), "不是可以上传的类型"),
                Arguments.of("合同.pdf.exe", Samples.pdf("x"), "不是可以上传的类型"),
                Arguments.of("pdf", Samples.pdf("x"), "不是可以上传的类型"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("filesThatAreRefused")
    void refusesAFileThatIsNotWhatItSaysAndKeepsNothingOfIt(String name, byte[] content, String why) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> add(name, content));
        assertThat(refusal).isNotNull();
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNPROCESSABLE);
        assertThat(refusal).hasMessageContaining(why).hasMessageContaining(name).hasMessageContaining("上传");
        assertNothingKept();
    }

    @Test
    void refusesWhatIsTooLargeAndNamesTheLimit() {
        byte[] large = Arrays.copyOf(Samples.pdf("x"), (int) LIMIT.toBytes() + 1);
        assertThatThrownBy(() -> add("扫描件.pdf", large)).isInstanceOf(Refusal.class).hasMessageContaining("超过64 KB").hasMessageContaining("压缩");
        assertNothingKept();
        assertThat(add("扫描件.pdf", Arrays.copyOf(large, (int) LIMIT.toBytes())).size()).isEqualTo(LIMIT.toBytes());
    }

    @Test
    void refusesAnEmptyFileAndOneWithoutAName() {
        assertThatThrownBy(() -> add("空.pdf", new byte[0])).isInstanceOf(Refusal.class).hasMessageContaining("空文件");
        for (String name : new String[]{null, "", "  ", "C:\\资料\\", "\u0000\u202e"}) {
            assertThatThrownBy(() -> add(name, Samples.pdf("x"))).isInstanceOf(Refusal.class).hasMessageContaining("请选择要上传的文件");
        }
        assertNothingKept();
    }

    @ParameterizedTest
    @CsvSource({"../../etc/合同.pdf, 合同.pdf", "C:\\fakepath\\合同.pdf, 合同.pdf", "合\u0000同\u0007\u202e.pdf, 合同.pdf", "..\\..\\.pdf, .pdf"})
    void keepsOnlyTheNameOfAPath(String sent, String kept) {
        Evidence added = add(sent, Samples.pdf("x"));
        assertThat(added.name()).isEqualTo(kept);
        assertThat(evidence.file(added).normalize()).startsWith(folder.resolve("evidence"));
    }

    @Test
    void shortensALongNameAndKeepsItsEnding() {
        assertThat(add("长".repeat(500) + ".pdf", Samples.pdf("x")).name()).isEqualTo("长".repeat(196) + ".pdf");
        assertThat(add("𠮷".repeat(500) + ".pdf", Samples.pdf("y")).name()).hasSizeLessThanOrEqualTo(200).endsWith("𠮷.pdf");
    }

    @Test
    void keepsTheSameContentOnceAndTakesItFromEachPersonForEachMatterOnce() throws Exception {
        byte[] content = Samples.pdf("x");
        Evidence first = add("一.pdf", content);
        assertThatThrownBy(() -> add("二.pdf", content)).isInstanceOf(Refusal.class).hasMessageContaining("一.pdf").hasMessageContaining("不用重复上传");
        Evidence withTask = evidence.add(new NewEvidence(CASE, "task-1", "二.pdf", null, "caizhengju1", false), new ByteArrayResource(content));
        Evidence another = evidence.add(new NewEvidence(CASE, null, "三.pdf", null, "inspector1", true), new ByteArrayResource(content));
        assertThat(evidence.file(first)).isEqualTo(evidence.file(withTask)).isEqualTo(evidence.file(another));
        assertThat(files()).hasSize(1);

        evidence.withdraw(first.id(), "caizhengju1", "传错了");
        assertThat(add("四.pdf", content).name()).isEqualTo("四.pdf");
    }

    @Test
    void keepsTheDescriptionWithinItsLimit() {
        assertThat(add("一.pdf", Samples.pdf("1"), " 说明\u0000\n第二行 ").description()).isEqualTo("说明\n第二行");
        assertThat(add("二.pdf", Samples.pdf("2"), " ").description()).isNull();
        assertThat(add("三.pdf", Samples.pdf("3"), "字".repeat(500)).description()).hasSize(500);
        assertThatThrownBy(() -> add("四.pdf", Samples.pdf("4"), "字".repeat(501))).isInstanceOf(Refusal.class).hasMessageContaining("最多500个字");
        assertThat(evidence.ofCase(CASE)).hasSize(3);
    }

    @Test
    void whatWasHandedInByMistakeIsMarkedAndStaysListed() {
        Evidence added = add("一.pdf", Samples.pdf("x"));
        assertThatThrownBy(() -> evidence.withdraw(added.id(), "caizhengju2", "不要了")).isInstanceOf(Refusal.class).hasMessageContaining("上传人本人");
        assertThatThrownBy(() -> evidence.withdraw(added.id(), "caizhengju1", " ")).isInstanceOf(Refusal.class).hasMessageContaining("作废理由");
        assertThatThrownBy(() -> evidence.withdraw(added.id(), "caizhengju1", "字".repeat(501))).isInstanceOf(Refusal.class).hasMessageContaining("最多500个字");
        assertThat(evidence.get(added.id()).withdrawn()).isFalse();

        Evidence withdrawn = evidence.withdraw(added.id(), "caizhengju1", "传成了另一份合同");
        assertThat(withdrawn.withdrawnAt()).isEqualTo(LocalDateTime.of(2026, 3, 2, 9, 0));
        assertThat(evidence.ofCase(CASE)).containsExactly(withdrawn);
        assertThat(evidence.file(withdrawn)).exists();
        assertThat(events).containsExactly(new EvidenceAdded(added), new EvidenceWithdrawn(withdrawn));
        assertThatThrownBy(() -> evidence.withdraw(added.id(), "caizhengju1", "再来")).isInstanceOf(Refusal.class).hasMessageContaining("已经作废");
    }

    @Test
    void aDamagedOrLostFileIsNotGivenOutAndIsHealedByTheSameContent() throws Exception {
        byte[] content = Samples.pdf("x");
        Evidence added = add("一.pdf", content);
        Path file = evidence.file(added);
        Files.write(file, new byte[]{'!'}, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> evidence.file(added)).isInstanceOf(Refusal.class).hasMessageContaining("已损坏或者丢失").hasMessageContaining("备份");
        Files.delete(file);
        assertThatThrownBy(() -> evidence.file(added)).isInstanceOf(Refusal.class).hasMessageContaining("已损坏或者丢失");

        Files.write(file, new byte[]{'!'});
        evidence.add(new NewEvidence(CASE, null, "一.pdf", null, "inspector1", true), new ByteArrayResource(content));
        assertThat(evidence.file(added)).hasBinaryContent(content);
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() {
        assertThatThrownBy(() -> evidence.add(new NewEvidence(CASE, null, "一.pdf", null, "caizhengju1", false), () -> new InputStream() {
            private int left = 100;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("connection reset");
                }
                return '%';
            }
        })).isInstanceOf(UncheckedIOException.class);
        assertNothingKept();
    }

    private Evidence add(String name, byte[] content) {
        return add(name, content, null);
    }

    private Evidence add(String name, byte[] content, String description) {
        return evidence.add(new NewEvidence(CASE, null, name, description, "caizhengju1", false), new ByteArrayResource(content));
    }

    private void assertNothingKept() {
        assertThat(files()).isEmpty();
        assertThat(evidence.ofCase(CASE)).isEmpty();
        assertThat(events).isEmpty();
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
