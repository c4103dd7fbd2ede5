package org.govintegrity.casefile;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Numbers without gaps: the counter's row is locked until the case's own transaction ends,
 * so a case that is refused gives its number back.
 */
@Service
public class CaseNumbers {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate ownTransaction;

    CaseNumbers(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** @return {@code <prefix>-<year>-<number>}, the number padded to {@code digits} */
    @Transactional(propagation = Propagation.MANDATORY)
    public String next(String prefix, int digits) {
        String series = prefix + "-" + LocalDate.now(clock).getYear();
        return series + "-" + String.format("%0" + digits + "d", count(series));
    }

    /** Several numbers in a row, in the same two statements. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<String> next(String prefix, int digits, int howMany) {
        String series = prefix + "-" + LocalDate.now(clock).getYear();
        int last = count(series, howMany);
        return IntStream.rangeClosed(last - howMany + 1, last).mapToObj(n -> series + "-" + String.format("%0" + digits + "d", n)).toList();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    String nextPart(String caseNo) {
        return caseNo + "-" + String.format("%02d", count(caseNo));
    }

    /** Numbers of several parts in a row, in the same two statements. */
    @Transactional(propagation = Propagation.MANDATORY)
    List<String> nextParts(String caseNo, int howMany) {
        int last = count(caseNo, howMany);
        return IntStream.rangeClosed(last - howMany + 1, last).mapToObj(n -> caseNo + "-" + String.format("%02d", n)).toList();
    }

    /** Puts numbers of a series aside, in a transaction of its own, for {@link ReservedNumbers}. @return the last of them */
    int reserve(String series, int howMany) {
        return Objects.requireNonNull(ownTransaction.execute(status -> count(series, howMany)));
    }

    private int count(String series) {
        return count(series, 1);
    }

    private int count(String series, int by) {
        OptionalInt last = increment(series, by);
        if (last.isEmpty()) {
            startSeries(series);
            last = increment(series, by);
        }
        return last.orElseThrow();
    }

    /** The number it then has; empty where the series has not begun. */
    private OptionalInt increment(String series, int by) {
        KeyHolder last = new GeneratedKeyHolder();
        int rows = jdbc.sql("update casefile_number set last_number = last_number + ? where series = ?").params(by, series).update(last, "last_number");
        return rows == 0 ? OptionalInt.empty() : OptionalInt.of(Objects.requireNonNull(last.getKey()).intValue());
    }

    /** In a transaction of its own: whoever loses the race for a year's first number must not lose their case with it. */
    private void startSeries(String series) {
        try {
            ownTransaction.executeWithoutResult(status ->
                    jdbc.sql("insert into casefile_number (series, last_number) values (?, 0)").param(series).update());
        } catch (DuplicateKeyException somebodyWasFaster) {
            // the row is there, which is all that was wanted
        }
    }
}
