package org.govintegrity.notice;

import java.util.Map;

/** Issues notices: what was served to whom, when, on which channel, received when. */
public interface Notices {

    /**
     * Writes a notice from a template's current version and sends it on its way, within the caller's transaction:
     * in the application at once, by each other channel its unit wants in a job of its own after commit.
     *
     * @param template  name of a file in {@code notices/} on the class path, without suffix; an office may have put its own words in its place
     * @param caseNo    the case it belongs to
     * @param addressee group it is served on: a unit, a unit's head's group, a role, or one person ({@code Registry.personGroup})
     * @param values    for the template's placeholders
     * @return the notice's number, for instance {@code TZ-2026-000001}
     */
    String issue(String template, String caseNo, String addressee, Map<String, String> values);
}
