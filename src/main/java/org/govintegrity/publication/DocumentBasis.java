package org.govintegrity.publication;

import java.time.LocalDate;

/** The dated table of texts that may be published ({@code publication-document.dmn}). */
public interface DocumentBasis {

    /**
     * @param label  what texts of the kind are called, Chinese
     * @param basis  statute in Chinese, whether it allows or forbids
     * @param months how long it is shown, above 0
     */
    record Answer(boolean allowed, String label, String basis, int months) {
    }

    /** @param day the day of publication, whose law counts */
    Answer of(String kind, LocalDate day);
}
