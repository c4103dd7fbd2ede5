package org.govintegrity.publication;

import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.SubjectKind;

import java.time.LocalDate;

/** The dated table of what may be published on which legal basis ({@code publication-basis.dmn}). */
public interface PublicationBasis {

    /** @param basis statute in Chinese, whether it allows or forbids */
    record Answer(boolean allowed, String basis) {
    }

    /** @param day the day of publication, whose law counts */
    Answer of(SubjectKind subject, RecordKind kind, LocalDate day);
}
