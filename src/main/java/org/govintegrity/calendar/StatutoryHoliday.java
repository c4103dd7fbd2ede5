package org.govintegrity.calendar;

import cn.hutool.core.date.ChineseDate;
import cn.hutool.core.date.chinese.SolarTerms;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A holiday that the 全国年节及纪念日放假办法 gives every year, whatever the yearly notice will say.
 *
 * @param rule {@code solar MM-dd}, {@code lunar MM-dd}, {@code lunar 12-eve} (除夕) or {@code term 清明}
 * @param days how many days from that one on
 */
record StatutoryHoliday(LocalDate from, LocalDate to, String name, String rule, int days, String basis) {

    boolean inForce(int year) {
        return from.getYear() <= year && (to == null || to.getYear() >= year);
    }

    List<LocalDate> daysOf(int year) {
        LocalDate first = firstDay(year);
        List<LocalDate> result = new ArrayList<>();
        for (int i = 0; i < days; i++) {
            result.add(first.plusDays(i));
        }
        return result;
    }

    private LocalDate firstDay(int year) {
        String[] parts = rule.split(" ", 2);
        return switch (parts[0]) {
            case "solar" -> LocalDate.parse(year + "-" + parts[1]);
            case "lunar" -> parts[1].equals("12-eve") ? lunar(year, 1, 1).minusDays(1)
                    : lunar(year, Integer.parseInt(parts[1].substring(0, 2)), Integer.parseInt(parts[1].substring(3)));
            case "term" -> qingming(year);
            default -> throw new IllegalArgumentException("holiday rule '" + rule + "' is none of solar, lunar, term");
        };
    }

    private static LocalDate lunar(int year, int month, int day) {
        return new ChineseDate(year, month, day).getGregorianDate().toInstant().atZone(ZoneId.systemDefault()).toLocalDate();
    }

    /** 清明 falls on 4, 5 or 6 April. */
    private static LocalDate qingming(int year) {
        return LocalDate.of(year, 4, SolarTerms.getTerm(year, 7));
    }
}
