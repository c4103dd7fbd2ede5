package org.govintegrity.notice;

import java.util.List;

/**
 * Files that go with a notice by channels which carry whole texts (mail). A bean of whoever issues such a notice. Asked at every
 * attempt, it gives the same files, for they are made of what was kept when the notice was issued.
 */
public interface NoticeAttachments {

    /**
     * One file.
     *
     * @param name with its ending
     */
    record Attachment(String name, String mediaType, byte[] content) {
    }

    /**
     * @param template of the notice
     * @param caseNo   the case it belongs to
     * @return none for notices of others
     */
    List<Attachment> of(String template, String caseNo);
}
