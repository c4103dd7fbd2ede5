package org.govintegrity.demo;

import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.LotSeeds;
import org.govintegrity.common.Sha256;
import org.govintegrity.engine.MovedClock;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Optional;

/** The clock and the seeds of a played year. Set up before any bean is made: the database is opened, and the models are deployed, at the year's beginning. */
@Configuration
@Profile("demo-year")
class DemoYearConfiguration {

    private static final int BEGINS_AT = 8;

    @Bean
    static BeanDefinitionRegistryPostProcessor beginTheYear(Environment environment) {
        return (BeanDefinitionRegistry registry) -> {
            DemoYearSettings settings = Binder.get(environment).bindOrCreate("supervision.demo-year", DemoYearSettings.class);
            YearFolder folder = new YearFolder(settings.folder());
            Optional<YearFolder.Played> played = folder.played();
            DemoYear year = played.map(YearFolder.Played::year).orElseGet(() -> DemoYear.of(settings, LocalDateTime.now(Clock.system(ChineseDates.ZONE)).withNano(0)));
            MovedClock clock = new MovedClock();
            if (played.isEmpty()) {
                folder.clear();
                clock.moveTo(year.from().atTime(BEGINS_AT, 0));
            }
            RootBeanDefinition definition = new RootBeanDefinition(MovedClock.class, () -> clock);
            definition.setPrimary(true);
            registry.registerBeanDefinition("demoYearClock", definition);
            registry.registerBeanDefinition("demoYear", new RootBeanDefinition(DemoYear.class, () -> year));
            registry.registerBeanDefinition("demoYearFolder", new RootBeanDefinition(YearFolder.class, () -> folder));
        };
    }

    /** While the year is played, draws follow from its seed; afterwards from chance again. */
    @Bean
    @Primary
    LotSeeds demoYearSeeds(DemoYear year, MovedClock clock) {
        return new LotSeeds() {
            private int drawn;

            @Override
            public synchronized String next() {
                return clock.moved() ? Sha256.hex(year.seed() + ":draw:" + drawn++).substring(0, 32) : super.next();
            }
        };
    }
}
