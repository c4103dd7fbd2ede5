package org.govintegrity.notice.channel;

import java.net.UnknownHostException;

/** A host that must not be called; as an {@link UnknownHostException} the HTTP client treats it as one that it cannot reach. */
class ForbiddenTarget extends UnknownHostException {

    ForbiddenTarget(String words) {
        super(words);
    }
}
