package org.govintegrity.notice;

import org.govintegrity.scenario.Postgres;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** The same on PostgreSQL. */
@ContextConfiguration(initializers = Postgres.class)
@TestPropertySource(inheritProperties = false, properties = "supervision.mail.from=supervision@wendeng.example")
class PostgresNoticeChannelsProcessTest extends NoticeChannelsProcessTest {

    @Test
    void isPostgres() {
        assertThat(jdbc.sql("select version()").query(String.class).single()).startsWith("PostgreSQL");
    }
}
