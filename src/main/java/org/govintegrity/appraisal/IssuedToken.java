package org.govintegrity.appraisal;

/**
 * A token as it is handed out, once.
 *
 * @param secret 128 random bits in 22 letters, digits, hyphens and underscores; stored as hash only
 */
public record IssuedToken(String label, String matterNo, String secret) {
}
