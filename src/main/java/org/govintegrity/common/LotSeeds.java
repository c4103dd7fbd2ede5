package org.govintegrity.common;

import org.springframework.stereotype.Component;

/** Where the seeds of draws come from: from chance. A year that is played takes them from its own seed, so that it can be played again. */
@Component
public class LotSeeds {

    /** 32 hexadecimal digits, another each time. */
    public String next() {
        return Lot.seed();
    }
}
