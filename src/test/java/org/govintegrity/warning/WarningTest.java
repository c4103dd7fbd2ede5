package org.govintegrity.warning;

import org.govintegrity.complaint.Category;
import org.govintegrity.complaint.Channel;
import org.govintegrity.complaint.Complaints;
import org.govintegrity.complaint.Informer;
import org.govintegrity.complaint.Naming;
import org.govintegrity.complaint.NewComplaint;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Base of tests of early warnings. The clock begins on Monday 2026-03-02. */
abstract class WarningTest extends ProcessTest {

    static final String UNIT = "songcun";
    static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    @Autowired Warnings warnings;
    @Autowired WarningSweep sweep;
    @Autowired WarningService service;
    @Autowired OutsideSignals signals;
    @Autowired Complaints complaints;

    /** What other tests have left does not sound here. */
    @BeforeEach
    void quiet() {
        jdbc.sql("delete from warning_row").update();
        jdbc.sql("delete from warning").update();
        jdbc.sql("delete from warning_outside").update();
        jdbc.sql("delete from warning_pending").update();
        jdbc.sql("update complaint set state = 'withdrawn' where unit_id = ?").param(UNIT).update();
        jdbc.sql("delete from escalation_step where unit_id = ?").param(UNIT).update();
    }

    OutsideSignals.NewSignal signal(String reference, String unit, SignalSort sort, LocalDate day) {
        return new OutsideSignals.NewSignal("市信用监测平台", reference, unit, sort.code, null, day, "监测到相关情况", "https://monitor.example/" + reference);
    }

    OutsideSignals.Signal told(String reference, SignalSort sort, LocalDate day) {
        return signals.take(signal(reference, UNIT, sort, day), "credit1", null).signal();
    }

    /** Complaints about the unit, each on a day of its own back from today. */
    void complained(int howMany, int everyDays) {
        for (int i = 0; i < howMany; i++) {
            LocalDate day = TODAY.minusDays((long) i * everyDays);
            moveClockTo(day.atTime(9, 0));
            complaints.register(new NewComplaint(Channel.PORTAL, Naming.ANONYMOUS, Category.SERVICE, UNIT, "承诺的事项没有办，第" + i + "次反映" + System.nanoTime(), null, null,
                    new Informer(null, null, null, null), List.of(), null, null, true));
        }
        moveClockTo(LocalDateTime.of(2026, 3, 2, 9, 0));
    }

    /** A red card for the unit. */
    void redCard(String unit, LocalDate day) {
        jdbc.sql("insert into escalation_step (task_id, step, case_no, task_name, owner_group, unit_id, due_on, taken_at) values (?, 'RED', 'ZG-2026-9999', '提交整改报告', ?, ?, ?, ?)")
                .params("t" + System.nanoTime(), unit, unit, day.minusDays(2), day.atTime(0, 5)).update();
    }

    /** The only warning of that rule about the unit. */
    Warning only(String rule) {
        List<Warning> found = warnings.list(new Warnings.Filter(null, null, rule, null, UNIT, null, false));
        assertThat(found).as("warnings of %s", rule).hasSize(1);
        return found.get(0);
    }

    /** Raised by a court's record that a monitor outside tells of. */
    Warning raised() {
        told("C" + System.nanoTime(), SignalSort.COURT, TODAY.minusDays(1));
        sweep.all();
        return only("outside-court");
    }

    LocalDate due(String taskKey, String no) {
        return book.get(task(taskKey, no).getId()).dueOn();
    }

    List<String> texts(String no) {
        return cases.timeline(no).stream().map(e -> e.text()).toList();
    }

    List<String> notices(String no) {
        return jdbc.sql("select template || ':' || addressee from notice where case_no = ?").param(no).query(String.class).list();
    }
}
