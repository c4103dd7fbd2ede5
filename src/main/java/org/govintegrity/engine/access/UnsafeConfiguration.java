package org.govintegrity.engine.access;

import java.util.List;

/** The application is configured in a way in which it must not run. Each problem is Chinese and says what to set. */
class UnsafeConfiguration extends RuntimeException {

    UnsafeConfiguration(List<String> problems) {
        super(String.join("\n", problems));
    }
}
