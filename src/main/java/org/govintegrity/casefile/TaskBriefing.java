package org.govintegrity.casefile;

import java.util.Map;

/**
 * What a family of processes wants a person to see above the fields of a task's form.
 * Called when a task opens and whenever its dates move.
 */
public interface TaskBriefing {

    /**
     * @param caseNo  the task's case
     * @param taskKey id of the user task in the model
     * @param item    which one of several side by side it is (the multi-instance's element {@code item}), or null
     * @return texts and numbers, shown in the form as {@code {{brief.<name>}}} and read as Markdown, so that what people
     *         typed goes through {@link org.govintegrity.common.FormText}; lists of
     *         {@code {label, value}} maps become options for the form's choice of that name; {@code taskName} renames the task; empty if not ours
     */
    Map<String, Object> brief(String caseNo, String taskKey, String item);
}
