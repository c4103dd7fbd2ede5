package org.govintegrity.warning;

import org.govintegrity.scenario.Postgres;
import org.springframework.test.context.ContextConfiguration;

/** The same on PostgreSQL. */
@ContextConfiguration(initializers = Postgres.class)
class PostgresSignalImportTest extends SignalImportTest {
}
