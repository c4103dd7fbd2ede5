package org.govintegrity.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.zaxxer.hikari.HikariDataSource;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.engine.ModelBean;
import org.govintegrity.evaluation.EvaluationService;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.SeedLoader;
import org.govintegrity.scenario.MutableClock;
import org.govintegrity.scenario.Postgres;
import org.govintegrity.scenario.StatementCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.boot.test.context.SpringBootTest.WebEnvironment.RANDOM_PORT;

/**
 * A year's evaluation of N units from freezing to handing over, on PostgreSQL with history full, eight people or job threads at once.
 * Beside it in the same run, on the same server: the same unit model with empty delegates, once in this application and once on an
 * engine with nothing of ours around it, and the naive model of one instance for all. {@code mvn -Pbench verify -Dit.test=EvaluationBench}; {@code -Dbench.units=100,1000,3000}
 * (10000 by hand), {@code -Dbench.statements=100} prints how often a unit takes which statement, and how much oftener than with empty delegates. Asserts that every unit is scored, ranked and told once, and that no optimistic-lock failure reaches a person; of
 * speed it reports only.
 */
@SpringBootTest(webEnvironment = RANDOM_PORT)
@ActiveProfiles("test")
@ContextConfiguration(initializers = Postgres.class)
@Import({EvaluationBench.Time.class, StatementCounter.class})
class EvaluationBench {

    @TestConfiguration
    static class Time {
        @Bean
        @Primary
        MutableClock benchClock() {
            return new MutableClock();
        }

        @Bean
        PlainEngine.Nothing nothing() {
            return new PlainEngine.Nothing();
        }

        @Bean
        PlainEngine.Flags flags() {
            return new PlainEngine.Flags();
        }

        @Bean
        @ModelBean
        PlainEngine.Offices offices() {
            return new PlainEngine.Offices();
        }
    }

    private static final String EMPTY_MODEL = "unit-evaluation-empty";

    private static final int THREADS = 8;
    private static final int PAGE = 400;
    /** The naive model is left behind long before; more would take hours. */
    /** Units; with fewer the first cycle that counts is slower than the one with empty delegates after it. */
    private static final int WARM_UP = 300;
    private static final int STATEMENTS = Integer.getInteger("bench.statements", 0);
    private static final int NAIVE_MOST = Integer.getInteger("bench.naive", 1_000);

    private final int[] sizes = Arrays.stream(System.getProperty("bench.units", "100,1000,3000").split(",")).mapToInt(Integer::parseInt).toArray();
    private final AtomicInteger refusedByLock = new AtomicInteger();
    private final AtomicInteger retriedJobs = new AtomicInteger();
    /** Of two last units that wake the year at once the slower may find it awake. */
    private final AtomicInteger failedJobs = new AtomicInteger();

    @Autowired private EvaluationService evaluations;
    @Autowired private ProcessEngine engine;
    @Autowired private TaskService tasks;
    @Autowired private FormService forms;
    @Autowired private IdentityService identity;
    @Autowired private ManagementService management;
    @Autowired private Cases cases;
    @Autowired private Registry registry;
    @Autowired private SeedLoader seeds;
    @Autowired private StatementCounter statements;
    @Autowired private MutableClock clock;
    @Autowired private JdbcClient jdbc;
    @Autowired private Environment environment;
    @TempDir private Path folder;

    /** @param seconds by phase; of {@code total} their sum */
    /** Of the last cycle, how often which was taken. */
    private Map<String, Integer> taken = Map.of();

    private record Cycle(int units, Map<String, Double> seconds, double total, double perUnitMillis, double statementsPerUnit, long heapMegabytes, double longestTransactionSeconds) {
    }

    /**
     * Seconds from starting the units to their last final score.
     *
     * @param empty the same model with empty delegates in the same application: rights, forms, limits, timeline as ever
     * @param bare  the same model with empty delegates on the engine alone, with none of these
     */
    private record Compared(int units, double ours, double empty, double bare, Double naive) {
    }

