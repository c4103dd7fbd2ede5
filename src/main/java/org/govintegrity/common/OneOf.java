package org.govintegrity.common;

import java.util.Collection;

/**
 * A condition for any number of texts: one parameter for one, and one array for many. A list of a thousand parameters takes both
 * databases longer to read than what it asks for, and each length of it is another statement; an array for one text would be
 * planned for ten by PostgreSQL.
 *
 * @param sql   to put into the statement; its parameter is named {@code values}
 * @param value of that parameter
 */
public record OneOf(String sql, Object value) {

    /** @param column never text from outside */
    public static OneOf of(String column, Collection<String> values) {
        return values.size() == 1 ? new OneOf(column + " = :values", values.iterator().next())
                : new OneOf(column + " = any(:values)", values.toArray(String[]::new));
    }
}
