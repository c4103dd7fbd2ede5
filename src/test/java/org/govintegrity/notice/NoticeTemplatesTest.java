package org.govintegrity.notice;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The office's own texts: taken when they can be used, refused at start with file, line and remedy when not. */
class NoticeTemplatesTest {

    private static final Map<String, String> VALUES = Map.of("unit", "区财政局", "title", "承诺检查", "caseNo", "JC-2026-0001-01", "result", "未发现问题");
    private static final String GOOD = "办结通知（{caseNo}）\n{unit}：\n\n“{title}”已办结：{result}。\n特此通知。\n";

    @TempDir
    private Path folder;

    @Test
    void anOfficesOwnTakesThePlaceOfOurs() throws IOException {
        String ours = templates(null).render("inspection-closed", VALUES).version();
        write("inspection-closed.txt", GOOD);
        NoticeTemplates templates = templates(folder);
        NoticeTemplates.Text text = templates.render("inspection-closed", VALUES);
        assertThat(text.title()).isEqualTo("办结通知（JC-2026-0001-01）");
        assertThat(text.body()).endsWith("特此通知。");
        assertThat(text.version()).hasSize(12).isNotEqualTo(ours);
        assertThat(templates.overridden("inspection-closed")).isTrue();
        assertThat(templates.overridden("rectification-notice")).as("all others stay ours").isFalse();

        // however the editor ends lines, and with its mark: the same words are the same version
        Files.write(folder.resolve("inspection-closed.txt"), ("\uFEFF" + GOOD.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8));
        assertThat(templates(folder).render("inspection-closed", VALUES)).isEqualTo(text);
        // what is edited later counts from the next start on
        write("inspection-closed.txt", "坏了");
        assertThat(templates.render("inspection-closed", VALUES)).isEqualTo(text);
    }

    @Test
    void everyPackagedTextCouldBeAnOfficesOwn() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/notices"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        assertThat(templates(folder).overridden("daily-digest")).isTrue();
    }

    @Test
    void whatIsWrongIsSaidWithFileLineAndRemedy() throws IOException {
        refused("inspection-closed.txt", GOOD.replace("{result}", "{reslut}"), "第4行：没有“{reslut}”这一项", "可用的有：{caseNo}、{result}、{title}、{unit}", "缺少{result}");
        refused("inspection-closed.txt", GOOD.replace("{result}", "从略"), "缺少{result}", "请补上");
        refused("inspection-closed.txt", "\n" + GOOD, "第1行：第一行应是标题");
        refused("inspection-closed.txt", "标题{caseNo}{unit}", "标题里不能用“{unit}”", "没有正文");
        refused("inspection-closed.txt", GOOD.replace("特此通知。", "特此{通知。"), "第5行：花括号不成对");
        refused("inspection-closed.txt", "长".repeat(201) + "{caseNo}\n" + GOOD.substring(GOOD.indexOf('\n')), "第1行：标题超过200个字");
        refused("inspection-close.txt", GOOD, "没有这个名称的模板", "您是不是要找", "inspection-closed.txt");
        refused("说明.docx", "x", "没有这个名称的模板");
        refused("inspection-closed.txt", GOOD + "x".repeat(70_000), "超过64KB");
    }

    @Test
    void aFileThatIsNotUtf8NamesItsLine() throws IOException {
        Files.write(folder.resolve("inspection-closed.txt"), GOOD.getBytes(Charset.forName("GB18030")));
        assertThat(refusal()).contains("inspection-closed.txt”第1行：文字不是 UTF-8 编码");
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        byte[] broken = new byte[good.length + 1];
        System.arraycopy(good, 0, broken, 0, good.length);
        broken[good.length] = (byte) 0xff;
        Files.write(folder.resolve("inspection-closed.txt"), broken);
        assertThat(refusal()).contains("第6行");
    }

    @Test
    void everythingIsSaidAtOnceAndWithoutAStackTrace() throws IOException {
        write("inspection-closed.txt", "标题\n");
        write("nosuch.txt", "x");
        NoticeSettingsRefused refused = catchThrowableOfType(NoticeSettingsRefused.class, () -> templates(folder));
        assertThat(refused).hasMessageContaining("inspection-closed.txt").hasMessageContaining("nosuch.txt");
        FailureAnalysis analysis = new NoticeSettingsRefusedAnalyzer().analyze(refused, refused);
        assertThat(analysis.getDescription()).contains("系统没有启动", "nosuch.txt");
        assertThat(analysis.getAction()).contains("重新启动");
    }

    @Test
    void aFolderThatIsNotThereIsRefused() {
        assertThat(catchThrowableOfType(NoticeSettingsRefused.class, () -> templates(folder.resolve("nosuch")))).hasMessageContaining("不存在");
    }

    /** Titles leave the house, to robots too; so they name cases, periods and results, and nobody. */
    @Test
    void titlesHoldNothingOfPeople() throws IOException {
        List<String> harmless = List.of("caseNo", "letterNo", "recordNo", "checkNo", "title", "month", "year", "quarter", "points", "level", "times", "what", "unit", "day");
        Map<String, String> wrong = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/notices"))) {
            for (Path file : files.toList()) {
                Pattern.compile("\\{([^}]+)}").matcher(Files.readAllLines(file).get(0)).results().map(found -> found.group(1)).filter(name -> !harmless.contains(name))
                        .forEach(name -> wrong.put(file.getFileName().toString(), name));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void refused(String file, String text, String... words) throws IOException {
        write(file, text);
        assertThat(refusal()).contains("“" + file + "”").contains(words);
        Files.delete(folder.resolve(file));
    }

    private String refusal() {
        NoticeSettingsRefused refused = catchThrowableOfType(NoticeSettingsRefused.class, () -> templates(folder));
        assertThat(refused).as("refused").isNotNull();
        return refused.getMessage();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private static NoticeTemplates templates(Path folder) {
        return new NoticeTemplates(new NoticeSettings(folder == null ? "" : folder.toString(), null));
    }
}
