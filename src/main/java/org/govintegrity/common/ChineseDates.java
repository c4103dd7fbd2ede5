package org.govintegrity.common;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;

/** Dates as people here write them. All times are Beijing time. */
public final class ChineseDates {

    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.SIMPLIFIED_CHINESE);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.SIMPLIFIED_CHINESE);

    private ChineseDates() {
    }

    /** {@code 2026年11月23日} */
    public static String date(LocalDate date) {
        return DATE.format(date);
    }

    /** {@code 2026年11月23日 09:05} */
    public static String time(LocalDateTime time) {
        return TIME.format(time);
    }

    public static String time(Instant time) {
        return time(LocalDateTime.ofInstant(time, ZONE));
    }

    /** The Beijing day on which {@code date} falls. */
    public static LocalDate toLocalDate(Date date) {
        return date.toInstant().atZone(ZONE).toLocalDate();
    }

    /** The last second of that Beijing day: a limit of days runs until midnight. */
    public static Date endOfDay(LocalDate date) {
        return Date.from(date.atTime(23, 59, 59).atZone(ZONE).toInstant());
    }
}
