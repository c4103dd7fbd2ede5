package org.govintegrity.casefile;

import org.govintegrity.common.Refusal;

import java.util.List;
import java.util.Optional;

/** What a service may do to an open task of the engine. Called within the transaction that decides it. */
public interface TaskControl {

    /** Rule of the limit within which the model lets the unit hand the case back at this task; empty if it does not. */
    Optional<String> handBackRule(String taskId);

    /** What the forms of a case's open tasks show has changed: their briefs are written anew; nothing else about them changes. */
    void briefAgain(String caseNo);

    /** The task's entry in the {@link TaskBook} has another due date: the engine's task and what its form shows follow. */
    void dueMoved(String taskId);

    /** The task passes from one group to another; whoever had taken it has it no longer. */
    void passTo(String taskId, String fromGroup, String toGroup);

    /** Who may be given the task: its candidates and the people of the unit that owns it, but nobody who has it, is away or has to stand back. */
    List<String> assignable(String taskId);

    /** Who has taken the task. */
    Optional<String> assignee(String taskId);

    /**
     * Gives the task to somebody, whoever had it.
     *
     * @throws Refusal if that person is not one of {@link #assignable}
     */
    void reassign(String taskId, String personId);

    /** The signed-in person takes the task, also one that an absent person has for whom they act. */
    void take(String taskId, String personId);
}
