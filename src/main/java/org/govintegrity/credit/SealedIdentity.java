package org.govintegrity.credit;

/**
 * An identity number on its way into the archive, in the only form in which it may be stored: to be found by, to be opened by
 * {@link IdentityVault}, and to be shown. No field of it is the number.
 *
 * @param key    what {@link IdentityVault#keyOf} gives
 * @param cipher the number, encrypted
 * @param masked as it may be shown
 */
public record SealedIdentity(String key, String cipher, String masked) {

    /** As one text, for storing where a form's field would hold the number. */
    public String text() {
        return String.join("|", key, cipher, masked);
    }

    /** @throws IllegalArgumentException for a text that {@link #text()} did not give */
    public static SealedIdentity of(String text) {
        String[] parts = text.split("\\|");
        if (parts.length != 3) {
            throw new IllegalArgumentException("no sealed identity number");
        }
        return new SealedIdentity(parts[0], parts[1], parts[2]);
    }
}
