package org.govintegrity.casefile;

import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Numbers without gaps and without doubles, however many open cases at once. */
class CaseNumbersTest extends ProcessTest {

    private static final int PEOPLE = 8;
    private static final int EACH = 20;

    @Autowired
    private CaseNumbers numbers;
    @Autowired
    private TransactionTemplate transaction;

    @Test
    void manyAtOnceGetEachNumberOnce() throws Exception {
        String prefix = prefix();
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
        List<Future<List<String>>> drawn = new ArrayList<>();
        for (int p = 0; p < PEOPLE; p++) {
            drawn.add(people.submit(() -> IntStream.range(0, EACH).mapToObj(i -> transaction.execute(s -> numbers.next(prefix, 4))).toList()));
        }
        List<String> all = new ArrayList<>();
        for (Future<List<String>> one : drawn) {
            all.addAll(one.get());
        }
        people.shutdown();
        assertThat(all).containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, PEOPLE * EACH)
                .mapToObj(n -> prefix + "-2026-" + String.format("%04d", n)).toList());
    }

    @Test
    void aCaseThatIsRefusedGivesItsNumberBack() {
        String prefix = prefix();
        transaction.executeWithoutResult(s -> numbers.next(prefix, 4));
        transaction.executeWithoutResult(s -> {
            assertThat(numbers.next(prefix, 4)).endsWith("0002");
            s.setRollbackOnly();
        });
        assertThat(transaction.<String>execute(s -> numbers.next(prefix, 4))).endsWith("0002");
    }

    private static String prefix() {
        return "T" + Long.toString(System.nanoTime(), 36).toUpperCase();
    }
}
