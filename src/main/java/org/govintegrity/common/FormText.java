package org.govintegrity.common;

import java.util.regex.Pattern;

/**
 * What people typed, for showing in a form. A form's text is read as Markdown with HTML in it, so that a report could
 * bring links, pictures and headings of its own, and lose whatever stands in angle brackets.
 */
public final class FormText {

    private static final String MARKS = "&<>*_`[]#!|~\\{}";
    /** What makes a list or a heading at the beginning of a line. */
    private static final Pattern START_OF_BLOCK = Pattern.compile("^(\\d{1,9})([.)])|^([-+=])");

    private FormText() {
    }

    /** The same letters, with no meaning of their own and line breaks kept; null and blank give an empty text. */
    public static String plain(String typed) {
        if (typed == null || typed.isBlank()) {
            return "";
        }
        StringBuilder plain = new StringBuilder();
        typed.strip().codePoints().forEach(letter -> {
            if (MARKS.indexOf(letter) >= 0) {
                entity(plain, letter);
            } else {
                plain.appendCodePoint(letter);
            }
        });
        String marked = START_OF_BLOCK.matcher(plain).replaceFirst(start -> start.group(3) == null
                ? start.group(1) + entity(start.group(2)) : entity(start.group(3)));
        return marked.replaceAll("\\R", "<br>");
    }

    private static String entity(String letter) {
        return entity(new StringBuilder(), letter.codePointAt(0)).toString();
    }

    private static StringBuilder entity(StringBuilder text, int letter) {
        return text.append("&#").append(letter).append(';');
    }
}
