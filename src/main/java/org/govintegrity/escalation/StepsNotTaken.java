package org.govintegrity.escalation;

import java.util.List;

/** Steps of the ladder that could not be taken, each with the error number under which the log says why. All others were. */
public class StepsNotTaken extends RuntimeException {

    StepsNotTaken(List<String> tasks) {
        super("the ladder was not climbed for " + String.join(", ", tasks));
    }
}
