package org.govintegrity.board;

import org.govintegrity.calendar.WorkingDays;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Days counted through in a table, so that averages of working days over a hundred thousand tasks are one statement. Written again
 * whenever a notice of holidays, or a new year, has changed them; asked each time, which costs no statement while nothing has.
 */
@Component
class BoardDays {

    /** Before the first plan. */
    private static final LocalDate FIRST = LocalDate.of(2016, 1, 1);

    private final WorkingDays workingDays;
    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final Clock clock;
    private final TransactionTemplate ownTransaction;
    /** Counts of working days from the first day on, as this node knows they are in the table. */
    private volatile int[] written = {};

    BoardDays(WorkingDays workingDays, JdbcClient jdbc, JdbcTemplate batch, Clock clock, PlatformTransactionManager transactions) {
        this.workingDays = workingDays;
        this.jdbc = jdbc;
        this.batch = batch;
        this.clock = clock;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Brings the table up to date. */
    void refresh() {
        int[] wanted = count();
        if (!Arrays.equals(wanted, written)) {
            try {
                ownTransaction.executeWithoutResult(status -> write(wanted));
            } catch (DuplicateKeyException anotherNodeWasFaster) {
                ownTransaction.executeWithoutResult(status -> write(wanted));   // finds that node's rows, and what they lack
            }
            written = wanted;
        }
    }

    private int[] count() {
        LocalDate end = LocalDate.of(LocalDate.now(clock).getYear() + 2, 1, 1);
        int[] counts = new int[(int) (end.toEpochDay() - FIRST.toEpochDay())];
        int working = 0;
        for (int i = 0; i < counts.length; i++) {
            working += workingDays.isWorkingDay(FIRST.plusDays(i)) ? 1 : 0;
            counts[i] = working;
        }
        return counts;
    }

    private void write(int[] wanted) {
        int[] there = jdbc.sql("select working_no from board_day order by day_on").query(Integer.class).list().stream().mapToInt(Integer::intValue).toArray();
        int same = Arrays.mismatch(wanted, there);
        if (same == -1 || same == wanted.length) {
            return;   // as wanted, or as far as another node's clock already looks
        }
        jdbc.sql("delete from board_day where day_on >= ?").param(FIRST.plusDays(same)).update();
        List<Object[]> rows = new ArrayList<>();
        for (int i = same; i < wanted.length; i++) {
            LocalDate day = FIRST.plusDays(i);
            rows.add(new Object[]{day, (int) day.toEpochDay(), wanted[i]});
        }
        batch.batchUpdate("insert into board_day (day_on, day_no, working_no) values (?, ?, ?)", rows);
    }
}
