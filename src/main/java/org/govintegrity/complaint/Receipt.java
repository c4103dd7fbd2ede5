package org.govintegrity.complaint;

/**
 * What the complainant takes home, shown once.
 *
 * @param code secret, in groups of four; kept nowhere. Null where nobody was given one
 */
public record Receipt(String caseNo, String code) {

    @Override
    public String toString() {
        return "Receipt[" + caseNo + "]";
    }
}
