package org.govintegrity.report;

import org.govintegrity.common.Sha256;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.credit.SubjectKind;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** Rows of issued reports and of the files that went out; rows are only ever added. */
@Component
class ReportStore {

    private static final String SELECT = """
            select report_no, verify_code, subject_kind, subject_id, purpose, snapshot, sha256, issued_at, issued_by, valid_until from credit_report
            """;

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final RowMapper<CreditReport> report;

    ReportStore(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
        this.report = (row, i) -> new CreditReport(row.getString("report_no"), row.getString("verify_code"), SubjectKind.of(row.getString("subject_kind")),
                row.getString("subject_id"), row.getString("purpose"), row.getString("sha256"), row.getObject("issued_at", LocalDateTime.class),
                row.getString("issued_by"), row.getObject("valid_until", LocalDate.class), read(row.getString("snapshot"), row.getString("sha256")));
    }

    CreditReport add(ReportContent content, SubjectKind kind, String subjectId, String issuedBy) {
        String snapshot = write(content);
        CreditReport r = new CreditReport(content.no(), VerifyCode.next(), kind, subjectId, content.purpose(), Sha256.hex(snapshot), content.issuedAt(),
                issuedBy, content.validUntil(), content);
        jdbc.sql("""
                        insert into credit_report (report_no, verify_code, subject_kind, subject_id, purpose, snapshot, sha256, issued_at, issued_by, valid_until)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(r.no(), r.verifyCode(), kind.code, subjectId, r.purpose(), snapshot, r.sha256(), r.issuedAt(), issuedBy, r.validUntil()).update();
        return r;
    }

    Optional<CreditReport> find(String no) {
        return jdbc.sql(SELECT + "where report_no = ?").param(no).query(report).optional();
    }

    /** Newest first. */
    List<CreditReport> issuedBy(String person, int limit) {
        return jdbc.sql(SELECT + "where issued_by = ? order by report_no desc fetch first ? rows only").params(person, limit).query(report).list();
    }

    /** Notes that such a file went out. The report's row is locked, so that two who fetch at once note it once. */
    @Transactional
    public void noteFile(String no, ReportFormat format, String sha256, LocalDateTime at) {
        jdbc.sql("select report_no from credit_report where report_no = ? for update").param(no).query(String.class).single();
        if (!wentOut(no, sha256)) {
            jdbc.sql("insert into credit_report_file (report_no, sha256, format, first_at) values (?, ?, ?, ?)").params(no, sha256, format.ending, at).update();
        }
    }

    boolean wentOut(String no, String sha256) {
        return jdbc.sql("select count(*) from credit_report_file where report_no = ? and sha256 = ?").params(no, sha256).query(Integer.class).single() > 0;
    }

    private String write(ReportContent content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report's content is plain data", e);
        }
    }

    /** Null if the snapshot is no longer the one whose hash was taken: what somebody changed is never shown. */
    private ReportContent read(String snapshot, String sha256) {
        try {
            return Sha256.hex(snapshot).equals(sha256) ? json.readValue(snapshot, ReportContent.class) : null;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored report cannot be read", e);
        }
    }
}
