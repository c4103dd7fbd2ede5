package org.govintegrity.check;

import org.govintegrity.common.Rows;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Rows of checks and of what was done with them. */
@Repository
class CheckStore {

    private static final String COLUMNS = """
            check_no, mode, subject_kind, subject_id, credit_code, identity_key, subject_name, purpose, basis, matter_no, consent_no, ground, unit_id,
            asked_by, asked_at, emergency, answered_at, as_of, valid_until, level, listed, suggestion, measures, snapshot, snapshot_hash""";
    private static final String INSERT = "insert into credit_check (" + COLUMNS + ") values (" + "?, ".repeat(24) + "?)";

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;

    CheckStore(JdbcClient jdbc, JdbcTemplate batch) {
        this.jdbc = jdbc;
        this.batch = batch;
    }

    /** A single one without a transaction around it, where its writer has none. */
    void insert(List<Check> checks) {
        if (checks.size() == 1) {
            batch.update(INSERT, row(checks.get(0)));
        } else {
            batch.batchUpdate(INSERT, checks.stream().map(CheckStore::row).toList());
        }
    }

    private static Object[] row(Check c) {
        return new Object[]{c.checkNo(), c.mode(), c.subjectKind(), c.subjectId(), c.creditCode(), c.identityKey(), c.subjectName(), c.purpose(), c.basis(), c.matterNo(),
                c.consentNo(), c.ground(), c.unitId(), c.askedBy(), c.askedAt(), c.emergency(), c.answeredAt(), c.asOf(), c.validUntil(), c.level(),
                c.listed(), c.suggestion(), c.measures(), c.snapshot(), c.snapshotHash()};
    }

    /** Fills in the answer; what is answered stays as it is. */
    void answer(Check c) {
        jdbc.sql("""
                        update credit_check set answered_at = ?, as_of = ?, valid_until = ?, level = ?, listed = ?, suggestion = ?, measures = ?, snapshot = ?,
                            snapshot_hash = ? where check_no = ? and answered_at is null""")
                .params(c.answeredAt(), c.asOf(), c.validUntil(), c.level(), c.listed(), c.suggestion(), c.measures(), c.snapshot(), c.snapshotHash(), c.checkNo())
                .update();
    }

    Optional<Check> find(String checkNo) {
        return jdbc.sql("select " + COLUMNS + " from credit_check where check_no = ?").param(checkNo).query(Rows.of(Check.class)).optional();
    }

    /** Newest first. @param unitId null for all units */
    List<Check> latest(String unitId, int limit) {
        return jdbc.sql("select " + COLUMNS + " from credit_check where (cast(:unit as varchar(64)) is null or unit_id = :unit)"
                        + " order by asked_at desc, check_no desc fetch first :limit rows only")
                .param("unit", unitId).param("limit", limit).query(Rows.of(Check.class)).list();
    }

    void insertUse(CheckUse use) {
        jdbc.sql("insert into credit_check_use (check_no, outcome, measures, reason, differs, used_on, decided_by, decided_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(use.checkNo(), use.outcome(), use.measures(), use.reason(), use.differs(), use.usedOn(), use.decidedBy(), use.decidedAt()).update();
    }

    List<CheckUse> uses(Collection<String> checkNos) {
        return checkNos.isEmpty() ? List.of() : jdbc.sql("""
                        select check_no, outcome, measures, reason, differs, used_on, decided_by, decided_at from credit_check_use where check_no in (:nos)""")
                .param("nos", checkNos).query(Rows.of(CheckUse.class)).list();
    }
}
