package org.govintegrity.casefile;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

/**
 * What a person handed in with a task's form. Checked against the form before it is stored:
 * required fields are there, texts within their length, dates are dates, choices are among those offered.
 * Fields left empty are absent.
 *
 * @param person     who handed it in, in their own right or as a substitute
 * @param onBehalfOf the absent person in whose stead they did, or null
 */
public record Submission(long id, String taskId, String taskKey, String caseNo, String item, String person, String onBehalfOf, LocalDateTime at,
                         Map<String, Object> values) {

    /** The trimmed text, or null. */
    public String text(String field) {
        Object value = values.get(field);
        return value == null ? null : value.toString();
    }

    public boolean flag(String field) {
        return Boolean.TRUE.equals(values.get(field));
    }

    public LocalDate date(String field) {
        String text = text(field);
        return text == null ? null : LocalDate.parse(text);
    }

    public Integer number(String field) {
        String text = text(field);
        return text == null ? null : new BigDecimal(text).intValueExact();
    }

    /** Chosen values of a checklist or tag list; empty if none. */
    public List<String> list(String field) {
        return values.get(field) instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }

    /** Rows of a dynamic list; empty if none. */
    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> rows(String field) {
        return values.get(field) instanceof List<?> list ? (List<Map<String, Object>>) list : List.of();
    }
}
