package org.govintegrity.credit;

import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The chain holds, and shows where it was touched. */
class CreditArchiveTest extends ProcessTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired
    private CreditArchive archive;
    @Autowired
    private ChainWalk chain;
    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void threeLinksAtLeast() {
        CreditRecord record = record(key());
        transaction.executeWithoutResult(s -> archive.event(change(record, "e:" + record.recordNo(), Standing.RELEASED, "期满"), "system"));
        record(key());
    }

    @AfterEach
    void intactAgain() {
        assertThat(chain.walk().intact()).as("every test puts back what it broke").isTrue();
    }

    @Test
    void whatWasWrittenCanBeReadAndWalked() {
        String key = key();
        CreditRecord record = record(key);
        assertThat(record.standing()).isEqualTo(Standing.IN_FORCE);
        assertThat(archive.ofKey(key)).contains(record);
        ChainReport report = chain.walk();
        assertThat(report.links()).isEqualTo(record.seq());
        assertThat(report.head()).isEqualTo(record.hash());
    }

    @Test
    void theSameKeyTwiceIsOneRecordAndOneEvent() {
        String key = key();
        CreditRecord record = record(key);
        assertThat(record(key)).isEqualTo(record);
        transaction.executeWithoutResult(s -> archive.event(change(record, key, Standing.REPAIRED, "已修复"), "credit1"));
        transaction.executeWithoutResult(s -> archive.event(change(record, key, Standing.WITHDRAWN, "撤销"), "credit1"));
        assertThat(archive.get(record.recordNo()).standing()).isEqualTo(Standing.REPAIRED);
        assertThat(archive.get(record.recordNo()).events()).hasSize(1);
    }

    @Test
    void nothingIsWrittenOutsideATransactionAndAFailedOneLeavesNoGap() {
        assertThatThrownBy(() -> archive.record(entry(key()), "区自然资源局", "credit1")).isInstanceOf(IllegalTransactionStateException.class);
        long before = chain.walk().links();
        transaction.executeWithoutResult(s -> {
            archive.record(entry(key()), "区自然资源局", "credit1");
            s.setRollbackOnly();
        });
        assertThat(chain.walk().links()).isEqualTo(before);
        record(key());
        assertThat(chain.walk().links()).isEqualTo(before + 1);
    }

    @Test
    void aChangedFieldIsFoundWhereItIs() {
        CreditRecord victim = record(key());
        record(key());
        for (String column : List.of("facts", "document_no", "decision", "post", "unit_id", "case_no", "recorded_by", "terms_basis", "source")) {
            String was = jdbc.sql("select " + column + " from credit_record where record_no = ?").param(victim.recordNo()).query(String.class).optional().orElse(null);
            jdbc.sql("update credit_record set " + column + " = 'x' where record_no = ?").param(victim.recordNo()).update();
            ChainReport report = chain.walk();
            assertThat(report.intact()).as(column).isFalse();
            assertThat(report.brokenAt()).isEqualTo(victim.seq());
            assertThat(report.problem()).contains(victim.recordNo()).contains("改动");
            jdbc.sql("update credit_record set " + column + " = ? where record_no = ?").params(was, victim.recordNo()).update();
        }
        jdbc.sql("update credit_record set breach_class = 'minor' where record_no = ?").param(victim.recordNo()).update();
        assertThat(chain.walk().brokenAt()).isEqualTo(victim.seq());
        jdbc.sql("update credit_record set breach_class = 'general' where record_no = ?").param(victim.recordNo()).update();
        jdbc.sql("update credit_record set ends_on = date '2026-03-03' where record_no = ?").param(victim.recordNo()).update();
        assertThat(chain.walk().brokenAt()).isEqualTo(victim.seq());
        jdbc.sql("update credit_record set ends_on = ? where record_no = ?").params(victim.endsOn(), victim.recordNo()).update();
    }

    @Test
    void aTextCannotSlipFromOneFieldIntoTheNext() {
        assertThat(Links.hash(Links.ORIGIN, "ab", "c")).isNotEqualTo(Links.hash(Links.ORIGIN, "a", "bc"));
        assertThat(Links.hash(Links.ORIGIN, null, "a")).isNotEqualTo(Links.hash(Links.ORIGIN, "", "a"));
    }

    @Test
    void aLinkTakenOutOrCutOffIsMissed() {
        CreditRecord middle = record(key());
        CreditRecord last = record(key());
        jdbc.sql("update credit_record set seq = -seq where record_no = ?").param(middle.recordNo()).update();
        assertThat(chain.walk().brokenAt()).isEqualTo(middle.seq());
        assertThat(chain.walk().problem()).contains("缺失");
        jdbc.sql("update credit_record set seq = -seq where record_no = ?").param(middle.recordNo()).update();

        jdbc.sql("update credit_record set seq = -seq where record_no = ?").param(last.recordNo()).update();
        assertThat(chain.walk().problem()).contains("缺失");
        jdbc.sql("update credit_record set seq = -seq where record_no = ?").param(last.recordNo()).update();

        jdbc.sql("update credit_chain set seq = seq - 1, hash = ?").param(middle.hash()).update();
        assertThat(chain.walk().problem()).contains("链尾之后另有条目");
        jdbc.sql("update credit_chain set seq = seq + 1, hash = ?").param(last.hash()).update();
        jdbc.sql("update credit_chain set hash = ?").param(middle.hash()).update();
        assertThat(chain.walk().problem()).contains("链尾");
        jdbc.sql("update credit_chain set hash = ?").param(last.hash()).update();
    }

    @Test
    void aChangedEventIsFoundToo() {
        CreditRecord record = record(key());
        transaction.executeWithoutResult(s -> archive.event(change(record, key(), Standing.REPAIRED, "已修复"), "credit1"));
        CreditEvent event = archive.get(record.recordNo()).events().get(0);
        jdbc.sql("update credit_event set standing = 'withdrawn' where seq = ?").param(event.seq()).update();
        assertThat(chain.walk().brokenAt()).isEqualTo(event.seq());
        jdbc.sql("update credit_event set standing = 'repaired' where seq = ?").param(event.seq()).update();
    }

    @Test
    void severalWritersAtOnceKeepOneChain() throws Exception {
        long before = chain.walk().links();
        int writers = 8;
        int each = 25;
        String shared = key();
        ExecutorService people = Executors.newFixedThreadPool(writers);
        List<Future<?>> done = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            done.add(people.submit(() -> {
                for (int i = 0; i < each; i++) {
                    record(key());
                }
                record(shared);   // all of them the same fact
            }));
        }
        for (Future<?> one : done) {
            one.get();
        }
        people.shutdown();
        assertThat(chain.walk().intact()).isTrue();
        assertThat(chain.walk().links()).isEqualTo(before + writers * each + 1);
    }

    @Test
    void aRecordCannotEndBeforeItBegins() {
        NewRecord early = CreditSamples.entry(key(), new Terms(false, LocalDate.of(2026, 3, 2), null, LocalDate.of(2026, 3, 1), "依据"), false);
        assertThatThrownBy(() -> transaction.executeWithoutResult(s -> archive.record(early, "区自然资源局", "credit1"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manyAtOnceAreOneChainAndKnownOnesAreLeftOut() {
        String known = key();
        record(known);
        List<NewRecord> many = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            many.add(entry(i == 7 ? known : key()));
        }
        many.add(many.get(0));
        long before = chain.walk().links();
        Map<String, String> first = transaction.execute(s -> archive.recordAll(many, ref -> "区自然资源局", "credit1"));
        assertThat(first).hasSize(1_200).containsEntry(known, archive.ofKey(known).orElseThrow().recordNo());
        assertThat(first.values()).doesNotHaveDuplicates();
        assertThat(chain.walk().links()).isEqualTo(before + 1_199);
        Map<String, String> again = transaction.execute(s -> archive.recordAll(many, ref -> "区自然资源局", "credit1"));
        assertThat(again).isEqualTo(first);
        assertThat(chain.walk().links()).isEqualTo(before + 1_199);
    }

    @Test
    void whatIsInTransitNeitherCountsNorIsShownUntilItIsInForce() {
        NewRecord held = CreditSamples.entry(key(), CreditSamples.TERMS, true);
        CreditRecord record = transaction.execute(s -> archive.record(held, "区自然资源局", "credit1"));
        assertThat(record.standing()).isEqualTo(Standing.PENDING);
        assertThat(record.publishableOn(record.documentDate())).isFalse();
        transaction.executeWithoutResult(s -> archive.documentInForce(record, LocalDate.of(2026, 3, 20), "复议维持", "credit1"));
        transaction.executeWithoutResult(s -> archive.documentInForce(record, LocalDate.of(2026, 3, 25), "再报一次", "credit1"));
        CreditRecord now = archive.get(record.recordNo());
        assertThat(now.standingOn(LocalDate.of(2026, 3, 19))).isEqualTo(Standing.PENDING);
        assertThat(now.standingOn(LocalDate.of(2026, 3, 20))).isEqualTo(Standing.IN_FORCE);
        assertThat(now.publishableOn(LocalDate.of(2026, 3, 20))).isTrue();
        assertThat(now.events()).hasSize(2);
    }

    private CreditRecord record(String key) {
        return transaction.execute(s -> archive.record(entry(key), "威海市文登区自然资源局", "credit1"));
    }

    private static String key() {
        return "test:" + NUMBER.incrementAndGet() + ":" + System.nanoTime();
    }

    private static NewRecord entry(String key) {
        return CreditSamples.entry(key, CreditSamples.TERMS, false);
    }

    private static StandingChange change(CreditRecord record, String key, Standing standing, String text) {
        return new StandingChange(record.recordNo(), key, standing, LocalDate.of(2026, 3, 2), "test", text);
    }
}
