package org.govintegrity.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Several ways of doing things, each by as many threads, in rounds that begin with another way each time, so that what else the machine does falls on all
 * alike. A way is run for two rounds before it counts: the code is compiled and the statements are prepared then.
 */
final class Load {

    private final int threads;
    private final int rounds;

    Load(int threads, int rounds) {
        this.threads = threads;
        this.rounds = rounds;
    }

    /** One thing done once, by whichever thread; throws unless it was done right. */
    @FunctionalInterface
    interface Deed {
        void run() throws Exception;
    }

    /** @param times so many in a round */
    record Way(String key, String label, int times, Deed deed) {
    }

    /** @param perSecond of all threads together; p50 and p99 in milliseconds */
    record Measured(String key, String label, long times, double perSecond, double p50, double p99) {
    }

    List<Measured> run(List<Way> ways) {
        ways.forEach(way -> run(way, 2 * way.times()));
        Map<String, List<long[]>> times = new LinkedHashMap<>();
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (int k = 0; k < ways.size(); k++) {
                Way way = ways.get((round + k) % ways.size());
                long began = System.nanoTime();
                times.computeIfAbsent(way.key(), key -> new ArrayList<>()).add(run(way, way.times()));
                seconds.merge(way.key(), (System.nanoTime() - began) / 1e9, Double::sum);
            }
        }
        return ways.stream().map(way -> measured(way, times.get(way.key()), seconds.get(way.key()))).toList();
    }

    /** Keeps figures and table below {@code target/bench}, with what machine and database they come from, and prints the table. */
    static void keep(String name, JdbcClient jdbc, int threads, List<Measured> all, String table) throws IOException {
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("processors", Runtime.getRuntime().availableProcessors());
        results.put("heapMegabytes", Runtime.getRuntime().maxMemory() >> 20);
        results.put("java", System.getProperty("java.version"));
        results.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        results.put("database", jdbc.sql("select version()").query(String.class).single());
        results.put("durability", "fsync " + jdbc.sql("show fsync").query(String.class).single() + ", synchronous_commit " + jdbc.sql("show synchronous_commit").query(String.class).single());
        results.put("threads", threads);
        results.put("ways", all);
        Path folder = Files.createDirectories(Path.of("target", "bench"));
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(folder.resolve(name + ".json").toFile(), results);
        Files.writeString(folder.resolve(name + ".md"), table);
        System.out.println("\n" + table);
    }

    private static Measured measured(Way way, List<long[]> rounds, double seconds) {
        long[] sorted = rounds.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Measured(way.key(), way.label(), sorted.length, sorted.length / seconds, sorted[(int) (sorted.length * 0.5)] / 1e6, sorted[(int) (sorted.length * 0.99)] / 1e6);
    }

    /** @return how long each took, in nanoseconds */
    private long[] run(Way way, int times) {
        long[] nanos = new long[times];
        AtomicInteger next = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> working = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                working.add(pool.submit(() -> {
                    for (int i = next.getAndIncrement(); i < times; i = next.getAndIncrement()) {
                        long began = System.nanoTime();
                        way.deed().run();
                        nanos[i] = System.nanoTime() - began;
                    }
                    return null;
                }));
            }
            for (Future<?> one : working) {
                one.get();
            }
        } catch (Exception e) {
            throw new AssertionError(way.label(), e);
        } finally {
            pool.shutdownNow();
        }
        return nanos;
    }
}
