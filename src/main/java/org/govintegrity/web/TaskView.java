package org.govintegrity.web;

import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.TaskEntry;

/**
 * A task as lists show it.
 *
 * @param entry    whose it is and when it is due
 * @param file     its case; null where that is not a case file
 * @param assignee who has taken it; null while nobody has
 */
public record TaskView(TaskEntry entry, CaseFile file, String assignee) {

    /** Title of the case, or nothing. */
    public String title() {
        return file == null ? "" : file.title();
    }
}
