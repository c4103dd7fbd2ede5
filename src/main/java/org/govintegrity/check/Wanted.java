package org.govintegrity.check;

import org.govintegrity.credit.IdentityNumber;

/**
 * One subject to be checked. An identity number lives in here for the time of the request only.
 *
 * @param creditCode     of a unit or an organisation; null for a person
 * @param identityNumber of a person; null otherwise
 * @param name           as the asker knows it
 * @param basis          article that makes the asker look
 * @param matterNo       number of the matter in the asking office
 * @param consentNo      number of the document in which the person consents; null without
 */
public record Wanted(String creditCode, IdentityNumber identityNumber, String name, String purpose, String basis, String matterNo, String consentNo) {

    boolean person() {
        return identityNumber != null;
    }
}
