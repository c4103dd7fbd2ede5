package org.govintegrity.web;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The words our script replaces in forms are the ones the web apps' form-js really has. */
class FormWordsTest {

    private static final String RESOURCES = "/META-INF/resources/webjars/camunda/";
    /** form-js puts these together. */
    private static final List<String> COMPOSED = List.of("Value is expected to be an integer.", "yyyy/mm/dd");

    @Test
    void everyReplacedWordIsOneOfFormJs() throws IOException {
        String script = read("app/tasklist/scripts/form-words.js");
        String library = read("lib/deps.js");
        List<String> words = Pattern.compile("^  '([^']+)': '", Pattern.MULTILINE).matcher(script).results().map(m -> m.group(1)).toList();
        assertThat(words).hasSizeGreaterThan(15).contains("Field is required.");
        assertThat(words).filteredOn(word -> !COMPOSED.contains(word)).allSatisfy(word -> assertThat(library).contains('"' + word + '"'));
    }

    private static String read(String file) throws IOException {
        try (InputStream in = FormWordsTest.class.getResourceAsStream(RESOURCES + file)) {
            assertThat(in).as(file).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
