package org.govintegrity.check;

import org.govintegrity.credit.SubjectKind;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/**
 * One check: what was asked, and what was answered. Never changed once answered.
 *
 * @param mode         {@code process} (decided by a person in Tasklist) or {@code api} (written back by another system)
 * @param subjectId    the file's, whether or not there is one
 * @param identityKey  keyed hash of a person's identity number; null for others
 * @param subjectName  as the asker typed it; may be null
 * @param ground       why the asker may ask
 * @param askedBy      a person's id, or the number of a key
 * @param emergency    why the matter had to be handled before the check; null for an ordinary one
 * @param answeredAt   null, with all that follows, while an emergency's check is still to be made up for
 * @param validUntil   last day on which a decision may rest on it
 * @param level        {@code none, minor, general} or {@code serious}: the heaviest record in force that this purpose may see
 * @param listed       on the list of serious cases
 * @param suggestion   {@code grant, limit} or {@code refuse}
 * @param measures     codes allowed, comma-separated; empty for none
 * @param snapshot     the answer as it was given, JSON
 * @param snapshotHash SHA-256 of {@code snapshot} in UTF-8
 */
public record Check(String checkNo, String mode, String subjectKind, String subjectId, String creditCode, String identityKey, String subjectName,
                    String purpose, String basis, String matterNo, String consentNo, String ground, String unitId, String askedBy, LocalDateTime askedAt,
                    String emergency, LocalDateTime answeredAt, LocalDate asOf, LocalDate validUntil, String level, Boolean listed, String suggestion,
                    String measures, String snapshot, String snapshotHash) {

    public SubjectKind subject() {
        return SubjectKind.of(subjectKind);
    }

    public boolean person() {
        return subject() == SubjectKind.PERSON;
    }

    public boolean answered() {
        return answeredAt != null;
    }

    public boolean byProcess() {
        return "process".equals(mode);
    }

    public boolean expiredOn(LocalDate day) {
        return answered() && day.isAfter(validUntil);
    }

    public List<String> allowed() {
        return measures == null || measures.isEmpty() ? List.of() : List.of(measures.split(","));
    }

    Check answered(Answer answer, String snapshot, String hash) {
        return new Check(checkNo, mode, subjectKind, subjectId, creditCode, identityKey, subjectName, purpose, basis, matterNo, consentNo, ground, unitId,
                askedBy, askedAt, emergency, answer.answeredAt(), answer.asOf(), answer.validUntil(), answer.level(), answer.listed(),
                answer.suggestion().code(), String.join(",", answer.measures().stream().map(Measure::code).toList()), snapshot, hash);
    }
}
