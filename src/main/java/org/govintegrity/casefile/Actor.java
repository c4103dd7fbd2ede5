package org.govintegrity.casefile;

/** Who acts at this moment: the signed-in person, or the system itself (timers and jobs). */
public interface Actor {

    String SYSTEM = "system";

    /** @return the person's id, or {@link #SYSTEM} */
    String id();
}