    @Test
    void bench() throws Exception {
        List<Cycle> cycles = new ArrayList<>();
        List<Compared> compared = new ArrayList<>();
        try (HikariDataSource other = database("bench_plain"); PlainEngine plain = new PlainEngine(other)) {
            warmUp(plain);
            for (int n = 0; n < sizes.length; n++) {
                Cycle cycle = cycle(sizes[n], 2027 + n);
                cycles.add(cycle);
                double ours = cycle.seconds().get("start") + cycle.seconds().get("units");
                compared.add(new Compared(sizes[n], ours, empty(sizes[n], 2027 + n), bare(plain, sizes[n]), sizes[n] <= NAIVE_MOST ? naive(plain, sizes[n]) : null));
                System.out.println(cycle + "\n" + compared.get(n));
            }
        }
        assertThat(refusedByLock).as("people who were told that somebody else was faster").hasValue(0);
        report(cycles, compared);
    }

    /** The code is compiled and statements are prepared when it counts. */
    private void warmUp(PlainEngine plain) throws Exception {
        cycle(WARM_UP, 2026);
        deployEmpty();
        empty(WARM_UP, 2026);
        bare(plain, 200);
        naive(plain, 30);
    }

    private Cycle cycle(int units, int year) throws Exception {
        Path district = BenchDistrict.of(units, folder.resolve(String.valueOf(year)));
        seeds.load(district);
        jdbc.sql("vacuum analyze").update();
        clock.set(LocalDateTime.of(year, 12, 1, 8, 0));
        System.gc();
        resetPeaks();
        Longest longest = new Longest();
        Thread watch = new Thread(longest, "longest transaction");
        watch.start();
        int before = statements.count();
        statements.most(0);
        Map<String, Double> seconds = new LinkedHashMap<>();
        String[] no = new String[1];
        time(seconds, "freeze", () -> {
            no[0] = as("joint1", evaluations::open);
            jobs(management);
        });
        complete(one(no[0], "userTask_confirmStart"), "joint1", Map.of("decision", "start"));
        time(seconds, "start", () -> jobs(management));
        time(seconds, "units", () -> people(2));
        complete(one(no[0], "userTask_panelReview"), "joint2", Map.of("decision", "submit"));
        complete(one(no[0], "userTask_approve"), "leader1", Map.of("decision", "approve"));
        time(seconds, "results", () -> jobs(management));
        int used = statements.count() - before;
        taken = statements.most(Integer.MAX_VALUE);
        taken.entrySet().stream().limit(STATEMENTS).forEach(one -> System.out.println("%8.2f %s".formatted((double) one.getValue() / units, one.getKey())));
        longest.over = true;
        watch.join();
        System.out.println("longest transaction: " + longest.longest);
        assertThat(jdbc.sql("select count(*) from evaluation_unit where case_no = ? and final_at is not null and place is not null and told_at is not null").param(no[0]).query(Integer.class).single())
                .as("scored, ranked and told").isEqualTo(units);
        assertThat(jdbc.sql("select count(*) from evaluation_score s join evaluation_unit u on u.unit_case_no = s.unit_case_no where u.case_no = ? and s.stage = 'final'").param(no[0])
                .query(Integer.class).single()).as("one final score each").isEqualTo(units);
        double total = seconds.values().stream().mapToDouble(s -> s).sum();
        return new Cycle(units, seconds, total, total * 1000 / units, (double) used / units, peakMegabytes(), longest.longest.seconds());
    }

