package org.govintegrity.rectification;

import org.govintegrity.casefile.LimitStart;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

/** The plan is due as the case wants it from which the mending came, from the day it is asked for. */
@Component
class RectificationLimits implements LimitStart {

    private final RectificationService rectifications;
    private final Clock clock;

    RectificationLimits(RectificationService rectifications, Clock clock) {
        this.rectifications = rectifications;
        this.clock = clock;
    }

    @Override
    public Optional<Start> startOf(String caseNo, String taskKey, String item) {
        return rectifications.planRule(caseNo).map(rule -> new Start(LocalDate.now(clock), rule));
    }
}
