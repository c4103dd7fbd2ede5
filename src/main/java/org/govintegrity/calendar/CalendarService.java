package org.govintegrity.calendar;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.TextFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.io.IOException;
import java.io.StringReader;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Loads holiday notices and says what the calendar rests on. */
@Service
@Transactional
public class CalendarService {

    private static final Logger LOG = LoggerFactory.getLogger(CalendarService.class);

    private final CalendarStore store;
    private final WorkingDays workingDays;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CalendarService(CalendarStore store, WorkingDays workingDays, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.workingDays = workingDays;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Puts one year's notice in place of what was known of that year. Running due dates follow ({@link CalendarChanged}).
     *
     * @param by the person's id, or {@code system}
     * @return the year and how many days changed their nature
     * @throws Refusal naming file, line and remedy; then nothing has changed
     */
    public Loaded loadYear(String fileName, byte[] content, String by) {
        CalendarFile file = CalendarFile.read(fileName, content);
        Map<LocalDate, Boolean> before = natureAround(file.year());
        if (store.days(file.year()).equals(file.days())) {
            return new Loaded(file.year(), file.days().size(), 0);
        }
        refuseTooFewDaysOff(fileName, file);
        store.replaceYear(file.year(), file.days());
        store.logLoad(fileName, file.year(), file.content(), by, LocalDateTime.now(clock));
        forgetNowAndAfterwards();
        SortedSet<LocalDate> changed = new TreeSet<>();
        natureAround(file.year()).forEach((day, working) -> {
            if (!working.equals(before.get(day))) {
                changed.add(day);
            }
        });
        // also without a changed day: dates that were provisional no longer are
        events.publishEvent(new CalendarChanged(changed, by, fileName));
        LOG.info("已载入{}年放假安排（{}），{}天的性质有变化", file.year(), fileName, changed.size());
        return new Loaded(file.year(), file.days().size(), changed.size());
    }

    /** The holidays that the law gives every year, for years without notice. Loading the same again changes nothing. */
    public void loadStatutory(String fileName, byte[] content) {
        List<StatutoryHoliday> holidays = statutory(fileName, TextFile.decode(fileName, content));
        if (!holidays.equals(store.statutory())) {
            store.replaceStatutory(holidays);
            store.logLoad(fileName, null, TextFile.decode(fileName, content), "system", LocalDateTime.now(clock));
            forgetNowAndAfterwards();
        }
    }

    /** Every year with a notice, and the first one after them that goes without. */
    @Transactional(readOnly = true)
    public List<YearStatus> years() {
        List<YearStatus> years = new ArrayList<>();
        for (YearStatus year : store.loads()) {
            years.add(new YearStatus(year.year(), true, year.source(), year.loadedBy(), year.loadedAt(), workingDays.workingDaysOf(year.year())));
        }
        int next = Math.max(years.isEmpty() ? 0 : years.get(years.size() - 1).year() + 1, LocalDate.now(clock).getYear());
        if (years.stream().noneMatch(y -> y.year() == next)) {
            years.add(new YearStatus(next, false, null, null, null, workingDays.workingDaysOf(next)));
        }
        return years;
    }

    /** Days on which that year's notice says something. */
    @Transactional(readOnly = true)
    public List<CalendarDay> days(int year) {
        return store.days(year);
    }

    /** What a load did. */
    public record Loaded(int year, int rows, int changedDays) {
    }

    private void refuseTooFewDaysOff(String fileName, CalendarFile file) {
        int statutory = store.statutory().stream().filter(h -> h.inForce(file.year())).mapToInt(StatutoryHoliday::days).sum();
        long off = file.days().stream().filter(CalendarDay::off).count();
        if (off < statutory) {
            throw Refusal.invalid("文件“" + fileName + "”只列了" + off + "个休息日，少于法定的" + statutory
                    + "天，内容不完整，没有载入。请对照国务院办公厅通知补全“休”的日期。");
        }
    }

    private Map<LocalDate, Boolean> natureAround(int year) {
        Map<LocalDate, Boolean> nature = new HashMap<>();
        LocalDate.of(year - 1, 12, 1).datesUntil(LocalDate.of(year + 1, 2, 1)).forEach(day -> nature.put(day, workingDays.isWorkingDay(day)));
        return nature;
    }

    /** Now for this transaction; afterwards again, for if it is rolled back the cache holds what never was. */
    private void forgetNowAndAfterwards() {
        workingDays.forget();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                workingDays.forget();
            }
        });
    }

    private static List<StatutoryHoliday> statutory(String fileName, String text) {
        CalendarFile.Problems problems = new CalendarFile.Problems(fileName);
        List<StatutoryHoliday> holidays = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get())) {
            if (!parser.getHeaderNames().containsAll(List.of("from", "to", "name", "rule", "days", "basis"))) {
                throw Refusal.invalid("文件“" + fileName + "”第1行应为 from,to,name,rule,days,basis。");
            }
            for (CSVRecord row : parser) {
                try {
                    StatutoryHoliday holiday = new StatutoryHoliday(LocalDate.parse(row.get("from")),
                            row.get("to").isEmpty() ? null : LocalDate.parse(row.get("to")), row.get("name"), row.get("rule"),
                            Integer.parseInt(row.get("days")), row.get("basis"));
                    holiday.daysOf(2026);
                    holidays.add(holiday);
                } catch (DateTimeParseException | IllegalArgumentException e) {
                    problems.add(parser.getCurrentLineNumber(), "无法识别（" + e.getMessage() + "）");
                }
            }
        } catch (IOException e) {
            throw Refusal.invalid("文件“" + fileName + "”不是有效的 CSV 表格。");
        }
        problems.refuseIfAny();
        return holidays;
    }
}
