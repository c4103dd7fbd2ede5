package org.govintegrity.escalation;

import org.govintegrity.casefile.CaseEvent;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.Refusal;
import org.govintegrity.registry.Registry;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import static org.assertj.core.api.Assertions.assertThat;

/** Urging by hand: who may, what comes of it, and once a day however many try. */
class UrgingTest extends ProcessTest {

    private static final String UNIT = "caizhengju";

    @Autowired private UrgingService urging;
    @Autowired private TransactionTemplate transaction;
    private String caseNo;

    @BeforeEach
    void tasksOfAUnitAndOfAnOffice() {
        clear();
        transaction.executeWithoutResult(s -> {
            caseNo = cases.open(NewCase.numbered("JC", "unit-inspection", "承诺检查", UNIT, List.of("三.5"), null)).caseNo();
            book.open("urge-unit", caseNo, "x", "userTask_x", "提交材料", null, UNIT, "inspection.self-check", true);
            book.open("urge-office", caseNo, "x", "userTask_x", "审核", null, "supervisor", "inspection.self-check", true);
            book.open("urge-right", caseNo, "x", "userTask_x", "申请复核", null, UNIT + "head", "inspection.self-check", false);
        });
        moveClockTo(LocalDateTime.of(2026, 3, 16, 9, 0));
    }

    @AfterEach
    void clear() {
        jdbc.sql("delete from escalation_urge where task_id like 'urge-%'").update();
        jdbc.sql("delete from casefile_task where task_id like 'urge-%'").update();
    }

    private List<String> told() {
        return jdbc.sql("select addressee from notice where template = 'escalation-urge' and case_no = ? order by addressee").param(caseNo).query(String.class).list();
    }

    @Test
    void theUnitAndItsHeadAreToldAndNeitherLimitNorLadderMove() {
        TaskEntry before = book.get("urge-unit");
        as("supervisor1", () -> urging.urge("urge-unit", "supervisor1"));
        assertThat(told()).containsExactly(UNIT, UNIT + "head");
        assertThat(jdbc.sql("select body from notice where template = 'escalation-urge' and case_no = ? and addressee = ?").params(caseNo, UNIT).query(String.class).single())
                .contains("“提交材料”", "2026年3月16日", "今天到期", registry.displayName("supervisor1"));
        assertThat(book.get("urge-unit")).isEqualTo(before);
        assertThat(cases.timeline(caseNo)).filteredOn(event -> event.type().equals("urged")).extracting(CaseEvent::actor).containsExactly("supervisor1");
        assertThat(urging.urgedToday(List.of("urge-unit", "urge-office"))).containsExactly("urge-unit");
        assertThat(refusalOf(() -> urging.urge("urge-unit", "joint1")).getMessage()).contains("今天已经由" + registry.displayName("supervisor1"));
        moveClockTo(LocalDateTime.of(2026, 3, 17, 0, 1));
        urging.urge("urge-unit", "joint1");
        assertThat(told()).hasSize(4);
    }

    @Test
    void whoMayAndWhatMayBeUrged() {
        urging.urge("urge-office", "joint1");
        assertThat(told()).containsExactly("supervisor");
        assertThat(cases.timeline(caseNo)).extracting(CaseEvent::type).contains("internal-urged").doesNotContain("urged");
        assertThat(refusalOf(() -> urging.urge("urge-right", "supervisor1")).kind()).isEqualTo(Refusal.Kind.UNPROCESSABLE);
        for (String other : List.of(UNIT + "1", "jiaotongjuhead", "leader1", "credit1", "inspector1", "nobody")) {
            assertThat(refusalOf(() -> urging.urge("urge-unit", other)).kind()).as(other).isEqualTo(Refusal.Kind.FORBIDDEN);
        }
        assertThat(refusalOf(() -> urging.urge("urge-office", UNIT + "head")).kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
        transaction.executeWithoutResult(s -> book.close("urge-unit", "completed"));
        assertThat(refusalOf(() -> urging.urge("urge-unit", UNIT + "head")).getMessage()).contains("已经办结");
        assertThat(refusalOf(() -> urging.urge("urge-none", "supervisor1")).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
        assertThat(urging.mayUrge(book.get("urge-right"), Registry.headGroup(UNIT))).isTrue();
    }

    @Test
    void ofTwoAtTheSameMomentOneUrges() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        ExecutorService people = Executors.newFixedThreadPool(2);
        List<Callable<Boolean>> tries = List.of(attempt(both, "supervisor1"), attempt(both, "joint1"));
        List<Boolean> done = people.invokeAll(tries).stream().map(result -> {
            try {
                return result.get();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }).toList();
        people.shutdown();
        assertThat(done).containsExactlyInAnyOrder(true, false);
        assertThat(told()).hasSize(2);
        assertThat(jdbc.sql("select count(*) from escalation_urge where task_id = 'urge-unit'").query(Integer.class).single()).isEqualTo(1);
    }

    private Callable<Boolean> attempt(CyclicBarrier both, String person) {
        return () -> {
            both.await();
            try {
                urging.urge("urge-unit", person);
                return true;
            } catch (Refusal refused) {
                assertThat(refused.getMessage()).contains("每天催办一次");
                return false;
            }
        };
    }
}
