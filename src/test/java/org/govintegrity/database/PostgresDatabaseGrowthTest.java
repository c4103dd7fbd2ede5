package org.govintegrity.database;

import org.govintegrity.scenario.Postgres;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/** The same on PostgreSQL, which knows how big each table is. */
@ContextConfiguration(initializers = Postgres.class)
class PostgresDatabaseGrowthTest extends DatabaseGrowthTest {

    @Override
    protected void bytesAreWhatTheDatabaseTells(Long whole, Long table) {
        assertThat(table).isPositive();
        assertThat(whole).isGreaterThan(table);
    }

    @Override
    protected void bringEstimatesUpToDate() {
        jdbc.sql("analyze").update();
    }
}
