package org.govintegrity.check;

/** Starts the process of a check, within the transaction of whoever asks. */
public interface CheckStarter {

    /**
     * Takes a check in and starts its process: it is answered when this returns, unless it is an emergency.
     *
     * @param emergency why the matter cannot wait; null for an ordinary one
     * @return the check's number
     */
    String start(Asker asker, Wanted wanted, String emergency);
}
