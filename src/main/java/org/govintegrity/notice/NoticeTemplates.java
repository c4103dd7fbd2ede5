package org.govintegrity.notice;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of notices: files {@code notices/<name>.txt}, title in the first line, {@code {name}} where a value goes. */
@Component
class NoticeTemplates {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z]+)}");

    record Text(String version, String title, String body) {
    }

    /** @throws IllegalStateException if the template is missing, lacks a value or is given one it does not use */
    Text render(String template, Map<String, String> values) {
        String source = read(template);
        Set<String> used = new HashSet<>();
        Matcher matcher = PLACEHOLDER.matcher(source);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            String value = values.get(matcher.group(1));
            if (value == null) {
                throw new IllegalStateException("notice template " + template + " needs a value for {" + matcher.group(1) + "}");
            }
            used.add(matcher.group(1));
            matcher.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        matcher.appendTail(text);
        if (!used.containsAll(values.keySet())) {
            Set<String> unused = new HashSet<>(values.keySet());
            unused.removeAll(used);
            throw new IllegalStateException("notice template " + template + " does not use " + unused);
        }
        int endOfTitle = text.indexOf("\n");
        return new Text(sha256(source).substring(0, 12), text.substring(0, endOfTitle).strip(), text.substring(endOfTitle + 1).strip());
    }

    private static String read(String template) {
        try {
            return new ClassPathResource("notices/" + template + ".txt").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("there is no notice template " + template, e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
