package org.govintegrity.engine;

import org.govintegrity.engine.access.SupervisionAccounts;
import org.springframework.stereotype.Component;

import java.util.Optional;

/** Whether this run is a demonstration whose accounts anybody may be told. */
@Component
public class DemoSignIn {

    private final SupervisionAccounts accounts;

    DemoSignIn(SupervisionAccounts accounts) {
        this.accounts = accounts;
    }

    /** The password of all demonstration accounts; empty where a district runs in earnest. */
    public Optional<String> password() {
        return accounts.demo() ? Optional.of(accounts.demoPassword()) : Optional.empty();
    }
}
