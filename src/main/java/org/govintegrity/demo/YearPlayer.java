package org.govintegrity.demo;

import org.govintegrity.common.ChineseDates;
import org.govintegrity.engine.MovedClock;
import org.govintegrity.engine.TimeMachine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Plays the year after everything else has started and before the job executor does: goes from one moment at which something is due or somebody wants to do
 * something to the next, puts the clock there, and lets it happen. In one thread, so that the same seed gives the same year.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 10)
@Profile("demo-year")
class YearPlayer implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(YearPlayer.class);
    /** The timers that come round every few minutes are run once a day, in the morning: what they look for changes by days. */
    private static final Duration SWEEP_EVERY = Duration.ofHours(20);
    private static final int MORNING = 8;

    private final DemoYear year;
    private final YearFolder folder;
    private final MovedClock clock;
    private final TimeMachine machine;
    private final Happenings happenings;
    private final AssessmentYear assessment;
    private final TaskDesk tasks;
    private final NoticeReading notices;
    private final PlantedProblems planted;
    private final Progress progress;
    private final JdbcClient jdbc;

    YearPlayer(DemoYear year, YearFolder folder, MovedClock clock, TimeMachine machine, Happenings happenings, AssessmentYear assessment, TaskDesk tasks, NoticeReading notices, PlantedProblems planted, Progress progress, JdbcClient jdbc) {
        this.year = year;
        this.folder = folder;
        this.clock = clock;
        this.machine = machine;
        this.happenings = happenings;
        this.assessment = assessment;
        this.tasks = tasks;
        this.notices = notices;
        this.planted = planted;
        this.progress = progress;
        this.jdbc = jdbc;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!clock.moved()) {
            LOG.info("演示年度已经演完（{}）。要重新演一遍，停机后删除它的数据文件夹再启动", folder.played().map(YearFolder.Played::words).orElse(""));
            return;
        }
        long began = System.nanoTime();
        LOG.info("开始演示年度：{}", year.words());
        play(began);
        notices.end();
        progress.over();
        String words = year.words() + "，埋设问题" + planted.list().size() + "处，案件" + count("casefile_case") + "件，办结任务" + tasks.done() + "项，通知" + count("notice") + "份，信用记录" + count("credit_record")
                + "条，作业" + machine.jobs() + "个（重试" + machine.failures() + "次），用时" + seconds(began) + "秒";
        if (!tasks.unanswerable().isEmpty()) {
            LOG.warn("有{}项任务没有人能够办理：{}", tasks.unanswerable().size(), tasks.unanswerable());
        }
        if (!happenings.refused().isEmpty()) {
            LOG.info("按规则没有受理的申请：{}", happenings.refused());
        }
        jdbc.sql("checkpoint sync").update();
        jdbc.sql("set write_delay 0").update();
        folder.finish(year, words);
        clock.letGo();
        LOG.info("演示年度演完：{}", words);
    }

    private void play(long began) {
        Agenda agenda = new Agenda();
        tasks.begin(agenda);
        notices.begin(agenda);
        happenings.begin(agenda);
        assessment.begin(agenda);
        LocalDateTime now = year.from().atTime(MORNING, 0);
        LocalDateTime swept = now.minusDays(1);
        YearMonth month = YearMonth.from(now);
        progress.at(0, "正在开始");
        while (true) {
            LocalDateTime morning = now.toLocalDate().plusDays(now.getHour() < MORNING ? 0 : 1).atTime(MORNING, 0);
            LocalDateTime next = earliest(earliest(morning, agenda.nextAt()), machine.nextTimer().orElse(null));
            if (next.isAfter(year.end())) {
                machine.moveTo(year.end());
                machine.runDue(true);
                return;
            }
            now = next.isBefore(now) ? now : next;
            machine.moveTo(now);
            boolean sweep = now.getHour() >= MORNING && !now.isBefore(swept.plus(SWEEP_EVERY));
            swept = sweep ? now : swept;
            machine.runDue(sweep);
            for (Runnable deed = agenda.take(now); deed != null; deed = agenda.take(now)) {
                deed.run();
            }
            machine.runDue(false);
            tasks.look();
            if (!YearMonth.from(now).equals(month)) {
                tell(month, now, began);
                month = YearMonth.from(now);
            }
            progress.at(percent(now), ChineseDates.date(now.toLocalDate()));
        }
    }

    private void tell(YearMonth month, LocalDateTime now, long began) {
        LOG.info(String.format(Locale.ROOT, "演示年度 %d年%d月（%d%%）：案件累计%d件，办结任务%d项，通知%d份，作业%d个，用时%d秒", month.getYear(), month.getMonthValue(), percent(now), count("casefile_case"), tasks.done(),
                count("notice"), machine.jobs(), seconds(began)));
    }

    private int percent(LocalDateTime now) {
        return (int) Math.min(100, 100 * ChronoUnit.HOURS.between(year.from().atStartOfDay(), now) / Math.max(1, ChronoUnit.HOURS.between(year.from().atStartOfDay(), year.end())));
    }

    private int count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
    }

    private static long seconds(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toSeconds();
    }

    private static LocalDateTime earliest(LocalDateTime one, LocalDateTime other) {
        return other == null || one.isBefore(other) ? one : other;
    }
}
