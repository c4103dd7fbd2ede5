package org.govintegrity.board;

import org.govintegrity.scenario.Postgres;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/** The same on PostgreSQL. */
@ContextConfiguration(initializers = Postgres.class)
@TestPropertySource(inheritProperties = false, properties = "supervision.mail.from=supervision@wendeng.example")
class PostgresWeeklyReportProcessTest extends WeeklyReportProcessTest {
}
