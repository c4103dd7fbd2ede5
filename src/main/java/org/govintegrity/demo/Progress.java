package org.govintegrity.demo;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** How far the play is, for whoever opens a page meanwhile. */
@Component
@Profile("demo-year")
class Progress {

    /** @param percent of the year's days; @param words what has happened until then */
    record Step(int percent, String words) {
    }

    private volatile Step step;

    void at(int percent, String words) {
        step = new Step(percent, words);
    }

    void over() {
        step = null;
    }

    /** Null when nothing is being played. */
    Step step() {
        return step;
    }
}
