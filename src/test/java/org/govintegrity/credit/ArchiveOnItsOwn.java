package org.govintegrity.credit;

import liquibase.integration.spring.SpringLiquibase;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The archive on an H2 database of its own with nothing else around it, on one connection so that it is quick. */
final class ArchiveOnItsOwn {

    /** kept here because a logger nobody holds forgets its level */
    private static final Logger LIQUIBASE = Logger.getLogger("liquibase");

    final JdbcClient jdbc;
    final JdbcTemplate batch;
    final CreditArchive archive;
    final TransactionTemplate transaction;

    ArchiveOnItsOwn() {
        var database = new SingleConnectionDataSource("jdbc:h2:mem:" + UUID.randomUUID(), "sa", "", true);
        LIQUIBASE.setLevel(Level.WARNING);
        var liquibase = new SpringLiquibase();
        liquibase.setDataSource(database);
        liquibase.setResourceLoader(new DefaultResourceLoader());
        liquibase.setChangeLog("classpath:db/changelog/modules/credit.yaml");
        try {
            liquibase.afterPropertiesSet();
        } catch (liquibase.exception.LiquibaseException e) {
            throw new IllegalStateException(e);
        }
        jdbc = JdbcClient.create(database);
        batch = new JdbcTemplate(database);
        archive = new CreditArchive(jdbc, batch, new CreditSubjects(jdbc, batch, new IdentityVault(new IdentitySettings("a key of a test, long enough to be one")),
                Clock.systemUTC()), Clock.systemUTC(), event -> { });
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    }
}
