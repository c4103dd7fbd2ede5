package org.govintegrity.database;

import org.govintegrity.scenario.Postgres;
import org.springframework.test.context.ContextConfiguration;

/** The same on PostgreSQL, whose driver writes the whole row of a batch into its message. */
@ContextConfiguration(initializers = Postgres.class)
class PostgresDiscreetJdbcTemplateTest extends DiscreetJdbcTemplateTest {
}
