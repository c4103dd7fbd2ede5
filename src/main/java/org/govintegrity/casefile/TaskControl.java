package org.govintegrity.casefile;

/** What a service may do to an open task of the engine. Called within the transaction that decides it. */
public interface TaskControl {

    /** Whether the model lets the unit hand the case back at this task. */
    boolean mayBeHandedBack(String taskId);

    /** The task's entry in the {@link TaskBook} has another due date: the engine's task and what its form shows follow. */
    void dueMoved(String taskId);

    /** The task passes from one group to another; whoever had taken it has it no longer. */
    void passTo(String taskId, String fromGroup, String toGroup);
}
