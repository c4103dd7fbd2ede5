package org.govintegrity.registry;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Loads the configured district before the other runners, which need its people; broken data stops the start-up. */
@Component
@Order(10)
class SeedsAtStartUp implements ApplicationRunner {

    /** @param seeds folder of the district's data, or a resource location */
    @ConfigurationProperties("supervision")
    record Settings(String seeds) {
    }

    private final SeedLoader loader;
    private final Settings settings;

    SeedsAtStartUp(SeedLoader loader, Settings settings) {
        this.loader = loader;
        this.settings = settings;
    }

    @Override
    public void run(ApplicationArguments args) {
        loader.load(settings.seeds());
    }
}
