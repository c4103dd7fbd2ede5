package org.govintegrity.publication;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * One page of what the public looks up, and how many there are.
 *
 * @param rows what is on the page
 * @param page from 1; the last one where a later was asked for
 */
record PublicSearch<T>(List<T> rows, int page, int pages, long total) {

    /** Parameters of a search for {@code text}: {@code :part} of a text in small letters, to be compared with {@code escape '!'}, and {@code :code}, a credit code. */
    static Map<String, Object> params(String text, Map<String, Object> others) {
        Map<String, Object> params = new HashMap<>(others);
        if (!text.isBlank()) {
            params.put("part", "%" + text.strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%");
            params.put("code", text.strip().toUpperCase(Locale.ROOT));
        }
        return params;
    }

    /**
     * @param column what is read of each, a JSON text
     * @param from   the rest of the statement from {@code from} on, without order
     * @param page   from 1
     */
    static <T> PublicSearch<T> of(JdbcClient jdbc, String column, String from, String order, Map<String, Object> params, int page, int size, Function<String, T> read) {
        long total = jdbc.sql("select count(*)" + from).params(params).query(Long.class).single();
        int pages = (int) Math.max(1, (total + size - 1) / size);
        int shown = Math.min(Math.max(1, page), pages);
        Map<String, Object> window = new HashMap<>(params);
        window.put("offset", (long) (shown - 1) * size);
        window.put("size", size);
        return new PublicSearch<>(jdbc.sql("select " + column + from + " order by " + order + " offset :offset rows fetch next :size rows only").params(window).query(String.class).list()
                .stream().map(read).toList(), shown, pages, total);
    }
}
