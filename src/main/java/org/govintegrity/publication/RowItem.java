package org.govintegrity.publication;

import java.time.LocalDate;

/** How a row of a public register stands at the gate; the columns say what each is, the states are those of {@link PublicationItem}. */
public record RowItem(String rowNo, String caseNo, String kind, String subjectName, String subjectCode, String documentNo, LocalDate documentDate, LocalDate lastDay, String body,
                      String state, String gate, String reason, String shown, LocalDate publishedOn, LocalDate shownUntil, LocalDate takenDownOn) {

    /** In the columns that records have, for the page of the case. */
    public PublicationItem asItem() {
        return new PublicationItem(rowNo, caseNo, state, gate, reason, subjectName, subjectCode, documentNo, documentDate, null, shown, publishedOn, shownUntil, takenDownOn, null, null, null);
    }
}
