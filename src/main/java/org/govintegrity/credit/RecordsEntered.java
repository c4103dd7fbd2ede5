package org.govintegrity.credit;

import java.util.Collection;
import java.util.List;

/**
 * These records were entered, or the document of one that was held 在途 has come into force; published within the transaction
 * that does it.
 *
 * @param records as they stand now; at least one, at most as many as one step of a filing enters
 * @param files   of their subjects, as far as they have been read on the way
 * @param fresh   whether they were entered just now, so that nobody can know them yet
 */
public record RecordsEntered(List<CreditRecord> records, Collection<CreditSubject> files, boolean fresh) {

    public RecordsEntered {
        records = List.copyOf(records);
        files = List.copyOf(files);
    }

    /** The document of a record that has been there before has come into force. */
    public static RecordsEntered inForce(CreditRecord record) {
        return new RecordsEntered(List.of(record), List.of(), false);
    }
}
