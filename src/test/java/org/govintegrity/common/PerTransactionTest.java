package org.govintegrity.common;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

class PerTransactionTest {

    private final PerTransaction<String, Integer> memory = new PerTransaction<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final TransactionTemplate outer = new TransactionTemplate(new DataSourceTransactionManager(new DriverManagerDataSource("jdbc:h2:mem:per-transaction")));
    private final TransactionTemplate inner = new TransactionTemplate(outer.getTransactionManager(), new TransactionTemplate() {{
        setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }});

    private int read() {
        return memory.get("a", key -> Optional.of(reads.incrementAndGet())).orElseThrow();
    }

    @Test
    void readsOnceInATransactionAndAgainInTheNext() {
        outer.executeWithoutResult(status -> {
            assertThat(read()).isEqualTo(1);
            assertThat(read()).isEqualTo(1);
        });
        outer.executeWithoutResult(status -> assertThat(read()).isEqualTo(2));
    }

    @Test
    void remembersNothingOutsideATransaction() {
        assertThat(read()).isEqualTo(1);
        assertThat(read()).isEqualTo(2);
    }

    @Test
    void aTransactionInsideRemembersForItself() {
        outer.executeWithoutResult(status -> {
            assertThat(read()).isEqualTo(1);
            inner.executeWithoutResult(own -> {
                assertThat(read()).isEqualTo(2);
                assertThat(read()).isEqualTo(2);
            });
            assertThat(read()).isEqualTo(1);
        });
    }

    @Test
    void whatWasChangedIsReadAgain() {
        outer.executeWithoutResult(status -> {
            assertThat(read()).isEqualTo(1);
            memory.forget("a");
            assertThat(read()).isEqualTo(2);
        });
    }

    @Test
    void whatIsNotThereIsLookedForAgain() {
        outer.executeWithoutResult(status -> {
            assertThat(memory.get("b", key -> Optional.empty())).isEmpty();
            assertThat(memory.get("b", key -> Optional.of(7))).contains(7);
        });
    }

    @Test
    void nothingStaysAfterARollback() {
        outer.executeWithoutResult(status -> {
            assertThat(read()).isEqualTo(1);
            status.setRollbackOnly();
        });
        outer.executeWithoutResult(status -> assertThat(read()).isEqualTo(2));
    }
}
