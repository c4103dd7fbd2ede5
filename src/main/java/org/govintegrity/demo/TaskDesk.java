package org.govintegrity.demo;

import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.OpenTask;
import org.govintegrity.engine.TimeMachine;
import org.govintegrity.engine.Worklist;
import org.govintegrity.escalation.EscalationService;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Sees new tasks, and lets somebody who may do each of them do it through its form when their unit gets round to it. */
@Component
@Profile("demo-year")
class TaskDesk {

    private static final Logger LOG = LoggerFactory.getLogger(TaskDesk.class);
    /** Working days after which somebody whose form was refused tries again. */
    private static final int AGAIN_AFTER = 2;
    private static final int ATTEMPTS = 5;
    private static final double ASKS_FOR_TIME = 0.04;
    private static final double HANDS_BACK = 0.04;

    private final TimeMachine machine;
    private final TaskBook book;
    private final Worklist worklist;
    private final EscalationService escalations;
    private final Registry registry;
    private final People people;
    private final FormAnswers answers;
    private final DemoYear year;
    private final Clock clock;
    private final Set<String> seen = new HashSet<>();
    private final List<String> unanswerable = new ArrayList<>();
    private Agenda agenda;
    private LocalDateTime looked;
    private long done;

    TaskDesk(TimeMachine machine, TaskBook book, Worklist worklist, EscalationService escalations, Registry registry, People people, FormAnswers answers, DemoYear year, Clock clock) {
        this.machine = machine;
        this.book = book;
        this.worklist = worklist;
        this.escalations = escalations;
        this.registry = registry;
        this.people = people;
        this.answers = answers;
        this.year = year;
        this.clock = clock;
    }

    void begin(Agenda agenda) {
        this.agenda = agenda;
        looked = LocalDateTime.now(clock);
    }

    /** Puts every task that has come since on the agenda of whoever has to do it. */
    void look() {
        LocalDateTime now = LocalDateTime.now(clock);
        machine.waiting(looked.minusSeconds(2)).stream().filter(task -> seen.add(task.taskId())).forEach(task -> plan(book.get(task.taskId())));
        looked = now;
    }

    private void plan(TaskEntry entry) {
        Random random = random(entry, "when");
        Optional<Unit> unit = registry.unitOfGroup(entry.owner());
        Temper temper = unit.map(u -> people.temper(u.id(), entry.openedAt().toLocalDate())).orElse(Temper.PROMPT);
        if (answers.isRight(entry.taskKey())) {
            temper = Temper.PROMPT;   // what is a right is used soon or not at all
        }
        LocalDateTime at = people.when(entry.openedAt(), entry.dueOn(), temper, random);
        agenda.add(at, () -> act(entry.taskId(), 1));
        if (unit.isEmpty() || at.toLocalDate().isBefore(entry.openedAt().toLocalDate().plusDays(3))) {
            return;
        }
        LocalDateTime soon = people.at(entry.openedAt().toLocalDate().plusDays(2), random);
        if (entry.taskKey().equals("userTask_submitSelfCheck") && Dice.chance(HANDS_BACK, random)) {
            agenda.add(soon, () -> quietly(() -> escalations.requestHandBack(entry.taskId(), "检查事项按职责分工由其他部门承担", people.clerk(unit.get().id())), people.clerk(unit.get().id())));
        } else if (Dice.chance(ASKS_FOR_TIME, random)) {
            agenda.add(soon, () -> quietly(() -> escalations.requestExtension(entry.taskId(), 1 + random.nextInt(5), "涉及几个单位，需要时间会商", people.head(unit.get().id())), people.head(unit.get().id())));
        }
    }

    /** A request that the rules may not admit; then it was not made. */
    private void quietly(Runnable request, String person) {
        try {
            machine.as(person, () -> {
                request.run();
                return null;
            });
        } catch (Refusal notAdmitted) {
            LOG.debug("{}", notAdmitted.getMessage());
        }
    }

    private void act(String taskId, int attempt) {
        TaskEntry entry = book.find(taskId).filter(TaskEntry::open).orElse(null);
        OpenTask open = entry == null ? null : worklist.find(taskId).orElse(null);
        if (open == null) {
            return;
        }
        Refusal last = null;
        for (String person : candidates(open, random(entry, "who"))) {
            try {
                Map<String, Object> values = answers.fill(entry, person, random(entry, "what " + person + " " + attempt));
                if (values == null) {
                    return;   // a right that is not used
                }
                machine.submit(person, taskId, values);
                done++;
                return;
            } catch (Refusal refused) {
                last = refused;
            }
        }
        if (attempt < ATTEMPTS) {
            agenda.add(people.at(LocalDateTime.now(clock).toLocalDate().plusDays(AGAIN_AFTER), random(entry, "again")), () -> act(taskId, attempt + 1));
        } else {
            unanswerable.add(entry.caseNo() + " " + entry.taskName() + "：" + (last == null ? "没有可以办理的人员" : last.getMessage()));
            LOG.warn("没有人能够办理 {}", unanswerable.get(unanswerable.size() - 1));
        }
    }

    private List<String> candidates(OpenTask task, Random random) {
        if (task.assignee() != null) {
            return List.of(task.assignee());
        }
        List<String> all = new ArrayList<>(task.candidatePeople().stream().sorted().toList());
        Collections.shuffle(all, random);
        task.candidateGroups().stream().sorted().map(group -> people.of(group, random)).flatMap(Collection::stream).filter(id -> !all.contains(id)).forEach(all::add);
        return all;
    }

    private Random random(TaskEntry entry, String question) {
        return year.dice().on(question, entry.caseNo(), entry.taskKey(), entry.item() == null ? "" : entry.item(), entry.openedAt());
    }

    long done() {
        return done;
    }

    /** Tasks that nobody could do, with the last refusal; empty if all went well. */
    List<String> unanswerable() {
        return List.copyOf(unanswerable);
    }
}
