package org.govintegrity.calendar;

import org.springframework.stereotype.Service;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which days are working days: the State Council's notice of the year, with its make-up days; for a year without
 * notice the statutory holidays, which is provisional.
 */
@Service
public class WorkingDays {

    private final CalendarStore store;
    private volatile Snapshot snapshot;

    WorkingDays(CalendarStore store) {
        this.store = store;
    }

    public boolean isWorkingDay(LocalDate day) {
        return whyOff(day).isEmpty();
    }

    /** Why that day is a day of rest; empty for a working day. */
    public Optional<String> whyOff(LocalDate day) {
        Snapshot now = now();
        CalendarDay said = now.days.get(day);
        if (said != null) {
            return said.off() ? Optional.of(said.name()) : Optional.empty();
        }
        if (!now.noticeYears.contains(day.getYear())) {
            String holiday = now.fallback(day.getYear()).get(day);
            if (holiday != null) {
                return Optional.of(holiday);
            }
        }
        return weekend(day) ? Optional.of("周末") : Optional.empty();
    }

    /**
     * The working day that is {@code workingDays} after {@code start}, the day after {@code start} being the first that
     * may count. Negative amounts go back; 0 gives {@code start} itself.
     */
    public LocalDate plus(LocalDate start, int workingDays) {
        LocalDate day = start;
        int step = workingDays < 0 ? -1 : 1;
        for (int left = Math.abs(workingDays); left > 0; ) {
            day = day.plusDays(step);
            if (isWorkingDay(day)) {
                left--;
            }
        }
        return day;
    }

    /** How many working days lie after {@code from} up to and including {@code to}; negative if {@code to} is earlier. */
    public int between(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            return -between(to, from);
        }
        return (int) from.plusDays(1).datesUntil(to.plusDays(1)).filter(this::isWorkingDay).count();
    }

    /** Whether that day's nature rests on the statutory holidays only, because the year's notice is not loaded. */
    public boolean provisional(LocalDate day) {
        return !now().noticeYears.contains(day.getYear());
    }

    static boolean weekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    int workingDaysOf(int year) {
        return (int) LocalDate.of(year, 1, 1).datesUntil(LocalDate.of(year + 1, 1, 1)).filter(this::isWorkingDay).count();
    }

    /** What is cached is good as long as nothing was loaded since, by whichever node. */
    private Snapshot now() {
        Snapshot current = snapshot;
        if (current == null || current.checkedAt + Snapshot.FRESH_MILLIS < System.currentTimeMillis()) {
            long version = store.version();
            if (current == null || current.version != version) {
                current = new Snapshot(version, store.days(), store.noticeYears(), store.statutory());
            }
            current.checkedAt = System.currentTimeMillis();
            snapshot = current;
        }
        return current;
    }

    /** Called when this node has loaded something: the next question must see it. */
    void forget() {
        snapshot = null;
    }

    private static final class Snapshot {

        /** How long another node's load may go unnoticed. */
        static final long FRESH_MILLIS = 5_000;

        final long version;
        final Map<LocalDate, CalendarDay> days = new HashMap<>();
        final List<Integer> noticeYears;
        final List<StatutoryHoliday> statutory;
        final Map<Integer, Map<LocalDate, String>> fallback = new ConcurrentHashMap<>();
        volatile long checkedAt;

        Snapshot(long version, List<CalendarDay> days, List<Integer> noticeYears, List<StatutoryHoliday> statutory) {
            this.version = version;
            days.forEach(day -> this.days.put(day.date(), day));
            this.noticeYears = noticeYears;
            this.statutory = statutory;
        }

        Map<LocalDate, String> fallback(int year) {
            return fallback.computeIfAbsent(year, this::statutoryDays);
        }

        /** Holidays of the year; those that fall on a weekend or on one another are given again on the next working day (补假). */
        private Map<LocalDate, String> statutoryDays(int year) {
            Map<LocalDate, String> off = new HashMap<>();
            List<String> owed = new ArrayList<>();
            List<LocalDate> owedAfter = new ArrayList<>();
            for (StatutoryHoliday holiday : statutory) {
                if (holiday.inForce(year)) {
                    for (LocalDate day : holiday.daysOf(year)) {
                        if (weekend(day) || off.containsKey(day)) {
                            owed.add(holiday.name());
                            owedAfter.add(day);
                        }
                        off.merge(day, holiday.name(), (a, b) -> a + "、" + b);
                    }
                }
            }
            for (int i = 0; i < owed.size(); i++) {
                LocalDate day = owedAfter.get(i);
                while (weekend(day) || off.containsKey(day)) {
                    day = day.plus(1, ChronoUnit.DAYS);
                }
                off.put(day, owed.get(i) + "补假");
            }
            return off;
        }
    }
}
