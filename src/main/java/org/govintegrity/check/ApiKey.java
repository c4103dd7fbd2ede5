package org.govintegrity.check;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Set;

/**
 * The key of another system. The key itself is shown once and never stored; what is stored is its SHA-256.
 *
 * @param keyNo        for instance {@code JK-2026-0001}; what checks name as the asker
 * @param prefix       first characters of the key, to recognise it by
 * @param system       which system it was given to
 * @param purposes     codes, comma-separated
 * @param persons      whether persons' files may be asked for
 * @param personsBasis on what ground; null where {@code persons} is false
 * @param expiresOn    last day
 * @param signals      whether signals for early warnings may be handed in
 */
public record ApiKey(String keyNo, String prefix, String system, String unitId, String purposes, boolean persons, String personsBasis, LocalDate expiresOn,
                     String createdBy, LocalDateTime createdAt, LocalDateTime revokedAt, boolean signals) {

    public enum State {
        ACTIVE("有效"), EXPIRED("已到期"), REVOKED("已停用");

        public final String label;

        State(String label) {
            this.label = label;
        }
    }

    public State stateOn(LocalDate day) {
        return revokedAt != null ? State.REVOKED : day.isAfter(expiresOn) ? State.EXPIRED : State.ACTIVE;
    }

    public Set<String> purposeCodes() {
        return purposes.isEmpty() ? Set.of() : Set.of(purposes.split(","));
    }

    public Asker asker() {
        return new Asker(keyNo, unitId, UseRules.Office.KEY, purposeCodes(), persons);
    }
}
