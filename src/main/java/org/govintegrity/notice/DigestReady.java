package org.govintegrity.notice;

/** A digest was written; published within the transaction that writes it. */
public record DigestReady(String digestNo) {
}
