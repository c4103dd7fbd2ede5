package org.govintegrity.calendar;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;

/** The calendar's tables. */
@Repository
class CalendarStore {

    private final JdbcClient jdbc;

    CalendarStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Grows with every load. */
    long version() {
        return jdbc.sql("select coalesce(max(id), 0) from calendar_load").query(Long.class).single();
    }

    List<CalendarDay> days() {
        return jdbc.sql("select on_day as date, day_off as off, name, basis from calendar_day order by on_day").query((row, i) ->
                new CalendarDay(row.getObject(1, LocalDate.class), row.getBoolean(2), row.getString(3), row.getString(4))).list();
    }

    List<CalendarDay> days(int noticeYear) {
        return jdbc.sql("select on_day, day_off, name, basis from calendar_day where notice_year = ? order by on_day").param(noticeYear).query((row, i) ->
                new CalendarDay(row.getObject(1, LocalDate.class), row.getBoolean(2), row.getString(3), row.getString(4))).list();
    }

    List<Integer> noticeYears() {
        return jdbc.sql("select distinct notice_year from calendar_day order by notice_year").query(Integer.class).list();
    }

    List<StatutoryHoliday> statutory() {
        return jdbc.sql("select from_day, to_day, name, holiday_rule, days, basis from calendar_statutory order by id").query((row, i) ->
                new StatutoryHoliday(row.getObject(1, LocalDate.class), row.getObject(2, LocalDate.class), row.getString(3), row.getString(4),
                        row.getInt(5), row.getString(6))).list();
    }

    void replaceYear(int year, Collection<CalendarDay> days) {
        jdbc.sql("delete from calendar_day where notice_year = ?").param(year).update();
        for (CalendarDay day : days) {
            jdbc.sql("insert into calendar_day (notice_year, on_day, day_off, name, basis) values (?, ?, ?, ?, ?)")
                    .params(year, day.date(), day.off(), day.name(), day.basis()).update();
        }
    }

    void replaceStatutory(Collection<StatutoryHoliday> holidays) {
        jdbc.sql("delete from calendar_statutory").update();
        for (StatutoryHoliday h : holidays) {
            jdbc.sql("insert into calendar_statutory (from_day, to_day, name, holiday_rule, days, basis) values (?, ?, ?, ?, ?, ?)")
                    .params(h.from(), h.to(), h.name(), h.rule(), h.days(), h.basis()).update();
        }
    }

    /** Keeps the file as it came: what an earlier calendar said stays provable. */
    void logLoad(String file, Integer year, String content, String by, LocalDateTime at) {
        jdbc.sql("insert into calendar_load (file_name, notice_year, content, loaded_by, loaded_at) values (?, ?, ?, ?, ?)")
                .params(file, year, content, by, at).update();
    }

    List<YearStatus> loads() {
        return jdbc.sql("""
                select l.notice_year, l.file_name, l.loaded_by, l.loaded_at from calendar_load l
                where l.id in (select max(id) from calendar_load where notice_year is not null group by notice_year) order by l.notice_year""")
                .query((row, i) -> new YearStatus(row.getInt(1), true, row.getString(2), row.getString(3), row.getObject(4, LocalDateTime.class), 0)).list();
    }
}
