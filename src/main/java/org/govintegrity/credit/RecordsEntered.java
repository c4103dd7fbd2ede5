package org.govintegrity.credit;

import java.util.List;

/**
 * These records were entered, or the document of one that was held 在途 has come into force; published within the transaction
 * that does it.
 *
 * @param records as they stand now; at least one, at most as many as one step of a filing enters
 */
public record RecordsEntered(List<CreditRecord> records) {

    public RecordsEntered {
        records = List.copyOf(records);
    }
}
