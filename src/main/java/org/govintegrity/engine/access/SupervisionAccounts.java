package org.govintegrity.engine.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which accounts come with the system ({@code supervision.accounts}).
 *
 * @param demo          demonstration: everybody in people.csv can sign in with {@code demoPassword}
 * @param demoPassword  shown on the sign-in page; used only where {@code demo} is true
 * @param adminPassword first password of {@code admin} where {@code demo} is false; from the environment, its strength checked by {@link StartUpGuard}
 */
@ConfigurationProperties("supervision.accounts")
public record SupervisionAccounts(@DefaultValue("false") boolean demo, String demoPassword, String adminPassword) {

    public SupervisionAccounts {
        if (demo && (demoPassword == null || demoPassword.isBlank())) {
            throw new IllegalArgumentException("supervision.accounts.demo-password is missing");
        }
    }
}
