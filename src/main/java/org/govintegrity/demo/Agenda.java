package org.govintegrity.demo;

import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What people are going to do when, in order; of what is for the same time, what was written down first comes first. */
class Agenda {

    private record Entry(LocalDateTime at, long no, Runnable deed) {
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparing(Entry::no));
    private long next;

    void add(LocalDateTime at, Runnable deed) {
        entries.add(new Entry(at, next++, deed));
    }

    /** Null when there is nothing more. */
    LocalDateTime nextAt() {
        return entries.isEmpty() ? null : entries.peek().at();
    }

    /** The next deed for that time or earlier; null when there is none. */
    Runnable take(LocalDateTime now) {
        return entries.isEmpty() || entries.peek().at().isAfter(now) ? null : entries.poll().deed();
    }
}
