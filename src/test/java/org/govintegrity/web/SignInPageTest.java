package org.govintegrity.web;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** A run in earnest, with a database of its own: its first admin's password comes from outside. */
@TestPropertySource(properties = {"supervision.accounts.demo=false", "supervision.accounts.admin-password=Only-4-this-test",
        "spring.datasource.url=jdbc:h2:mem:earnest;DB_CLOSE_DELAY=-1"})
class SignInPageTest extends PageTest {

    @Test
    void inEarnestNoAccountIsNamed() {
        assertThat(visit("/login").text()).contains("登录").doesNotContain("演示环境", "Wendeng-2018", "supervisor1", "Only-4-this-test");
    }
}
