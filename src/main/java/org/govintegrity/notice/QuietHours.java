package org.govintegrity.notice;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Hours in which nothing is sent to phones and mailboxes.
 *
 * @param from    first minute; null where no hours are quiet
 * @param to      the first minute after them; at or before {@code from} it is one of the next day
 * @param daysOff whether days without work are quiet as a whole
 */
public record QuietHours(LocalTime from, LocalTime to, boolean daysOff) {

    public static final QuietHours NONE = new QuietHours(null, null, false);

    /** @throws IllegalArgumentException if only one of the ends is given, or both are the same */
    public QuietHours {
        if ((from == null) != (to == null) || from != null && from.equals(to)) {
            throw new IllegalArgumentException("quiet hours need two different ends");
        }
    }

    /**
     * When it may be sent, if not now. The end of quiet hours that falls on a day off is put off to the end of that day, and so on.
     *
     * @param working tells working days
     */
    public Optional<LocalDateTime> until(LocalDateTime now, Predicate<LocalDate> working) {
        LocalDateTime time = now;
        for (int steps = 0; steps < 800; steps++) {   // more than a year without a working day there is none
            LocalDateTime later = step(time, working);
            if (later.equals(time)) {
                return time.equals(now) ? Optional.empty() : Optional.of(time);
            }
            time = later;
        }
        return Optional.empty();
    }

    /** Whether that time of a working day is quiet. */
    public boolean covers(LocalTime time) {
        return from != null && (from.isBefore(to) ? !time.isBefore(from) && time.isBefore(to) : !time.isBefore(from) || time.isBefore(to));
    }

    /** {@code 21:30至07:30，休息日全天}, or {@code 没有}. */
    public String words() {
        String hours = from == null ? "" : from + "至" + to;
        return hours + (from != null && daysOff ? "，" : "") + (daysOff ? "休息日全天" : from == null ? "没有" : "");
    }

    private LocalDateTime step(LocalDateTime time, Predicate<LocalDate> working) {
        if (daysOff && !working.test(time.toLocalDate())) {
            return time.toLocalDate().plusDays(1).atStartOfDay();
        }
        if (covers(time.toLocalTime())) {
            return (time.toLocalTime().isBefore(to) ? time.toLocalDate() : time.toLocalDate().plusDays(1)).atTime(to);
        }
        return time;
    }
}
