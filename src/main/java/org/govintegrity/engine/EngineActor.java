package org.govintegrity.engine;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.govintegrity.casefile.Actor;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Whoever the engine's current authentication names; jobs and timers have none. */
@Component
class EngineActor implements Actor {

    private final IdentityService identity;

    EngineActor(@Lazy IdentityService identity) {
        this.identity = identity;
    }

    @Override
    public String id() {
        Authentication current = identity.getCurrentAuthentication();
        return current == null || current.getUserId() == null ? SYSTEM : current.getUserId();
    }
}
