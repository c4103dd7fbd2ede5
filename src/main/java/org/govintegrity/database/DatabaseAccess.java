package org.govintegrity.database;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import javax.sql.DataSource;

/** All statements of ours go through one template, those of {@code JdbcClient} too. */
@Configuration
class DatabaseAccess {

    @Bean
    JdbcTemplate jdbcTemplate(DataSource database) {
        return new DiscreetJdbcTemplate(database);
    }
}
