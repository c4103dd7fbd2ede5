package org.govintegrity.common;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/**
 * Writes many rows of one table: by {@code COPY} on PostgreSQL, which takes them in half the time of a batch of inserts, and as a
 * batch elsewhere. In the caller's transaction either way, all or nothing.
 */
public final class BulkInsert {

    private static final int BUFFER = 64 * 1024;

    private final String table;
    private final List<String> columns;

    private BulkInsert(String table, List<String> columns) {
        this.table = table;
        this.columns = columns;
    }

    /** @param columns in the order of the values; as the table never text from outside */
    public static BulkInsert into(String table, String... columns) {
        return new BulkInsert(table, List.of(columns));
    }

    /**
     * @param rows texts, numbers, truth values, dates and times of {@code java.time}, or null, each row in the order of the columns
     * @throws org.springframework.dao.DataAccessException as of an insert, with none of the rows' values in it
     */
    public void rows(JdbcTemplate jdbc, List<Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        boolean copied = Boolean.TRUE.equals(jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            if (!connection.isWrapperFor(PGConnection.class)) {
                return false;
            }
            copy(connection.unwrap(PGConnection.class), rows);
            return true;
        }));
        if (!copied) {
            jdbc.batchUpdate("insert into " + table + " (" + String.join(", ", columns) + ") values ("
                    + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")", rows);
        }
    }

    private void copy(PGConnection connection, List<Object[]> rows) throws SQLException {
        CopyIn copy = connection.getCopyAPI().copyIn("copy " + table + " (" + String.join(", ", columns) + ") from stdin");
        try {
            StringBuilder text = new StringBuilder(BUFFER + 4096);
            for (Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    append(text, row[i]);
                    text.append(i < row.length - 1 ? '\t' : '\n');
                }
                if (text.length() >= BUFFER) {
                    send(copy, text);
                }
            }
            send(copy, text);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void send(CopyIn copy, StringBuilder text) throws SQLException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
    }

    /** The text format of COPY (PostgreSQL documentation, COPY, File Formats): {@code \N} is null, a backslash escapes what would end a value or a row. */
    private static void append(StringBuilder text, Object value) {
        if (value == null) {
            text.append("\\N");
            return;
        }
        String plain = value.toString();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
    }
}
