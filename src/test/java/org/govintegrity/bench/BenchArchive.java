package org.govintegrity.bench;

import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditTerms;
import org.govintegrity.credit.Links;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.Standing;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.credit.Terms;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills an archive with what years of filing leave behind: organisations, ten records each that lie far apart, every twentieth
 * record corrected, all of it links of the one chain, so that walking the chain finds it as whole as if it had been filed.
 */
final class BenchArchive {

    static final int RECORDS_EACH = 10;
    static final String SOURCE = "caizhengju";
    private static final int ROWS = 10_000;
    private static final int RECORDS_A_CASE = 1_000;
    private static final String BY = "system";
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final TransactionTemplate transaction;
    private final CreditTerms terms;
    private final LocalDate today;
    private final Map<List<Object>, Terms> known = new HashMap<>();
    private int subjects;
    private long records;

    BenchArchive(JdbcClient jdbc, JdbcTemplate batch, TransactionTemplate transaction, CreditTerms terms, LocalDate today) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.transaction = transaction;
        this.terms = terms;
        this.today = today;
    }

    int subjects() {
        return subjects;
    }

    /** The credit code of the n-th organisation, with the check character of GB 32100-2015. */
    static String code(int n) {
        String body = "91371003" + String.format("%09d", n);
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < body.length(); i++) {
            sum += ALPHABET.indexOf(body.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return body + ALPHABET.charAt((31 - sum % 31) % 31);
    }

    static String name(int n) {
        return "文登示例企业" + n + "有限公司";
    }

    /** Adds subjects and records until there are so many records, and lets the database look at what it has, as it would by itself in time. */
    void growTo(long wanted) {
        int more = (int) ((wanted - records) / RECORDS_EACH);
        int first = subjects;
        for (int from = first; from < first + more; from += ROWS) {
            List<Object[]> rows = new ArrayList<>();
            for (int n = from; n < Math.min(first + more, from + ROWS); n++) {
                rows.add(new Object[]{SubjectKind.ORGANISATION.code, code(n), name(n), today.minusYears(3), code(n), false});
            }
            transaction.executeWithoutResult(s -> batch.batchUpdate("insert into credit_subject (kind, subject_id, name, since, credit_code, legacy_code) values (?, ?, ?, ?, ?, ?)", rows));
        }
        subjects += more;
        long lowest = jdbc.sql("select coalesce(min(id), 0) from credit_subject where credit_code = ?").param(code(first)).query(Long.class).single();
        long end = records + (long) more * RECORDS_EACH;
        for (long from = records; from < end; from += ROWS) {
            long start = from;
            transaction.executeWithoutResult(s -> enter(start, Math.min(end, start + ROWS), first, more, lowest));
        }
        records = end;
        jdbc.sql("vacuum analyze").update();
    }

    /** @param firstId row of the first of the {@code more} subjects; they were given rows one after the other */
    private void enter(long from, long to, int first, int more, long firstId) {
        long seq = jdbc.sql("select seq from credit_chain where id = 1 for update").query(Long.class).single();
        String hash = jdbc.sql("select hash from credit_chain where id = 1").query(String.class).single();
        List<Object[]> recordRows = new ArrayList<>();
        List<Object[]> eventRows = new ArrayList<>();
        List<Object[]> caseRows = new ArrayList<>();
        for (long i = from; i < to; i++) {
            int place = (int) ((i - records) % more);
            BreachClass breachClass = i % 10 == 0 ? BreachClass.SERIOUS : i % 10 < 5 ? BreachClass.GENERAL : BreachClass.MINOR;
            LocalDate day = today.minusDays(1 + (i * 7919) % 900);
            Terms t = known.computeIfAbsent(List.of(breachClass, day), key -> terms.of(SubjectKind.ORGANISATION, breachClass, day));
            LocalDateTime at = LocalDateTime.of(day, LocalTime.of(9, 0));
            String previous = hash;
            String recordNo = "XY-" + day.getYear() + "-" + String.format("%06d", ++seq);
            String key = "bench:" + i;
            String caseNo = "GJ-" + (today.getYear() - 1) + "-" + String.format("%04d", 1 + i / RECORDS_A_CASE);
            String documentNo = "文示罚〔" + day.getYear() + "〕" + i + "号";
            String facts = "当事人在经营活动中违反有关规定，经现场检查、询问和调取账册查明，事实清楚，证据确凿，有现场笔录、询问笔录和照片为证，编号" + i;
            String decision = "责令改正，罚款" + (1 + i % 9) + "万元";
            hash = Links.hash(previous, "record", seq, recordNo, key, SubjectKind.ORGANISATION.code, code(first + place), null, null, RecordKind.PENALTY.code, breachClass.code,
                    null, facts, "行政处罚决定书", documentNo, day, decision, t.publishable(), t.repairFrom(), t.publishUntil(), t.useUntil(), t.basis(), null, "filing-class", caseNo,
                    SOURCE, at, BY);
            recordRows.add(new Object[]{recordNo, seq, key, firstId + place, RecordKind.PENALTY.code, breachClass.code, facts, "行政处罚决定书", documentNo, day, decision,
                    t.publishable(), t.repairFrom(), t.publishUntil(), t.useUntil(), t.basis(), "filing-class", caseNo, SOURCE, at, BY, previous, hash});
            if (i % RECORDS_A_CASE == 0) {
                caseRows.add(new Object[]{caseNo, "credit-filing", "信用信息归集：示例", SOURCE, "三.8", day, BY, at, at, "filed"});
            }
            if (i % 20 == 0) {
                previous = hash;
                hash = Links.hash(previous, "event", ++seq, recordNo, key + ":corrected", Standing.CORRECTED.code, day, "document", "更正处理结果的文字", at, BY);
                eventRows.add(new Object[]{seq, recordNo, key + ":corrected", Standing.CORRECTED.code, day, "document", "更正处理结果的文字", at, BY, previous, hash});
            }
        }
        batch.batchUpdate("insert into casefile_case (case_no, kind, title, unit_id, clauses, opened_on, opened_by, opened_at, closed_at, outcome) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", caseRows);
        batch.batchUpdate("""
                insert into credit_record (record_no, seq, record_key, subject, kind, breach_class, facts, document_name, document_no, document_date, decision, publishable,
                    repair_from, publish_until, ends_on, terms_basis, rule_used, case_no, source, recorded_at, recorded_by, prev_hash, hash)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", recordRows);
        batch.batchUpdate("""
                insert into credit_event (seq, record_no, event_key, standing, effective_on, ref, text, happened_at, actor, prev_hash, hash)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", eventRows);
        jdbc.sql("update credit_chain set seq = ?, hash = ? where id = 1").params(seq, hash).update();
    }
}
