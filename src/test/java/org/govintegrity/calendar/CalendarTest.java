package org.govintegrity.calendar;

import liquibase.integration.spring.SpringLiquibase;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.transaction.support.TransactionTemplate;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Working days and limits on the district's real calendar files. */
class CalendarTest {

    private EmbeddedDatabase database;
    private TransactionTemplate transaction;
    private WorkingDays workingDays;
    private CalendarService calendar;
    private final List<CalendarChanged> changes = new ArrayList<>();
    private final List<DeadlineRule> rules = new ArrayList<>();
    private DeadlineService deadlines;

    @BeforeEach
    void loadTheDistrictsFiles() throws Exception {
        database = new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build();
        SpringLiquibase liquibase = new SpringLiquibase();
        liquibase.setDataSource(database);
        liquibase.setResourceLoader(new DefaultResourceLoader());
        liquibase.setChangeLog("classpath:db/changelog/modules/calendar.yaml");
        liquibase.afterPropertiesSet();
        CalendarStore store = new CalendarStore(JdbcClient.create(database));
        workingDays = new WorkingDays(store);
        Clock clock = Clock.fixed(LocalDateTime.of(2026, 11, 23, 9, 0).atZone(ChineseDates.ZONE).toInstant(), ChineseDates.ZONE);
        calendar = new CalendarService(store, workingDays, event -> changes.add((CalendarChanged) event), clock);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        transaction.executeWithoutResult(s -> calendar.loadStatutory("statutory.csv", file("statutory.csv")));
        for (int year = 2024; year <= 2026; year++) {
            load(year + ".csv", file(year + ".csv"));
        }
        changes.clear();
        deadlines = new DeadlineService(() -> rules, workingDays);
    }

    @AfterEach
    void close() {
        database.shutdown();
    }

