package org.govintegrity.notice;

import org.govintegrity.common.Sha256;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of notices: files {@code notices/<name>.txt}, title in the first line, {@code {name}} where a value goes. */
@Component
class NoticeTemplates {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    record Text(String version, String title, String body) {
    }

    /** @throws IllegalStateException if the template is missing or incomplete, lacks a value or is given one it does not use */
    Text render(String template, Map<String, String> values) {
        String source = read(template);
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
        return new Text(sha256(source).substring(0, 12), title, body);
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
    private static String read(String template) {
        try {
            return new ClassPathResource("notices/" + template + ".txt").getContentAsString(StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new IllegalStateException("there is no notice template " + template, e);
        }
    }

    private static String sha256(String text) {
        return Sha256.hex(text);
    }
}
