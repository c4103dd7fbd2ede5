package org.govintegrity.database;

import org.govintegrity.scenario.Postgres;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.ContextConfiguration;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The same on PostgreSQL, whose driver writes the whole row of a batch into its message. */
@ContextConfiguration(initializers = Postgres.class)
class PostgresDiscreetJdbcTemplateTest extends DiscreetJdbcTemplateTest {

    @Value("${spring.datasource.url}") private String url;
    @Value("${spring.datasource.username}") private String user;
    @Value("${spring.datasource.password}") private String password;

    @Test
    void theDriverAsItComesWouldSayTheRow() {
        DriverManagerDataSource plain = new DriverManagerDataSource(url, user, password);
        DuplicateKeyException spoken = failing(DuplicateKeyException.class, () -> twice(new JdbcTemplate(plain)));
        assertThat(everythingSaid(spoken)).contains(NAME).contains(ID);
        DuplicateKeyException discreet = failing(DuplicateKeyException.class, () -> twice(new DiscreetJdbcTemplate(plain)));
        assertThat(discreet).hasMessageContaining("refused a statement, uq_credit_subject");
        assertThat(everythingSaid(discreet)).doesNotContain(NAME).doesNotContain(ID);
    }

    /** Outside the transaction of the test's own database access; the failed batch leaves nothing. */
    private static void twice(JdbcTemplate template) {
        template.batchUpdate(INSERT, List.of(ROW, ROW));
    }
}
