package org.govintegrity.database;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import javax.sql.DataSource;

/** For results of any length: within a transaction, rows come in pieces. PostgreSQL would else bring all of them into memory first. */
@Component
public class Streams {

    private static final int FETCH = 500;

    private final JdbcClient jdbc;

    Streams(DataSource database) {
        JdbcTemplate template = new DiscreetJdbcTemplate(database);
        template.setFetchSize(FETCH);
        this.jdbc = JdbcClient.create(template);
    }

    /** A statement whose rows are handed over one by one. */
    public JdbcClient.StatementSpec sql(String sql) {
        return jdbc.sql(sql);
    }
}
