package org.govintegrity.calendar;

import java.util.Arrays;

/** Kinds of day a limit is counted in; the same word 日 means different kinds in different statutes. */
public enum DayUnit {
    WORKING_DAY("wd", "个工作日"),
    CALENDAR_DAY("cd", "日"),
    MONTH("month", "个月");

    private final String code;
    private final String words;

    DayUnit(String code, String words) {
        this.code = code;
        this.words = words;
    }

    /** {@code wd}, {@code cd} or {@code month} */
    public String code() {
        return code;
    }

    /** How it is said after a number. */
    public String words() {
        return words;
    }

    public static DayUnit of(String code) {
        return Arrays.stream(values()).filter(unit -> unit.code.equals(code)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unit of day '" + code + "' is none of wd, cd, month"));
    }
}
