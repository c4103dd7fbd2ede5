package org.govintegrity.demo;

import org.govintegrity.demo.PlantedProblem.Kind;
import org.govintegrity.engine.TimeMachine;
import org.govintegrity.notice.Notice;
import org.govintegrity.notice.NoticeIssued;
import org.govintegrity.notice.NoticeService;
import org.govintegrity.registry.Registry;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/** People open the notices they get, most of them the next day; some units let them lie. */
@Component
@Profile("demo-year")
class NoticeReading {

    private static final double FORGOTTEN = 0.02;
    private static final double FORGOTTEN_BY_THE_CARELESS = 0.5;

    private final NoticeService notices;
    private final TimeMachine machine;
    private final People people;
    private final Registry registry;
    private final PlantedProblems planted;
    private final DemoYear year;
    private final Clock clock;
    private Agenda agenda;

    NoticeReading(NoticeService notices, TimeMachine machine, People people, Registry registry, PlantedProblems planted, DemoYear year, Clock clock) {
        this.notices = notices;
        this.machine = machine;
        this.people = people;
        this.registry = registry;
        this.planted = planted;
        this.year = year;
        this.clock = clock;
    }

    void begin(Agenda agenda) {
        this.agenda = agenda;
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(NoticeIssued issued) {
        if (agenda == null) {
            return;   // nothing is being played
        }
        Notice notice = notices.get(issued.noticeNo());
        LocalDate today = LocalDate.now(clock);
        Random random = year.dice().on("notice", notice.no());
        boolean careless = registry.unitOfGroup(notice.addressee()).filter(u -> planted.has(u.id(), Kind.IGNORED_TASKS, today)).isPresent();
        if (Dice.chance(careless ? FORGOTTEN_BY_THE_CARELESS : FORGOTTEN, random)) {
            return;
        }
        agenda.add(people.at(today.plusDays(1), random), () -> {
            List<String> readers = people.of(notice.addressee(), random);
            if (!readers.isEmpty()) {
                machine.as(readers.get(0), () -> notices.receive(notice.no(), readers.get(0)));
            }
        });
    }

    void end() {
        agenda = null;
    }
}
