package org.govintegrity.notice;

import org.govintegrity.common.Sha256;
import org.govintegrity.registry.Similar;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Texts of notices: files {@code notices/<name>.txt}, title in the first line, {@code {name}} where a value goes. A file of the same
 * name in the configured folder takes the place of ours; all of them are read and checked at start.
 */
@Component
class NoticeTemplates {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final int LONGEST_TITLE = 200;
    private static final long LARGEST_FILE = 64 * 1024;

    /** The office's own, by name; read once, so that a file being edited cannot stop a case in its way. */
    private final Map<String, String> own;

    record Text(String version, String title, String body) {
    }

    /** @throws NoticeSettingsRefused naming file, line and remedy for everything that is wrong with the folder */
    NoticeTemplates(NoticeSettings settings) {
        this.own = settings.templates().isBlank() ? Map.of() : read(Path.of(settings.templates().strip()));
    }

    /** Whether the office has put its own words in the place of ours. */
    boolean overridden(String template) {
        return own.containsKey(template);
    }

    /** @throws IllegalStateException if the template is missing or incomplete, lacks a value or is given one it does not use */
    Text render(String template, Map<String, String> values) {
        String source = own.containsKey(template) ? own.get(template) : packaged(template);
        int endOfTitle = source.indexOf('\n');
        if (endOfTitle < 0) {
            throw new IllegalStateException("notice template " + template + " needs a title in its first line and a text below");
        }
        Set<String> unused = new TreeSet<>(values.keySet());
        // one line, whatever a value holds: it becomes a mail's subject
        String title = fill(template, source.substring(0, endOfTitle), values, unused).replaceAll("\\s+", " ").strip();
        String body = fill(template, source.substring(endOfTitle + 1), values, unused).strip();
        if (title.isEmpty() || body.isEmpty()) {
            throw new IllegalStateException("notice template " + template + " needs a title in its first line and a text below");
        }
        if (!unused.isEmpty()) {
            throw new IllegalStateException("notice template " + template + " does not use " + unused);
        }
        return new Text(Sha256.hex(source).substring(0, 12), title, body);
    }

    private static String fill(String template, String source, Map<String, String> values, Set<String> unused) {
        Matcher matcher = PLACEHOLDER.matcher(source);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            String value = values.get(matcher.group(1));
            if (value == null) {
                throw new IllegalStateException("notice template " + template + " needs a value for {" + matcher.group(1) + "}");
            }
            unused.remove(matcher.group(1));
            matcher.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(text).toString();
    }

    /** With one kind of line end: a template's version is its words, not how they were checked out. */
    private static String packaged(String template) {
        try {
            return new ClassPathResource("notices/" + template + ".txt").getContentAsString(StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new IllegalStateException("there is no notice template " + template, e);
        }
    }

    private static Map<String, String> read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new NoticeSettingsRefused(List.of("通知模板文件夹“" + folder + "”不存在或者不是文件夹：请建好文件夹，或者把 supervision.notice.templates 留空。"));
        }
        Map<String, String> own = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        Set<String> known = names();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList()) {
                String name = file.getFileName().toString();
                if (!name.endsWith(".txt") || !known.contains(name.substring(0, name.length() - 4))) {
                    problems.add("通知模板“" + name + "”：系统没有这个名称的模板。" + Similar.hint(name.replace(".txt", ""),
                            known.stream().collect(Collectors.toMap(one -> one + ".txt", List::of, (a, b) -> a, TreeMap::new)),
                            "文件名应与系统自带的相同，例如 " + known.iterator().next() + ".txt。") + "不是模板的文件请移出这个文件夹。");
                } else {
                    String template = name.substring(0, name.length() - 4);
                    String text = text(file, problems);
                    if (text != null && check(name, text, packaged(template), problems)) {
                        own.put(template, text);
                    }
                }
            }
        } catch (IOException e) {
            problems.add("通知模板文件夹“" + folder + "”读不了（" + e.getClass().getSimpleName() + "）：请检查权限。");
        }
        if (!problems.isEmpty()) {
            throw new NoticeSettingsRefused(problems);
        }
        return own;
    }

    private static String text(Path file, List<String> problems) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            problems.add("通知模板“" + file.getFileName() + "”：超过64KB，不像是通知。请检查是不是放错了文件。");
            return null;
        }
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(in).toString();
            return (text.startsWith("\uFEFF") ? text.substring(1) : text).replace("\r\n", "\n");
        } catch (CharacterCodingException e) {
            // the decoder stops at what it cannot read
            long line = 1 + new String(bytes, 0, in.position(), StandardCharsets.UTF_8).chars().filter(c -> c == '\n').count();
            problems.add("通知模板“" + file.getFileName() + "”第" + line + "行：文字不是 UTF-8 编码。请在编辑器里另存为 UTF-8。");
            return null;
        }
    }

    /** @return whether nothing is wrong with it */
    private static boolean check(String name, String text, String ours, List<String> problems) {
        int before = problems.size();
        String[] lines = text.split("\n", -1);
        Set<String> allowed = placeholders(ours);
        Set<String> inTitle = placeholders(ours.substring(0, ours.indexOf('\n')));
        if (lines[0].isBlank()) {
            problems.add(at(name, 1) + "第一行应是标题，现在是空行。请在第一行写标题。");
        } else if (lines[0].length() > LONGEST_TITLE) {
            problems.add(at(name, 1) + "标题超过" + LONGEST_TITLE + "个字。请缩短。");
        }
        if (Arrays.stream(lines).skip(1).allMatch(String::isBlank)) {
            problems.add(at(name, Math.max(2, lines.length)) + "标题下面没有正文。请从第二行起写正文。");
        }
        for (int i = 0; i < lines.length; i++) {
            for (String used : placeholders(lines[i])) {
                if (!allowed.contains(used)) {
                    problems.add(at(name, i + 1) + "没有“{" + used + "}”这一项。可用的有：" + braces(allowed) + "。请改正或者删去。");
                } else if (i == 0 && !inTitle.contains(used)) {
                    // titles are shown where the text is not
                    problems.add(at(name, 1) + "标题里不能用“{" + used + "}”。标题里可用的有：" + (inTitle.isEmpty() ? "无" : braces(inTitle)) + "。请移到正文。");
                }
            }
            if (lines[i].replaceAll(PLACEHOLDER.pattern(), "").matches(".*[{}].*")) {
                problems.add(at(name, i + 1) + "花括号不成对。请写成“{名称}”，正文里不用花括号作标点。");
            }
        }
        Set<String> missing = new TreeSet<>(allowed);
        missing.removeAll(placeholders(text));
        if (!missing.isEmpty()) {
            problems.add(at(name, lines.length) + "缺少" + braces(missing) + "。文书的这些内容不能省略，请补上（位置不限）。");
        }
        return problems.size() == before;
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String braces(Set<String> names) {
        return names.stream().map(name -> "{" + name + "}").collect(Collectors.joining("、"));
    }

    private static String at(String name, int line) {
        return "通知模板“" + name + "”第" + line + "行：";
    }

    private static Set<String> names() {
        try {
            Set<String> names = new TreeSet<>();
            for (Resource file : new PathMatchingResourcePatternResolver(NoticeTemplates.class.getClassLoader()).getResources("classpath:notices/*.txt")) {
                String name = file.getFilename();
                if (name != null) {
                    names.add(name.substring(0, name.length() - 4));
                }
            }
            return names;
        } catch (IOException e) {
            throw new IllegalStateException("the packaged notice templates cannot be listed", e);
        }
    }
}
