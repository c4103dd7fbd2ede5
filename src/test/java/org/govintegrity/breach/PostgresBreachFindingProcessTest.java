package org.govintegrity.breach;

import org.govintegrity.scenario.Postgres;
import org.springframework.test.context.ContextConfiguration;

/** The same on PostgreSQL. */
@ContextConfiguration(initializers = Postgres.class)
class PostgresBreachFindingProcessTest extends BreachFindingProcessTest {
}
