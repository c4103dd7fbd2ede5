package org.govintegrity.common;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Remembers what was read, as long as the transaction lasts: one move of a token asks a dozen times for the same case. Outside a
 * transaction nothing is remembered, and a transaction started inside another remembers for itself. What is changed has to be
 * forgotten by whoever changes it; what is not there is looked for again.
 */
public final class PerTransaction<K, V> {

    /** @return what was read before in this transaction, or what {@code read} finds now */
    public Optional<V> get(K key, Function<K, Optional<V>> read) {
        if (!TransactionSynchronizationManager.isActualTransactionActive() || !TransactionSynchronizationManager.isSynchronizationActive()) {
            return read.apply(key);
        }
        Map<K, V> known = known();
        V value = known.get(key);
        if (value != null) {
            return Optional.of(value);
        }
        Optional<V> found = read.apply(key);
        found.ifPresent(present -> known.put(key, present));
        return found;
    }

    /** What has just been written, so that it need not be read back. */
    public void keep(K key, V value) {
        if (TransactionSynchronizationManager.isActualTransactionActive() && TransactionSynchronizationManager.isSynchronizationActive()) {
            known().put(key, value);
        }
    }

    public void forget(K key) {
        if (TransactionSynchronizationManager.getResource(this) instanceof Map<?, ?> known) {
            known.remove(key);
        }
    }

    @SuppressWarnings("unchecked")
    private Map<K, V> known() {
        Object bound = TransactionSynchronizationManager.getResource(this);
        if (bound != null) {
            return (Map<K, V>) bound;
        }
        Map<K, V> known = new HashMap<>();
        TransactionSynchronizationManager.bindResource(this, known);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void suspend() {
                TransactionSynchronizationManager.unbindResource(PerTransaction.this);
            }

            @Override
            public void resume() {
                TransactionSynchronizationManager.bindResource(PerTransaction.this, known);
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(PerTransaction.this);
            }
        });
        return known;
    }
}
