package org.govintegrity.credit;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The expression of SQL that lists are narrowed by says what {@link Standing#on} says. */
class StandingSqlPropertiesTest {

    private static final ArchiveOnItsOwn DATABASE = new ArchiveOnItsOwn();

    @Provide
    Arbitrary<CreditRecord> histories() {
        return Histories.records();
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Histories.days();
    }

    @Property(tries = 100)
    void bothSayTheSame(@ForAll @Size(30) List<@From("histories") CreditRecord> histories, @ForAll("days") LocalDate day) {
        DATABASE.transaction.executeWithoutResult(s -> {
            Map<String, Standing> expected = new HashMap<>();
            DATABASE.jdbc.sql("insert into credit_subject (kind, subject_id, name, since, legacy_code) values ('unit', 'u', '单位', date '2026-03-02', false)").update();
            long subject = DATABASE.jdbc.sql("select id from credit_subject").query(Long.class).single();
            int number = 0;
            long seq = 0;
            for (CreditRecord r : histories) {
                String no = "XY-" + ++number;
                DATABASE.jdbc.sql("""
                                insert into credit_record (record_no, seq, record_key, subject, kind, breach_class, facts, document_name, document_no, document_date, decision,
                                    publishable, repair_from, publish_until, ends_on, terms_basis, sanction_until, rule_used, case_no, source, recorded_at, recorded_by, prev_hash, hash)
                                values (?, ?, ?, ?, 'breach', ?, '', '', '', ?, '', ?, ?, ?, ?, '', ?, '', '', '', ?, '', '', '')""")
                        .params(no, ++seq, no, subject, r.breachClass().code, r.documentDate(), r.terms().publishable(), r.terms().repairFrom(), r.terms().publishUntil(), r.endsOn(),
                                r.sanctionUntil(), r.recordedAt()).update();
                for (CreditEvent e : r.events()) {
                    DATABASE.jdbc.sql("""
                                    insert into credit_event (seq, record_no, event_key, standing, effective_on, ref, text, happened_at, actor, prev_hash, hash)
                                    values (?, ?, ?, ?, ?, ?, '', ?, '', '', '')""")
                            .params(++seq, no, "e" + seq, e.standing().code, e.effectiveOn(), e.ref(), e.at()).update();
                }
                if (r.standingOn(day) != null) {
                    expected.put(no, r.standingOn(day));
                }
            }
            Map<String, Standing> found = new HashMap<>();
            DATABASE.jdbc.sql("select r.record_no, " + StandingSql.ON_DAY + " as standing from credit_record r where r.document_date <= :day").param("day", day)
                    .query((row, i) -> found.put(row.getString(1), Standing.of(row.getString(2)))).list();
            assertThat(found).isEqualTo(expected);
            s.setRollbackOnly();
        });
    }
}
