package org.govintegrity.calendar;

import org.govintegrity.common.ChineseDates;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The last day of a limit, with its sum.
 *
 * @param start       day 0; the next day is day 1
 * @param provisional whether a day it rests on lies in a year whose holiday notice is not loaded
 * @param skipped     days that did not count: for working days those in between, for others those the last day rolled over
 */
public record Deadline(String rule, String title, LocalDate start, LocalDate due, int amount, DayUnit unit, String basis,
                       boolean projectDefault, boolean provisional, List<Skipped> skipped) {

    public Deadline {
        skipped = List.copyOf(skipped);
    }

    /** The sum in one Chinese sentence. */
    public String explain() {
        StringBuilder words = new StringBuilder();
        if (amount == 0) {
            words.append("以").append(ChineseDates.date(start)).append("为期限");
            words.append(due.equals(start) ? "" : "，顺延至" + ChineseDates.date(due)).append("。");   // a day that was named, not counted
        } else {
            words.append("自").append(ChineseDates.date(start)).append("的次日起算，");
            words.append(unit == DayUnit.MONTH ? "满" + amount + "个月" : "第" + amount + unit.words());
            words.append("为").append(ChineseDates.date(due)).append("。");
        }
        if (!skipped.isEmpty()) {
            words.append(unit == DayUnit.WORKING_DAY ? "其间不计入：" : "末日遇休息日顺延，不计入：");
            words.append(String.join("、", runs())).append("。");
        }
        words.append("依据：").append(basis);
        if (projectDefault && !basis.contains("系统默认")) {
            words.append("（系统默认，可配置）");
        }
        words.append("。");
        if (provisional) {
            words.append("所涉年度的放假安排尚未公布，本日期为暂定，公布后自动重算。");
        }
        return words.toString();
    }

    /** Neighbouring days with the same reason, as one: {@code 2月15日至2月23日（春节）}. */
    private List<String> runs() {
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < skipped.size(); ) {
            int j = i;
            while (j + 1 < skipped.size() && skipped.get(j + 1).why().equals(skipped.get(i).why())
                    && skipped.get(j + 1).date().equals(skipped.get(j).date().plusDays(1))) {
                j++;
            }
            runs.add(day(skipped.get(i).date()) + (j > i ? "至" + day(skipped.get(j).date()) : "") + "（" + skipped.get(i).why() + "）");
            i = j + 1;
        }
        return runs;
    }

    private static String day(LocalDate date) {
        return date.getMonthValue() + "月" + date.getDayOfMonth() + "日";
    }
}