    /** Our model with empty delegates beside the real one. */
    private void deployEmpty() {
        BpmnModelInstance model = PlainEngine.withoutDelegates();
        model.getModelElementsByType(org.camunda.bpm.model.bpmn.instance.Process.class).forEach(process -> process.setId(EMPTY_MODEL));
        model.getModelElementsByType(Message.class).forEach(message -> message.setName(message.getName() + "Empty"));
        DeploymentBuilder deployment = engine.getRepositoryService().createDeployment().addModelInstance(EMPTY_MODEL + ".bpmn", model);
        model.getModelElementsByType(UserTask.class).stream().map(UserTask::getCamundaFormRef).distinct().forEach(form -> {
            try (InputStream content = Files.newInputStream(Path.of("forms/evaluation", form + ".form"))) {
                deployment.addInputStream(form + ".form", content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        deployment.deploy();
    }

    /** The same unit model with empty delegates in our application, the same people at the same doors. @return seconds from the first start to the last end */
    private double empty(int units, int year) throws Exception {
        statements.most(0);
        jdbc.sql("vacuum analyze").update();   // as before the real one: what was written until now must not be paid for here
        clock.set(LocalDateTime.of(year, 12, 20, 8, 0));
        String parent = cases.open(NewCase.numbered("JZ", "bench", "基准测试", null, List.of("一.1"), null)).caseNo();
        List<String> caseNos = cases.openParts(parent, "bench", IntStream.range(0, units).mapToObj(n -> new Cases.Part("基准测试", BenchDistrict.unit(n), List.of("一.1"))).toList());
        Map<String, Double> seconds = new LinkedHashMap<>();
        time(seconds, "units", () -> {
            parallel(caseNos, no -> engine.getRuntimeService().startProcessInstanceByMessage("evaluation.unitStartedEmpty", no));
            jobs(management);
            people(2);
        });
        Map<String, Integer> without = statements.most(Integer.MAX_VALUE);
        if (STATEMENTS > 0) {
            System.out.println("more than with empty delegates:");
            taken.entrySet().stream().map(one -> Map.entry(one.getKey(), (double) (one.getValue() - without.getOrDefault(one.getKey(), 0)) / units)).sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .limit(STATEMENTS).forEach(one -> System.out.println("%8.2f %s".formatted(one.getValue(), one.getKey())));
        }
        assertThat(engine.getRuntimeService().createProcessInstanceQuery().processDefinitionKey(EMPTY_MODEL).count()).as("all ended").isZero();
        return seconds.get("units");
    }

    /** What the people of all units do, from self-report to answer, and the jobs that follow from it. */
    private void people(int reported) throws Exception {
        all("userTask_selfReport", task -> complete(task, unitOf(task) + "1", Map.of("rows", rows(reported, "mark", 90, "words", "建立制度三项，证据一册"))));
        jobs(management);
        all("userTask_spotCheck", task -> complete(task, "inspector3", Map.of("rows", rows(reported, "verdict", "confirmed", "words", "与台账相符"))));
        jobs(management);
        all("userTask_scoreClause", task -> complete(task, scorer(task), Map.of("rows", rows(1, "mark", 85, "words", "按材料评分"))));
        jobs(management);
        all("userTask_respond", task -> complete(task, unitOf(task) + "head", Map.of("answer", "accept")));
        jobs(management);
    }

    /** The same unit model with empty delegates on the engine alone: from the first start to the last end. @return seconds */
    private double bare(PlainEngine plain, int units) throws Exception {
        TaskService plainTasks = plain.engine.getTaskService();
        Map<String, Double> seconds = new LinkedHashMap<>();
        String run = "E" + System.nanoTime() + "-";
        time(seconds, "units", () -> {
            parallel(IntStream.range(0, units).mapToObj(n -> run + n).toList(), key -> plain.engine.getRuntimeService().startProcessInstanceByMessage("evaluation.unitStarted", key));
            jobs(plain.engine.getManagementService());
            for (String step : List.of("userTask_selfReport", "userTask_spotCheck", "userTask_scoreClause", "userTask_respond")) {
                parallel(plainTasks.createTaskQuery().taskDefinitionKey(step).list(), task -> plainTasks.complete(task.getId()));
                jobs(plain.engine.getManagementService());
            }
        });
        assertThat(plain.engine.getRuntimeService().createProcessInstanceQuery().processInstanceBusinessKeyLike(run + "%").count()).as("all ended").isZero();
        return seconds.get("units");
    }

    /** One instance with all units side by side; somebody who meets somebody else tries again. @return seconds */
    private double naive(PlainEngine plain, int units) throws Exception {
        TaskService plainTasks = plain.engine.getTaskService();
        Map<String, Double> seconds = new LinkedHashMap<>();
        time(seconds, "units", () -> {
            String instance = plain.engine.getRuntimeService().startProcessInstanceByKey(PlainEngine.NAIVE_MODEL,
                    Map.of("units", IntStream.range(0, units).mapToObj(n -> "unit" + n).collect(Collectors.toCollection(ArrayList::new)))).getId();
            for (String step : List.of("selfReport", "scoreClause", "respond")) {
                parallel(plainTasks.createTaskQuery().processInstanceId(instance).taskDefinitionKey(step).list(), task -> again(() -> {
                    plainTasks.complete(task.getId());
                    return null;
                }));
                jobs(plain.engine.getManagementService());
            }
        });
        assertThat(plain.engine.getRuntimeService().createProcessInstanceQuery().processDefinitionKey(PlainEngine.NAIVE_MODEL).count()).as("ended").isZero();
        return seconds.get("units");
    }

    private void all(String taskKey, Consumer<Task> deed) throws Exception {
        parallel(tasks.createTaskQuery().taskDefinitionKey(taskKey).list(), deed);
    }

    private <T> void parallel(List<T> list, Consumer<T> deed) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = new ArrayList<>();
            list.forEach(one -> all.add(pool.submit(() -> deed.accept(one))));
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Runs what is due until nothing is; jobs of one instance one after the other, as the engine's own executor does. */
    private void jobs(ManagementService of) throws Exception {
        while (true) {
            List<Job> due = of.createJobQuery().messages().withRetriesLeft().listPage(0, PAGE);
            if (due.isEmpty()) {
                return;
            }
            parallel(List.copyOf(due.stream().collect(Collectors.groupingBy(job -> String.valueOf(job.getProcessInstanceId()))).values()), list -> list.forEach(job -> again(() -> {
                try {
                    if (of.createJobQuery().jobId(job.getId()).count() > 0) {
                        of.executeJob(job.getId());
                    }
                } catch (OptimisticLockingException somebodyElse) {
                    throw somebodyElse;
                } catch (ProcessEngineException failed) {
                    failedJobs.incrementAndGet();   // tried again with what is due next, as by the engine, until its retries are used up
                }
                return null;
            })));
        }
    }

    private void again(Supplier<Void> deed) {
        while (true) {
            try {
                deed.get();
                return;
            } catch (OptimisticLockingException somebodyElse) {
                retriedJobs.incrementAndGet();
            }
        }
    }

    /** As that person through the same door as Tasklist. */
    private void complete(Task task, String person, Map<String, Object> values) {
        identity.setAuthentication(person, registry.groupsOf(person), List.of());
        try {
            forms.submitTaskForm(task.getId(), values);
        } catch (OptimisticLockingException e) {
            refusedByLock.incrementAndGet();
            throw e;
        } finally {
            identity.clearAuthentication();
        }
    }

    private <T> T as(String person, Supplier<T> action) {
        identity.setAuthentication(person, registry.groupsOf(person), List.of());
        try {
            return action.get();
        } finally {
            identity.clearAuthentication();
        }
    }

    private Task one(String caseNo, String taskKey) {
        return tasks.createTaskQuery().processInstanceBusinessKey(caseNo).taskDefinitionKey(taskKey).singleResult();
    }

    private String unitOf(Task task) {
        return jdbc.sql("select c.unit_id from casefile_task t join casefile_case c on c.case_no = t.case_no where t.task_id = ?").param(task.getId()).query(String.class).single();
    }

    private String scorer(Task task) {
        String owner = jdbc.sql("select owner_group from casefile_task where task_id = ?").param(task.getId()).query(String.class).single();
        return owner.equals("jointoffice") ? "joint2" : owner + "1";
    }

    private static List<Map<String, Object>> rows(int count, Object... cells) {
        return IntStream.rangeClosed(1, count).mapToObj(no -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("no", no);
            for (int i = 0; i < cells.length; i += 2) {
                row.put((String) cells[i], cells[i + 1]);
            }
            return row;
        }).toList();
    }

    @FunctionalInterface
    private interface Deed {
        void run() throws Exception;
    }

    private static void time(Map<String, Double> seconds, String phase, Deed deed) throws Exception {
        long began = System.nanoTime();
        deed.run();
        seconds.put(phase, (System.nanoTime() - began) / 1e9);
    }

    private HikariDataSource database(String name) {
        jdbc.sql("create database " + name).update();
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(environment.getRequiredProperty("spring.datasource.url").replaceAll("/postgres\\b", "/" + name));
        source.setUsername("postgres");
        source.setPassword("postgres");
        source.setMaximumPoolSize(2 * THREADS);
        source.addDataSourceProperty("reWriteBatchedInserts", "true");
        return source;
    }

    /** Looks at the server fifty times a second how long the oldest open transaction has lasted, and what it did last. */
    private final class Longest implements Runnable {

        private record Open(double seconds, String what) {
        }

        private volatile boolean over;
        private Open longest = new Open(0, "");

        @Override
        public void run() {
            while (!over) {
                jdbc.sql("""
                                select extract(epoch from clock_timestamp() - xact_start) as seconds, state || ': ' || left(query, 200) as what from pg_stat_activity
                                where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend' and xact_start is not null
                                order by xact_start fetch first 1 rows only""").query((row, i) -> new Open(row.getDouble(1), row.getString(2))).optional()
                        .filter(open -> open.seconds() > longest.seconds()).ifPresent(open -> longest = open);
                try {
                    Thread.sleep(20);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    private static void resetPeaks() {
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static long peakMegabytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP).mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20;
    }

    private void report(List<Cycle> cycles, List<Compared> compared) throws IOException {
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("processors", Runtime.getRuntime().availableProcessors());
        results.put("heapMegabytes", Runtime.getRuntime().maxMemory() >> 20);
        results.put("java", System.getProperty("java.version"));
        results.put("database", jdbc.sql("select version()").query(String.class).single());
        results.put("threads", THREADS);
        results.put("cycles", cycles);
        results.put("compared", compared);
        results.put("retriedAfterAnother", retriedJobs.get());
        results.put("failedJobs", failedJobs.get());
        StringBuilder text = new StringBuilder("| 单位 | 冻结 秒 | 启动 秒 | 各单位办理 秒 | 排名后告知 秒 | 合计 秒 | 每单位 毫秒 | 每单位语句 | 堆峰值 MB | 最长事务 秒 |\n|---|---|---|---|---|---|---|---|---|---|\n");
        cycles.forEach(c -> text.append("| %,d | %.1f | %.1f | %.1f | %.1f | %.1f | %.0f | %.0f | %,d | %.1f |%n".formatted(c.units(), c.seconds().get("freeze"), c.seconds().get("start"),
                c.seconds().get("units"), c.seconds().get("results"), c.total(), c.perUnitMillis(), c.statementsPerUnit(), c.heapMegabytes(), c.longestTransactionSeconds())));
        text.append("\n| 单位 | 本系统（启动到全部终评） 秒 | 同一模型、空代码 秒 | 比值 | 同一模型、空代码、裸引擎 秒 | 比值 | 一个实例包含全部单位 秒 |\n|---|---|---|---|---|---|---|\n");
        compared.forEach(c -> text.append("| %,d | %.1f | %.1f | %.2f | %.1f | %.2f | %s |%n".formatted(c.units(), c.ours(), c.empty(), c.ours() / c.empty(), c.bare(), c.ours() / c.bare(), c.naive() == null ? "没有测" : "%.1f".formatted(c.naive()))));
        Cycle least = cycles.stream().min(Comparator.comparing(Cycle::units)).orElseThrow();
        Cycle most = cycles.stream().max(Comparator.comparing(Cycle::units)).orElseThrow();
        text.append("\n每单位用时，%,d个比%,d个：%.2f（目标 ≤ 1.15）。\n".formatted(most.units(), least.units(), most.perUnitMillis() / least.perUnitMillis()));
        Path target = Files.createDirectories(Path.of("target", "bench"));
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(target.resolve("evaluation.json").toFile(), results);
        Files.writeString(target.resolve("evaluation.md"), text);
        System.out.println("\n" + text);
    }
}
