package org.govintegrity.database;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts {@link OneWriter} before an H2 file. In memory nothing outlives a kill, and PostgreSQL needs no help. */
@Configuration
class EmbeddedDatabase {

    @Bean
    static BeanPostProcessor oneWriterToAFile() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof HikariDataSource pool && isFile(pool.getJdbcUrl()) ? new OneWriter(pool) : bean;
            }
        };
    }

    private static boolean isFile(String url) {
        return url != null && url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:h2:mem:");
    }
}
