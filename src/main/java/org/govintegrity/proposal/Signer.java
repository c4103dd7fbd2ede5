package org.govintegrity.proposal;

/** @param seq from 1; the first one leads */
public record Signer(int seq, String name) {
}
