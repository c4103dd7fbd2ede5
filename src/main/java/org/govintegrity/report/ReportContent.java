package org.govintegrity.report;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;

/**
 * What a report says, as it was on the day of issue. Stored as JSON, and never changed.
 *
 * @param issuedBy  name and unit of who had it issued
 * @param validity  how the last day of validity was computed, in words
 * @param reference number of the credit check or matter it was issued for; null without one
 * @param records   those in use on that day, objected ones included
 * @param repaired  how many records within their term of use were repaired; 0 where the setting keeps counts off the report
 * @param released  how many have run out within their term of use
 * @param objection where and how to object
 */
public record ReportContent(String no, String issuer, LocalDateTime issuedAt, String issuedBy, LocalDate validUntil, String validity, String purpose,
                            String reference, Subject subject, LocalDate asOf, String summary, List<Line> records, int repaired, int released,
                            String objection) {

    /**
     * @param kind       code of {@link org.govintegrity.credit.SubjectKind}
     * @param code       unified social credit code; null for a person, or where none is known
     * @param legacyCode the code is real but fails its check digit
     * @param identity   a person's identity number, masked; null if none is on file
     * @param post       a person's unit and post; null for others
     */
    public record Subject(String kind, String kindLabel, String name, String code, boolean legacyCode, String identity, String post) {

        public boolean isPerson() {
            return "person".equals(kind);
        }
    }

    /**
     * One record.
     *
     * @param publication whether and until when it may be shown to the public
     * @param terms       from when and until when it counts, with the basis
     * @param repair      when and where repair may be asked for
     */
    public record Line(String no, String kind, String breachClass, String document, String decision, String standing, boolean objected,
                       String publication, String terms, String repair) {
    }

    /** Whether a report issued instead of this one would say the same of its subject. */
    boolean saysTheSameAs(ReportContent other) {
        return subject.name().equals(other.subject.name()) && Objects.equals(subject.code(), other.subject.code()) && records.equals(other.records) && repaired == other.repaired && released == other.released;
    }
}
