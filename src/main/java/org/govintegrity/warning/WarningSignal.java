package org.govintegrity.warning;

/** Something happened that the process of a warning waits for. Published within the transaction that records it. @param message of the model, or {@link #BEGIN} */
public record WarningSignal(String caseNo, String message) {

    public static final String BEGIN = "begin";
    static final String LETTER_RECEIVED = "warning.letterReceived";
}