    @ParameterizedTest
    @CsvSource({"2024-02-05,7,2024-02-20", "2024-09-27,7,2024-10-12", "2025-01-24,7,2025-02-10", "2025-09-26,5,2025-10-10",
            "2026-02-12,7,2026-02-28", "2026-02-13,5,2026-02-27", "2026-04-30,5,2026-05-11", "2026-09-18,10,2026-10-09", "2026-09-30,7,2026-10-15"})
    void countsWorkingDaysWithMakeUpDays(LocalDate start, int amount, LocalDate due) {
        assertThat(workingDays.plus(start, amount)).isEqualTo(due);
        assertThat(workingDays.between(start, due)).isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource({"2024,251", "2025,248", "2026,248"})
    void totalsOfTheYear(int year, int total) {
        assertThat(workingDays.workingDaysOf(year)).isEqualTo(total);
    }

    @Test
    void countsBackwardsToo() {
        assertThat(workingDays.plus(LocalDate.of(2026, 2, 28), -7)).isEqualTo(LocalDate.of(2026, 2, 12));
        assertThat(workingDays.plus(LocalDate.of(2026, 3, 16), -3)).isEqualTo(LocalDate.of(2026, 3, 11));
        assertThat(workingDays.plus(LocalDate.of(2026, 3, 16), 0)).isEqualTo(LocalDate.of(2026, 3, 16));
        assertThat(workingDays.between(LocalDate.of(2026, 3, 16), LocalDate.of(2026, 3, 11))).isEqualTo(-3);
    }

    @Test
    void theSpringFestivalOf2027ComesFromTheLunarCalendar() {
        // 正月初一 of 2027 is 6 February, so 除夕 is the 5th
        assertThat(workingDays.whyOff(LocalDate.of(2027, 2, 4))).isEmpty();
        assertThat(workingDays.whyOff(LocalDate.of(2027, 2, 5))).contains("春节");
        assertThat(workingDays.whyOff(LocalDate.of(2027, 2, 8))).contains("春节");
        assertThat(workingDays.provisional(LocalDate.of(2027, 2, 5))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2024-04-04,清明节", "2027-04-05,清明节", "2028-04-04,清明节", "2027-06-09,端午节", "2027-09-15,中秋节", "2028-01-26,春节",
            "2027-01-01,元旦", "2027-05-01,劳动节", "2028-10-03,中秋节"})
    void statutoryHolidaysOfYearsWithoutNotice(LocalDate day, String name) {
        assertThat(workingDays.whyOff(day).orElse("")).contains(name);
    }

    @Test
    void aHolidayOnAWeekendIsGivenAgain() {
        // 1 May 2027 is a Saturday and the 2nd a Sunday
        assertThat(workingDays.whyOff(LocalDate.of(2027, 5, 3))).contains("劳动节补假");
        assertThat(workingDays.whyOff(LocalDate.of(2027, 5, 4))).contains("劳动节补假");
        assertThat(workingDays.isWorkingDay(LocalDate.of(2027, 5, 5))).isTrue();
    }

    @Test
    void aDateThatRestsOnAYearWithoutNoticeIsProvisional() {
        DeadlineRule rule = rule(DayUnit.WORKING_DAY, 10, true);
        assertThat(deadlines.due(rule, LocalDate.of(2026, 12, 10)).provisional()).isFalse();
        Deadline due = deadlines.due(rule, LocalDate.of(2026, 12, 25));
        assertThat(due.provisional()).isTrue();
        assertThat(due.explain()).contains("暂定");
        DeadlineRule months = rule(DayUnit.MONTH, 3, true);
        assertThat(deadlines.due(months, LocalDate.of(2026, 11, 10)).provisional()).isTrue();
        assertThat(deadlines.due(rule(DayUnit.MONTH, 3, false), LocalDate.of(2026, 11, 10)).provisional()).isFalse();
    }

    @Test
    void theSumNamesStartRuleAndDaysSkipped() {
        Deadline due = deadlines.due(rule(DayUnit.WORKING_DAY, 7, true), LocalDate.of(2026, 2, 12));
        assertThat(due.due()).isEqualTo(LocalDate.of(2026, 2, 28));
        assertThat(due.skipped()).hasSize(9).extracting(Skipped::why).containsOnly("春节");
        assertThat(due.explain()).isEqualTo("自2026年2月12日的次日起算，第7个工作日为2026年2月28日。其间不计入：2月15日至2月23日（春节）。依据：某法第一条。");
    }

    @ParameterizedTest
    @CsvSource({"2026-03-31,30,2026-04-30", "2026-04-02,30,2026-05-06", "2026-01-31,14,2026-02-14"})
    void calendarDaysRollOverDaysOfRest(LocalDate start, int amount, LocalDate due) {
        assertThat(deadlines.due(rule(DayUnit.CALENDAR_DAY, amount, true), start).due()).isEqualTo(due);
    }

    @Test
    void monthsEndOnTheSameDayOrTheLastOfTheMonth() {
        assertThat(deadlines.due(rule(DayUnit.MONTH, 1, true), LocalDate.of(2026, 3, 31)).due()).isEqualTo(LocalDate.of(2026, 4, 30));
        Deadline rolled = deadlines.due(rule(DayUnit.MONTH, 1, true), LocalDate.of(2026, 4, 1));
        assertThat(rolled.due()).isEqualTo(LocalDate.of(2026, 5, 6));
        assertThat(rolled.skipped()).extracting(Skipped::date).containsExactly(LocalDate.of(2026, 5, 1), LocalDate.of(2026, 5, 2),
                LocalDate.of(2026, 5, 3), LocalDate.of(2026, 5, 4), LocalDate.of(2026, 5, 5));
        assertThat(deadlines.due(rule(DayUnit.MONTH, 1, false), LocalDate.of(2026, 4, 1)).due()).isEqualTo(LocalDate.of(2026, 5, 1));
    }

    @Test
    void anExtensionCountsOnFromTheOldLastDay() {
        Deadline due = deadlines.due(rule(DayUnit.WORKING_DAY, 5, true), LocalDate.of(2026, 4, 22));
        assertThat(due.due()).isEqualTo(LocalDate.of(2026, 4, 29));
        Deadline extended = deadlines.extend(due, 3);
        assertThat(extended.due()).isEqualTo(LocalDate.of(2026, 5, 7));
        assertThat(extended.amount()).isEqualTo(8);
        assertThat(deadlines.extend(deadlines.due(rule(DayUnit.CALENDAR_DAY, 30, true), LocalDate.of(2026, 3, 1)), 30).due()).isEqualTo(LocalDate.of(2026, 4, 30));
    }

    @Test
    void theVersionInForceCounts() {
        rules.add(new DeadlineRule("a.b", "旧", 5, DayUnit.WORKING_DAY, 0, true, "", "旧法", false, LocalDate.of(2020, 1, 1), LocalDate.of(2026, 3, 31)));
        rules.add(new DeadlineRule("a.b", "新", 3, DayUnit.WORKING_DAY, 0, true, "", "新法", false, LocalDate.of(2026, 4, 1), null));
        assertThat(deadlines.rule("a.b", LocalDate.of(2026, 3, 31)).amount()).isEqualTo(5);
        assertThat(deadlines.rule("a.b", LocalDate.of(2026, 4, 1)).amount()).isEqualTo(3);
        assertThat(deadlines.due("a.b", LocalDate.of(2026, 5, 11), LocalDate.of(2026, 3, 1)).basis()).isEqualTo("旧法");
        Refusal early = refusal(() -> deadlines.rule("a.b", LocalDate.of(2019, 12, 31)));
        assertThat(early.kind()).isEqualTo(Refusal.Kind.UNPROCESSABLE);
        assertThat(early.getMessage()).contains("2020年1月1日", "2026年4月1日");
        assertThat(refusal(() -> deadlines.rule("a.x", LocalDate.of(2026, 1, 1))).getMessage()).contains("a.b");
    }

    @Test
    void loadingTheSameAgainChangesNothing() throws Exception {
        assertThat(load("2026.csv", file("2026.csv")).changedDays()).isZero();
        assertThat(changes).isEmpty();
    }

    @Test
    void aNewNoticeNamesTheDaysThatChanged() {
        String notice = """
                date,kind,name,basis
                2027-01-01,休,元旦,通知
                2027-02-05,休,春节,通知
                2027-02-06,休,春节,通知
                2027-02-07,休,春节,通知
                2027-02-08,休,春节,通知
                2027-02-09,休,春节,通知
                2027-02-10,休,春节,通知
                2027-02-11,休,春节,通知
                2027-02-14,班,春节,通知
                2027-04-05,休,清明节,通知
                2027-05-01,休,劳动节,通知
                2027-05-02,休,劳动节,通知
                2027-06-09,休,端午节,通知
                2027-09-15,休,中秋节,通知
                2027-10-01,休,国庆节,通知
                """;
        CalendarService.Loaded loaded = load("2027.csv", notice.getBytes(StandardCharsets.UTF_8));
        assertThat(loaded.year()).isEqualTo(2027);
        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.by()).isEqualTo("admin");
            assertThat(change.changedDays()).contains(LocalDate.of(2027, 2, 11), LocalDate.of(2027, 2, 14), LocalDate.of(2027, 5, 3));
            assertThat(change.changedDays()).doesNotContain(LocalDate.of(2027, 2, 6), LocalDate.of(2027, 1, 1));
        });
        assertThat(workingDays.isWorkingDay(LocalDate.of(2027, 2, 14))).isTrue();
        assertThat(workingDays.provisional(LocalDate.of(2027, 2, 14))).isFalse();
        assertThat(calendar.years()).extracting(YearStatus::year, YearStatus::notice)
                .contains(org.assertj.core.groups.Tuple.tuple(2027, true), org.assertj.core.groups.Tuple.tuple(2028, false));
    }

    @Test
    void aLoadThatIsRolledBackIsForgotten() {
        transaction.executeWithoutResult(status -> {
            calendar.loadYear("2027.json", holidayCn().getBytes(StandardCharsets.UTF_8), "admin");
            assertThat(workingDays.provisional(LocalDate.of(2027, 1, 1))).isFalse();
            status.setRollbackOnly();
        });
        assertThat(workingDays.provisional(LocalDate.of(2027, 1, 1))).isTrue();
    }

    @Test
    void readsHolidayCnJsonAndDaysOfTheNeighbouringDecember() {
        load("2027.json", holidayCn().getBytes(StandardCharsets.UTF_8));
        assertThat(workingDays.isWorkingDay(LocalDate.of(2026, 12, 27))).isTrue();
        assertThat(workingDays.isWorkingDay(LocalDate.of(2026, 12, 31))).isFalse();
    }

    @Test
    void readsTheEncodingsOfOfficePrograms() {
        String csv = new String(file("2026.csv"), StandardCharsets.UTF_8).replace("2026-05-09,班", "2026-05-10,班");
        byte[] utf8 = csv.getBytes(StandardCharsets.UTF_8);
        byte[] marked = new byte[utf8.length + 3];
        System.arraycopy(new byte[]{(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, 0, marked, 0, 3);
        System.arraycopy(utf8, 0, marked, 3, utf8.length);
        assertThat(load("2026.csv", marked).changedDays()).isEqualTo(2);
        assertThat(load("2026.csv", csv.getBytes(Charset.forName("GB18030"))).changedDays()).isZero();
        assertThat(refused("2026.csv", new byte[]{(byte) 0xFF, (byte) 0xFF, 0, 1})).contains("编码");
    }

    @Test
    void aBrokenFileIsRefusedWholeNamingLineAndRemedy() {
        String head = "date,kind,name,basis\n";
        assertThat(refused("2027.csv", "")).contains("空的");
        assertThat(refused("明年.csv", head)).contains("年份");
        assertThat(refused("2027.csv", "date,name\n2027-01-01,元旦\n")).contains("缺少列：kind、basis");
        assertThat(refused("2027.csv", head + "2027-01-01,休,元旦,通知\n01/02/2027,休,元旦,通知\n2027-01-05,班,元旦,通知\n2027-01-01,休,元旦,通知\n2027-06-09,放假,端午,通知\n2029-01-01,休,元旦,通知\n2027-03-01,休,,通知\n2027-03-02,休\n"))
                .contains("第3行：日期“01/02/2027”").contains("第4行：2027-01-05不是周末").contains("第5行：日期2027-01-01重复")
                .contains("第6行：kind").contains("第7行：日期2029-01-01不属于2027年").contains("第8行：没有写节日名称").contains("第9行：列数不对");
        assertThat(refused("2027.csv", head + "2027-01-01,休,元旦,通知\n")).contains("少于法定的13");
        assertThat(refused("2027.json", "{\"year\": 2027, \"days\": [")).contains("JSON");
        assertThat(refused("2027.json", "{\"days\": []}")).contains("year");
        assertThat(calendar.days(2027)).isEmpty();
    }

    // ---------------------------------------------------------------------------------------------------------------

    private static String holidayCn() {
        StringBuilder days = new StringBuilder("{\"name\": \"元旦\", \"date\": \"2026-12-27\", \"isOffDay\": false}");
        days.append(", {\"name\": \"元旦\", \"date\": \"2026-12-31\", \"isOffDay\": true}");
        for (int i = 1; i <= 3; i++) {
            days.append(", {\"name\": \"元旦\", \"date\": \"2027-01-0").append(i).append("\", \"isOffDay\": true}");
        }
        for (int i = 1; i <= 9; i++) {
            days.append(", {\"name\": \"国庆节\", \"date\": \"2027-10-0").append(i).append("\", \"isOffDay\": true}");
        }
        return "{\"year\": 2027, \"papers\": [], \"days\": [" + days + "]}";
    }

    private DeadlineRule rule(DayUnit unit, int amount, boolean rollover) {
        return new DeadlineRule("test.rule", "测试", amount, unit, 0, rollover, "收到之日", "某法第一条", false, LocalDate.of(2018, 1, 1), null);
    }

    private CalendarService.Loaded load(String name, byte[] content) {
        return transaction.execute(status -> calendar.loadYear(name, content, "admin"));
    }

    private String refused(String name, String content) {
        return refused(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private String refused(String name, byte[] content) {
        return refusal(() -> load(name, content)).getMessage();
    }

    private static Refusal refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
        Refusal refusal = catchThrowableOfType(Refusal.class, action);
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static byte[] file(String name) {
        try {
            return Files.readAllBytes(Path.of("seeds/wendeng/calendar", name));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
