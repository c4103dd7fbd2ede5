package org.govintegrity.engine;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Calls the engine without asking for the signed-in person's rights: for steps the system takes by itself once a service
 * has decided that they follow, such as starting the process of a notice.
 */
@Component
public class AsSystem {

    private final IdentityService identity;

    AsSystem(@Lazy IdentityService identity) {
        this.identity = identity;
    }

    public <T> T call(Supplier<T> action) {
        Authentication current = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            return action.get();
        } finally {
            if (current != null) {
                identity.setAuthentication(current.getUserId(), current.getGroupIds(), Objects.requireNonNullElse(current.getTenantIds(), List.of()));
            }
        }
    }

    public void run(Runnable action) {
        call(() -> {
            action.run();
            return null;
        });
    }
}
