package org.govintegrity.engine.access;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;
import org.govintegrity.SupervisionApplication;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StartUpGuardTest {

    @Test
    void theDemonstrationRunsOnLoopbackOnly() {
        assertThat(demo("127.0.0.1")).isEmpty();
        assertThat(demo("localhost")).isEmpty();
        assertThat(demo("::1")).isEmpty();
        assertThat(demo("0.0.0.0")).singleElement().asString().contains("127.0.0.1");
        assertThat(demo("192.168.1.5")).hasSize(1);
        assertThat(demo("")).hasSize(1);   // empty means all addresses
    }

    @Test
    void productionNeedsItsSecretsAndPostgres() {
        MockEnvironment bare = new MockEnvironment();
        bare.setActiveProfiles("prod");
        assertThat(StartUpGuard.problems(bare)).hasSize(4);
        MockEnvironment h2 = prod().withProperty("spring.datasource.url", "jdbc:h2:mem:x");
        assertThat(StartUpGuard.problems(h2)).singleElement().asString().contains("PostgreSQL");
        assertThat(StartUpGuard.problems(prod().withProperty("spring.datasource.password", " "))).singleElement().asString().contains("SUPERVISION_DB_PASSWORD");
        assertThat(StartUpGuard.problems(prod().withProperty("supervision.identity.key", "short"))).singleElement().asString().contains("SUPERVISION_IDENTITY_KEY");
        assertThat(StartUpGuard.problems(prod().withProperty("supervision.identity.key", "demonstration-only-identity-key-not-for-real-people")))
                .singleElement().asString().contains("SUPERVISION_IDENTITY_KEY");
        assertThat(StartUpGuard.problems(prod().withProperty("supervision.accounts.admin-password", "password"))).singleElement().asString().contains("SUPERVISION_ADMIN_PASSWORD");
        assertThat(StartUpGuard.problems(prod().withProperty("supervision.accounts.demo", "true").withProperty("server.address", "127.0.0.1")))
                .singleElement().asString().contains("演示账号");
        assertThat(StartUpGuard.problems(prod())).isEmpty();
    }

    @Test
    void anUnsafeApplicationDoesNotStart() {
        SpringApplication application = new SpringApplication(SupervisionApplication.class);
        assertThatThrownBy(() -> application.run("--server.address=0.0.0.0", "--server.port=0", "--spring.datasource.url=jdbc:h2:mem:unsafe"))
                .isInstanceOf(UnsafeConfiguration.class).hasMessageContaining("演示账号");
    }

    private static List<String> demo(String address) {
        return StartUpGuard.problems(new MockEnvironment().withProperty("supervision.accounts.demo", "true").withProperty("server.address", address));
    }

    @Test
    void aPlayedYearIsNeverRunInEarnest() {
        MockEnvironment both = prod();
        both.setActiveProfiles("prod", "demo-year");
        assertThat(StartUpGuard.problems(both)).singleElement().asString().contains("demo-year", "prod");
    }

    private static MockEnvironment prod() {
        MockEnvironment environment = new MockEnvironment();
        environment.setActiveProfiles("prod");
        return environment.withProperty("spring.datasource.url", "jdbc:postgresql://db/supervision").withProperty("spring.datasource.username", "u")
                .withProperty("spring.datasource.password", "p").withProperty("supervision.accounts.admin-password", "Wendeng#2026x")
                .withProperty("supervision.identity.key", "thirty-two characters or even more of them").withProperty("server.address", "0.0.0.0");
    }
}
