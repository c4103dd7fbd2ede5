package org.govintegrity.demo;

/** How soon a unit does what it has to. */
enum Temper {
    /** in the first third of the time */
    PROMPT(0.03, 0.3, 0, 0),
    /** within the time, seldom a day or two later */
    AVERAGE(0.2, 0.85, 0.03, 3),
    /** at the end of the time, now and then some days later */
    SLOW(0.6, 1, 0.22, 5),
    /** long after the time; reminders, cards and talks come first */
    IGNORING(1, 1, 1, 20);

    final double earliest;
    final double latest;
    /** share of tasks done too late */
    final double late;
    /** working days at most */
    final int lateDays;

    Temper(double earliest, double latest, double late, int lateDays) {
        this.earliest = earliest;
        this.latest = latest;
        this.late = late;
        this.lateDays = lateDays;
    }
}
