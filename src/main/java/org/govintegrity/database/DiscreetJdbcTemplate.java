package org.govintegrity.database;

import org.springframework.beans.BeanUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;

import javax.sql.DataSource;
import java.lang.reflect.Constructor;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says of a statement that failed which and why, but not with which values. The drivers put them into their messages, PostgreSQL's
 * those of a whole row of a batch; the engine keeps the message of a job that failed, and the log keeps it too, and neither is a place
 * for what a row says of a person. The exception is of the class that Spring chooses, with SQL state and vendor code.
 */
public class DiscreetJdbcTemplate extends JdbcTemplate {

    /** The name of a constraint, an index or a column, as the drivers quote it; never what stands in brackets behind it. */
    private static final Pattern NAME = Pattern.compile("(?:constraint|column|relation|index|constraint violation|key violation):? \"(?:[A-Z]+\\.)?([A-Za-z_][A-Za-z0-9_]*)");

    public DiscreetJdbcTemplate(DataSource database) {
        super(database);
    }

    @Override
    protected DataAccessException translateException(String task, String sql, SQLException failed) {
        SQLException reason = reason(failed);
        DataAccessException chosen = super.translateException(task, sql, reason);
        SQLException clean = new SQLException("the database refused a statement" + name(reason), reason.getSQLState(), reason.getErrorCode());
        clean.setStackTrace(failed.getStackTrace());
        String text = sql == null ? "" : sql;
        if (chosen instanceof BadSqlGrammarException) {
            return new BadSqlGrammarException(task, text, clean);
        }
        try {
            Constructor<? extends DataAccessException> same = chosen.getClass().getConstructor(String.class, Throwable.class);
            return BeanUtils.instantiateClass(same, task + "; SQL [" + text + "]; " + clean.getMessage() + ", SQL state " + clean.getSQLState(), clean);
        } catch (NoSuchMethodException another) {
            return new UncategorizedSQLException(task, text, clean);
        }
    }

    /** Of a batch, why its first row failed. */
    private static SQLException reason(SQLException failed) {
        return failed instanceof BatchUpdateException && failed.getNextException() != null ? failed.getNextException() : failed;
    }

    private static String name(SQLException reason) {
        Matcher found = NAME.matcher(reason.getMessage() == null ? "" : reason.getMessage());
        return found.find() ? ", " + found.group(1) : "";
    }
}
