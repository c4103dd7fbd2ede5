package org.govintegrity.web;

import org.govintegrity.check.Wanted;

/** What is typed to ask for a check, as typed: nothing is lost when it has to be shown again. @param consent null while the box is not ticked */
public record CheckForm(String creditCode, String identityNumber, String name, String purpose, String basis, String matterNo, Boolean consent,
                        String consentNo, String emergency) {

    Wanted wanted() {
        return CheckDesk.wanted(creditCode, identityNumber, name, purpose, basis, matterNo, Boolean.TRUE.equals(consent), consentNo);
    }

    /** Without the identity number: this may come into a log. */
    @Override
    public String toString() {
        return "CheckForm[purpose=" + purpose + ", matterNo=" + matterNo + "]";
    }
}
