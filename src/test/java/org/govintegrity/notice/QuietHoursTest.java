package org.govintegrity.notice;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QuietHoursTest {

    /** Weekends, and 6 March 2026, a Friday, as a holiday. */
    private static final Predicate<LocalDate> WORKING = day -> day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY
            && !day.equals(LocalDate.of(2026, 3, 6));
    private static final QuietHours NIGHT = new QuietHours(LocalTime.of(21, 30), LocalTime.of(7, 30), false);
    private static final QuietHours NIGHT_AND_DAYS_OFF = new QuietHours(LocalTime.of(21, 30), LocalTime.of(7, 30), true);
    private static final QuietHours NOON = new QuietHours(LocalTime.of(12, 0), LocalTime.of(14, 0), false);

    @ParameterizedTest
    @CsvSource({
            // Monday, 2 March: over midnight; the first minute is quiet, the end is not
            "2026-03-02T21:29, ",
            "2026-03-02T21:30, 2026-03-03T07:30",
            "2026-03-02T23:59, 2026-03-03T07:30",
            "2026-03-03T00:00, 2026-03-03T07:30",
            "2026-03-03T07:29, 2026-03-03T07:30",
            "2026-03-03T07:30, ",
            // Saturday is as any other day
            "2026-03-07T10:00, ",
            "2026-03-07T22:00, 2026-03-08T07:30",
    })
    void nights(LocalDateTime now, LocalDateTime until) {
        assertThat(NIGHT.until(now, WORKING)).isEqualTo(Optional.ofNullable(until));
    }

    @ParameterizedTest
    @CsvSource({
            "2026-03-04T22:00, 2026-03-05T07:30",
            // Thursday night before the holiday and the weekend: Monday morning, after the night
            "2026-03-05T22:00, 2026-03-09T07:30",
            "2026-03-06T10:00, 2026-03-09T07:30",
            "2026-03-08T23:00, 2026-03-09T07:30",
            "2026-03-09T07:30, ",
            "2026-03-09T12:00, ",
    })
    void nightsAndDaysOff(LocalDateTime now, LocalDateTime until) {
        assertThat(NIGHT_AND_DAYS_OFF.until(now, WORKING)).isEqualTo(Optional.ofNullable(until));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-02T11:59, ", "2026-03-02T12:00, 2026-03-02T14:00", "2026-03-02T13:59, 2026-03-02T14:00", "2026-03-02T14:00, "})
    void noon(LocalDateTime now, LocalDateTime until) {
        assertThat(NOON.until(now, WORKING)).isEqualTo(Optional.ofNullable(until));
    }

    @Test
    void daysOffAlone() {
        QuietHours daysOff = new QuietHours(null, null, true);
        assertThat(daysOff.until(LocalDateTime.of(2026, 3, 6, 10, 0), WORKING)).contains(LocalDateTime.of(2026, 3, 9, 0, 0));
        assertThat(daysOff.until(LocalDateTime.of(2026, 3, 5, 23, 59), WORKING)).isEmpty();
        assertThat(QuietHours.NONE.until(LocalDateTime.of(2026, 3, 7, 3, 0), WORKING)).isEmpty();
    }

    @Test
    void words() {
        assertThat(NIGHT.words()).isEqualTo("21:30至07:30");
        assertThat(NIGHT_AND_DAYS_OFF.words()).isEqualTo("21:30至07:30，休息日全天");
        assertThat(new QuietHours(null, null, true).words()).isEqualTo("休息日全天");
        assertThat(QuietHours.NONE.words()).isEqualTo("没有");
    }

    @Test
    void bothEndsOrNone() {
        assertThatThrownBy(() -> new QuietHours(LocalTime.NOON, null, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new QuietHours(LocalTime.NOON, LocalTime.NOON, false)).isInstanceOf(IllegalArgumentException.class);
    }
}
