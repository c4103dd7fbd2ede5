package org.govintegrity.credit;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Any single change to any link of a chain is found, at that link. */
class ChainPropertiesTest {

    private static final int LINKS = 240;
    private static final ArchiveOnItsOwn DATABASE = new ArchiveOnItsOwn();
    private static final ChainWalk WALK = new ChainWalk(DATABASE.jdbc);
    private static final List<String> RECORD_FIELDS = List.of("record_key", "unit_id", "post", "kind", "breach_class", "clause", "facts", "document_name", "document_no",
            "document_date", "decision", "publishable", "repair_from", "publish_until", "ends_on", "terms_basis", "sanction_until", "rule_used", "case_no", "source",
            "recorded_at", "recorded_by", "prev_hash", "hash", "subject");
    private static final List<String> EVENT_FIELDS = List.of("event_key", "standing", "effective_on", "ref", "text", "happened_at", "actor", "prev_hash", "hash");

    static {
        DATABASE.transaction.executeWithoutResult(s -> {
            for (int i = 0; i < LINKS / 2; i++) {
                CreditRecord record = DATABASE.archive.record(CreditSamples.entry("k" + i, CreditSamples.TERMS, false), "区自然资源局", "credit1");
                DATABASE.archive.event(new StandingChange(record.recordNo(), "e" + i, Standing.OBJECTED, LocalDate.of(2026, 3, 2), "YY-" + i, "提出异议"), "credit1");
            }
        });
        DATABASE.jdbc.sql("insert into credit_subject (kind, subject_id, name, since, legacy_code) values ('unit', 'other', '别的单位', date '2026-03-02', false)").update();
    }

    /** What somebody might do to the database. */
    private record Change(boolean record, String field, int kind) {
    }

    @Provide
    Arbitrary<Change> changes() {
        return Arbitraries.oneOf(Arbitraries.of(RECORD_FIELDS).map(field -> new Change(true, field, 0)), Arbitraries.of(EVENT_FIELDS).map(field -> new Change(false, field, 0)),
                Arbitraries.of(new Change(false, "delete", 1), new Change(false, "insert", 2)));
    }

    @Property(tries = 500)
    void anySingleChangeIsFound(@ForAll("changes") Change change, @ForAll @IntRange(min = 1, max = LINKS / 2) int link) {
        long seq = change.record() ? link * 2L - 1 : link * 2L;
        DATABASE.transaction.executeWithoutResult(s -> {
            apply(change, seq);
            ChainReport report = WALK.walk();
            assertThat(report.intact()).as("%s at %s", change, seq).isFalse();
            assertThat(report.brokenAt()).as("%s at %s", change, seq).isEqualTo(change.kind() == 2 ? LINKS + 1 : seq);
            s.setRollbackOnly();
        });
    }

    @Property(tries = 300)
    void theHashOfALinkDependsOnEveryFieldAndOnNoOther(@ForAll("fields") List<String> fields, @ForAll @IntRange(max = 7) int at, @ForAll String other) {
        String before = Links.hash(Links.ORIGIN, fields.toArray());
        assertThat(Links.hash(Links.ORIGIN, new ArrayList<>(fields).toArray())).isEqualTo(before);
        if (!fields.get(at).equals(other)) {
            List<String> changed = new ArrayList<>(fields);
            changed.set(at, other);
            assertThat(Links.hash(Links.ORIGIN, changed.toArray())).isNotEqualTo(before);
        }
        assertThat(Links.hash(before, fields.toArray())).isNotEqualTo(before);
    }

    @Provide
    Arbitrary<List<String>> fields() {
        return Arbitraries.strings().ofMaxLength(6).list().ofSize(8);
    }

    @Property(tries = 1)
    void theChainItselfIsIntact() {
        assertThat(WALK.walk().links()).isEqualTo(LINKS);
        assertThat(WALK.walk().intact()).isTrue();
    }

    private static void apply(Change change, long seq) {
        String table = change.record() ? "credit_record" : "credit_event";
        switch (change.kind()) {
            case 1 -> DATABASE.jdbc.sql("delete from credit_event where seq = ?").param(seq).update();
            case 2 -> DATABASE.jdbc.sql("""
                    insert into credit_event (seq, record_no, event_key, standing, effective_on, ref, text, happened_at, actor, prev_hash, hash)
                    select ?, record_no, 'slipped in', standing, effective_on, ref, text, happened_at, actor, prev_hash, hash from credit_event where seq = ?""")
                    .params(LINKS + 1, seq).update();
            default -> {
                Object was = DATABASE.jdbc.sql("select " + change.field() + " as f from " + table + " where seq = ?").param(seq).query().listOfRows().get(0).get("f");
                DATABASE.jdbc.sql("update " + table + " set " + change.field() + " = ? where seq = ?").params(other(change.field(), was), seq).update();
            }
        }
    }

    private static Object other(String field, Object was) {
        if (field.equals("subject")) {
            return DATABASE.jdbc.sql("select id from credit_subject where subject_id = 'other'").query(Long.class).single();
        }
        if (was instanceof Boolean flag) {
            return !flag;
        }
        if (was instanceof java.sql.Timestamp time) {
            return java.sql.Timestamp.valueOf(time.toLocalDateTime().plusSeconds(1));
        }
        if (was instanceof java.sql.Date date) {
            return java.sql.Date.valueOf(date.toLocalDate().plusDays(1));
        }
        return Map.of("sanction_until", (Object) LocalDate.of(2030, 1, 1), "breach_class", "minor", "standing", "repaired", "kind", "penalty")
                .getOrDefault(field, was == null ? "x" : field.endsWith("hash") ? flipped(was.toString()) : was + "x");
    }

    private static String flipped(String hash) {
        return (hash.startsWith("0") ? "1" : "0") + hash.substring(1);
    }
}
