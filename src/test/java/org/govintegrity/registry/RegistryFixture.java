package org.govintegrity.registry;

import liquibase.integration.spring.SpringLiquibase;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

import static org.govintegrity.common.ChineseDates.ZONE;

/** The registry on a database of its own with nothing else: no engine, no web. */
class RegistryFixture {

    static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    /** kept here because a logger nobody holds forgets its level */
    private static final Logger LIQUIBASE = Logger.getLogger("liquibase");

    final JdbcClient jdbc;
    final RegistryStore store;
    final Registry registry;
    final List<RegistryLoaded> published = new ArrayList<>();
    /** what a listener of the load does, inside its transaction */
    Consumer<RegistryLoaded> listener = event -> {
    };

    final TransactionTemplate transactions;

    RegistryFixture() throws Exception {
        var database = new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
        LIQUIBASE.setLevel(Level.WARNING);
        var liquibase = new SpringLiquibase();
        liquibase.setDataSource(database);
        liquibase.setResourceLoader(new DefaultResourceLoader());
        liquibase.setChangeLog("classpath:db/changelog/modules/registry.yaml");
        liquibase.afterPropertiesSet();
        jdbc = JdbcClient.create(database);
        store = new RegistryStore(jdbc);
        registry = new Registry(store);
        transactions = new TransactionTemplate(new JdbcTransactionManager(database));
    }

    SeedLoader loader() {
        return loader(TODAY);
    }

    SeedLoader loader(LocalDate today) {
        var clock = Clock.fixed(today.atTime(9, 0).atZone(ZONE).toInstant(), ZONE);
        return new SeedLoader(store, new DefaultResourceLoader(), transactions, event -> {
            var loaded = (RegistryLoaded) event;
            published.add(loaded);
            listener.accept(loaded);
        }, clock);
    }

    long rows() {
        return List.of("plan", "plan_goal", "unit", "unit_group", "person", "person_role", "clause", "clause_unit",
                        "clause_milestone", "named_unit", "seed_load").stream()
                .mapToLong(table -> jdbc.sql("select count(*) from registry_" + table).query(Long.class).single())
                .sum();
    }
}
