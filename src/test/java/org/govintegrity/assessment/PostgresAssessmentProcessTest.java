package org.govintegrity.assessment;

import org.govintegrity.scenario.Postgres;
import org.springframework.test.context.ContextConfiguration;

/** The same on PostgreSQL. */
@ContextConfiguration(initializers = Postgres.class)
class PostgresAssessmentProcessTest extends AssessmentProcessTest {
}
