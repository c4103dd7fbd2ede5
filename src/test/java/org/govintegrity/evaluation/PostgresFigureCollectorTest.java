package org.govintegrity.evaluation;

import org.govintegrity.scenario.Postgres;
import org.springframework.test.context.ContextConfiguration;

/** The same on PostgreSQL. */
@ContextConfiguration(initializers = Postgres.class)
class PostgresFigureCollectorTest extends FigureCollectorTest {
}
