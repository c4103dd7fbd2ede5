package org.govintegrity.database;

import org.camunda.bpm.engine.runtime.Job;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Sizes as the database tells them, kept each night by the model {@code database-sample}. */
public class DatabaseGrowthTest extends ProcessTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    @Autowired
    private DatabaseGrowth growth;

    @AfterEach
    void noSamplesAreLeft() {
        jdbc.sql("delete from database_sample").update();
    }

    @Test
    void theWholeComesFirstAndIsTheSumOfItsTables() {
        bringEstimatesUpToDate();
        List<Growth> sizes = growth.now();
        TableSize whole = sizes.get(0).size();
        assertThat(whole.table()).isEqualTo(DatabaseGrowth.WHOLE);
        assertThat(whole.rowCount()).isEqualTo(sizes.stream().skip(1).mapToLong(size -> size.size().rowCount()).sum()).isPositive();
        assertThat(sizes).extracting(size -> size.size().rowCount()).startsWith(whole.rowCount()).satisfies(rows ->
                assertThat(rows.subList(1, rows.size())).isSortedAccordingTo((a, b) -> Long.compare(b, a)));
        assertThat(of("registry_person").size().rowCount()).isEqualTo(jdbc.sql("select count(*) from registry_person").query(Long.class).single());
        assertThat(of("act_re_procdef").size().rowCount()).isPositive();
        assertThat(of("registry_person").rowsSinceYesterday()).as("there is no sample yet").isNull();
        bytesAreWhatTheDatabaseTells(whole.byteCount(), of("registry_person").size().byteCount());
    }

    @Test
    void growthIsAgainstTheSamplesOfYesterdayAndAWeekAgo() {
        bringEstimatesUpToDate();
        long people = of("registry_person").size().rowCount();
        String table = of("registry_person").size().table();
        keep(TODAY.minusDays(1), table, people - 3, 1000L);
        keep(TODAY.minusDays(7), table, people + 5, null);
        keep(TODAY.minusDays(2), table, 1, 1L);
        assertThat(of("registry_person").rowsSinceYesterday()).isEqualTo(3);
        assertThat(of("registry_person").rowsSinceLastWeek()).isEqualTo(-5);
        assertThat(of("registry_person").bytesSinceLastWeek()).as("last week nobody knew").isNull();
        assertThat(of("registry_unit").rowsSinceYesterday()).as("not in yesterday's sample").isNull();
    }

    @Test
    void aNightsSampleIsKeptOnceAndOldOnesGo() {
        keep(TODAY.minusDays(401), "x", 1, null);
        keep(TODAY.minusDays(400), "x", 1, null);
        moveClockTo(LocalDateTime.of(2026, 3, 2, 2, 30));
        night();
        long tables = jdbc.sql("select count(*) from database_sample where sampled_on = ?").param(TODAY).query(Long.class).single();
        assertThat(tables).isEqualTo(growth.now().size());
        night();
        assertThat(jdbc.sql("select count(*) from database_sample where sampled_on = ?").param(TODAY).query(Long.class).single()).isEqualTo(tables);
        assertThat(jdbc.sql("select distinct sampled_on from database_sample order by sampled_on").query(LocalDate.class).list())
                .containsExactly(TODAY.minusDays(400), TODAY);
        moveClockTo(LocalDateTime.of(2026, 3, 3, 9, 0));
        assertThat(growth.now().get(0).rowsSinceYesterday()).isNotNull();
    }

    /** H2 counts as it goes; in memory it has no file. */
    protected void bytesAreWhatTheDatabaseTells(Long whole, Long table) {
        assertThat(table).isNull();
    }

    /** PostgreSQL estimates lag behind. */
    protected void bringEstimatesUpToDate() {
    }

    private Growth of(String table) {
        return growth.now().stream().filter(found -> found.size().table().equalsIgnoreCase(table)).findFirst().orElseThrow();
    }

    private void keep(LocalDate day, String table, long rows, Long bytes) {
        jdbc.sql("insert into database_sample (sampled_on, table_name, row_count, byte_count) values (?, ?, ?, ?)").params(day, table, rows, bytes).update();
    }

    private void night() {
        management.executeJob(management.createJobQuery().timers().processDefinitionKey("database-sample").singleResult().getId());
        Job sampling = management.createJobQuery().messages().processDefinitionKey("database-sample").singleResult();
        management.executeJob(sampling.getId());
        assertThat(runtime.createProcessInstanceQuery().processDefinitionKey("database-sample").count()).isZero();
    }
}
