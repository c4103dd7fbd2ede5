package org.govintegrity.casefile;

/**
 * A text has come out of the publication gate; published within the transaction that shows or withholds it.
 *
 * @param originNo  the case that wanted it published
 * @param kind      as it was asked for
 * @param caseNo    case of the publication
 * @param published whether it is shown now
 * @param reason    why it is withheld; null where it is shown
 */
public record PublicationDecided(String originNo, String kind, String caseNo, boolean published, String reason) {
}
