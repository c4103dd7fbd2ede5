package org.govintegrity.demo;

import org.govintegrity.calendar.WorkingDays;
import org.govintegrity.demo.PlantedProblem.Kind;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Who does things, how soon, and at what hour. */
@Component
@Profile("demo-year")
class People {

    private static final int[] HOURS = {9, 11, 15};

    private final Registry registry;
    private final WorkingDays days;
    private final PlantedProblems planted;
    private final DemoYear year;

    People(Registry registry, WorkingDays days, PlantedProblems planted, DemoYear year) {
        this.registry = registry;
        this.days = days;
        this.planted = planted;
        this.year = year;
    }

    /** How soon the unit does its tasks, as far as these begin on that day. */
    Temper temper(String unitId, LocalDate day) {
        if (planted.has(unitId, Kind.IGNORED_TASKS, day)) {
            return Temper.IGNORING;
        }
        if (planted.has(unitId, Kind.FALLING_SCORE, day)) {
            return Dice.chance(0.5, year.dice().on("falling", unitId, day)) ? Temper.IGNORING : Temper.SLOW;
        }
        if (District.OFFICES.contains(unitId)) {
            return Temper.PROMPT;
        }
        int share = year.dice().on("temper", unitId).nextInt(100);
        return share < 35 ? Temper.PROMPT : share < 88 ? Temper.AVERAGE : Temper.SLOW;
    }

    /** Members of a group in an order of chance, who is to do it first; the head of a unit last, unless it is the head's. */
    List<String> of(String group, Random random) {
        List<String> people = new ArrayList<>(registry.peopleInGroup(group).stream().map(Person::id).sorted().toList());
        Collections.shuffle(people, random);
        people.sort(Comparator.comparing((String id) -> id.endsWith("head")));
        return people;
    }

    String clerk(String unitId) {
        return unitId + "1";
    }

    String head(String unitId) {
        return unitId + "head";
    }

    /** At an hour of work on that day, or on the next working day where it is none. */
    LocalDateTime at(LocalDate day, Random random) {
        LocalDate working = working(day);
        return working.atTime(HOURS[random.nextInt(HOURS.length)], 0);
    }

    LocalDate working(LocalDate day) {
        LocalDate working = day;
        while (!days.isWorkingDay(working)) {
            working = working.plusDays(1);
        }
        return working;
    }

    /** @param dueOn last day in time */
    LocalDateTime when(LocalDateTime openedAt, LocalDate dueOn, Temper temper, Random random) {
        LocalDate opened = openedAt.toLocalDate();
        if (Dice.chance(temper.late, random)) {
            int late = temper == Temper.IGNORING ? temper.lateDays / 2 + random.nextInt(temper.lateDays / 2) : 1 + random.nextInt(temper.lateDays);
            return at(days.plus(dueOn, late), random);
        }
        long span = Math.max(0, ChronoUnit.DAYS.between(opened, dueOn));
        double share = temper.earliest + random.nextDouble() * (temper.latest - temper.earliest);
        LocalDate day = working(opened.plusDays(Math.round(span * share)));
        LocalDateTime at = at(day.isAfter(dueOn) ? dueOn : day, random);
        return at.isAfter(openedAt) ? at : at(opened.plusDays(1), random);
    }
}
