package org.govintegrity.casefile;

import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Numbers without doubles, whoever draws them and whatever becomes of it. */
class ReservedNumbersTest extends ProcessTest {

    private static final int PEOPLE = 8;
    private static final int EACH = 150;

    @Autowired private ReservedNumbers numbers;
    @Autowired private CaseNumbers counter;
    @Autowired private Clock clock;
    @Autowired private TransactionTemplate transaction;

    @Test
    void twoNodesWithManyPeopleNeverGiveANumberTwice() throws Exception {
        String prefix = prefix();
        List<ReservedNumbers> nodes = List.of(numbers, new ReservedNumbers(counter, clock));
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
        List<Future<List<String>>> drawn = new ArrayList<>();
        for (int p = 0; p < PEOPLE; p++) {
            ReservedNumbers node = nodes.get(p % 2);
            int most = 1 + p;
            drawn.add(people.submit(() -> IntStream.range(0, EACH).mapToObj(i -> node.next(prefix, 6, 1 + i % most)).flatMap(List::stream).toList()));
        }
        List<String> all = new ArrayList<>();
        for (Future<List<String>> one : drawn) {
            all.addAll(one.get());
        }
        people.shutdown();
        assertThat(all).doesNotHaveDuplicates().allMatch(no -> no.matches(prefix + "-2026-\\d{6}"));
    }

    @Test
    void whoeverDrawsLaterHasAHigherNumberOnTheSameNode() {
        String prefix = prefix();
        assertThat(numbers.next(prefix, 6, 1)).containsExactly(prefix + "-2026-000001");
        assertThat(numbers.next(prefix, 6, 1_000)).hasSize(1_000).startsWith(prefix + "-2026-000101").endsWith(prefix + "-2026-001100");
        assertThat(numbers.next(prefix, 6, 2)).containsExactly(prefix + "-2026-001101", prefix + "-2026-001102");
        assertThat(numbers.next(prefix, 6, 99)).startsWith(prefix + "-2026-001201");
    }

    /** What a transaction gives up must not come to somebody else, who may be through already. */
    @Test
    void aNumberThatWasRefusedIsGone() {
        String prefix = prefix();
        transaction.executeWithoutResult(s -> {
            assertThat(numbers.next(prefix, 6, 1)).containsExactly(prefix + "-2026-000001");
            s.setRollbackOnly();
        });
        assertThat(numbers.next(prefix, 6, 1)).containsExactly(prefix + "-2026-000002");
        assertThat(new ReservedNumbers(counter, clock).next(prefix, 6, 1)).as("another node, though the transaction was undone").containsExactly(prefix + "-2026-000101");
    }

    private static String prefix() {
        return "T" + Long.toString(System.nanoTime(), 36).toUpperCase();
    }
}
