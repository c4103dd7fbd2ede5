package org.govintegrity.database;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import java.nio.file.Path;
import java.time.Clock;

import static org.assertj.core.api.Assertions.assertThat;

/** An H2 file, as the default run has one, knows its size. */
class DatabaseFileSizeTest {

    @Test
    void anH2FileTellsItsSize(@TempDir Path folder) {
        SingleConnectionDataSource file = new SingleConnectionDataSource("jdbc:h2:" + folder.resolve("supervision") + ";WRITE_DELAY=0", "sa", "", true);
        try {
            JdbcTemplate template = new JdbcTemplate(file);
            template.execute("create table database_sample (sampled_on date, table_name varchar(128), row_count bigint, byte_count bigint)");
            DatabaseGrowth growth = new DatabaseGrowth(JdbcClient.create(template), template, Clock.systemUTC());
            growth.sample();
            assertThat(growth.now().get(0).size().byteCount()).isPositive();
            assertThat(template.queryForObject("select byte_count from database_sample where table_name = '*'", Long.class)).isPositive();
        } finally {
            file.destroy();
        }
    }
}
