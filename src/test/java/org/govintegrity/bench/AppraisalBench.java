package org.govintegrity.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import org.camunda.bpm.engine.IdentityService;
import org.govintegrity.appraisal.AppraisalService;
import org.govintegrity.appraisal.AppraisalTokens;
import org.govintegrity.appraisal.Ballot;
import org.govintegrity.appraisal.NewCampaign;
import org.govintegrity.appraisal.VoteService;
import org.govintegrity.appraisal.Voter;
import org.govintegrity.registry.Registry;
import org.govintegrity.scenario.Postgres;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

import javax.sql.DataSource;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.boot.test.context.SpringBootTest.WebEnvironment.RANDOM_PORT;

/**
 * How many votes the public page takes, and the service behind it, beside plain inserts of the same row, one commit each, in the same run and by
 * as many threads. {@code mvn -Pbench verify -Dit.test=AppraisalBench}; {@code -Dbench.votes} and {@code -Dbench.threads} change its size. Asserts
 * that each vote was counted once; of speed it reports only, for times depend on the machine. Page, client and database share one machine.
 */
@SpringBootTest(webEnvironment = RANDOM_PORT, properties = {"supervision.appraisal.votes-per-minute=100000000", "supervision.appraisal.votes-per-day=100000000"})
@ActiveProfiles("test")
@ContextConfiguration(initializers = Postgres.class)
class AppraisalBench {

    private static final String UNIT = "caizhengju";
    /** Alternating, so that what else the machine does falls on all ways alike. */
    private static final int ROUNDS = 5;
    private static final String COMMENT = "等了很久才叫到号，希望多开几个窗口";
    private static final String INSERT = "insert into appraisal_vote (token_id, voter_mark, campaign_no, unit_id, grade, reasons, comment_text, voted_at) values (?, ?, ?, ?, ?, ?, ?, ?)";

    private final int votes = Integer.getInteger("bench.votes", 4_000);
    private final int threads = Integer.getInteger("bench.threads", 8);
    private final AtomicLong voter = new AtomicLong();
    private final AtomicLong cast = new AtomicLong();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER).build();

    @Autowired private AppraisalService campaigns;
    @Autowired private AppraisalTokens tokens;
    @Autowired private VoteService service;
    @Autowired private IdentityService identity;
    @Autowired private Registry registry;
    @Autowired private JdbcClient jdbc;
    @Autowired private DataSource database;
    @Autowired private Clock clock;
    @LocalServerPort private int port;

    private String campaign;
    private String secret;
    private long plainToken;

    /** One thing done once, by whichever thread; throws unless it was done right. */
    @FunctionalInterface
    private interface Deed {
        void run() throws Exception;
    }

    /** @param times so many in a round */
    private record Way(String key, String label, int times, Deed deed) {
    }

    /** @param perSecond of all threads together; p50 and p99 in milliseconds */
    private record Measured(String key, String label, long times, double perSecond, double p50, double p99) {
    }

    @Test
    void bench() throws Exception {
        LocalDate today = LocalDate.now(clock);
        identity.setAuthentication("joint1", registry.groupsOf("joint1"), List.of());
        campaign = campaigns.open(new NewCampaign("评议", today, today.plusDays(30), List.of(UNIT)));
        secret = tokens.forWindows(campaigns.get(campaign), UNIT, List.of("1号窗口")).get(0).secret();
        tokens.forWindows(campaigns.get(campaign), UNIT, List.of("对照"));
        identity.clearAuthentication();
        plainToken = jdbc.sql("select max(id) from appraisal_token").query(Long.class).single();

        List<Way> ways = List.of(
                new Way("insert", "单行插入，每行提交一次", votes, this::plainInsert),
                new Way("service", "VoteService（不经过网页）", votes, () -> vote("very-good", List.of())),
                new Way("page", "公众页面（HTTP POST）", votes, () -> post("grade=very-good")),
                new Way("page-bad", "公众页面，差评（立案并启动流程）", Math.max(threads, votes / 10), () -> post("grade=bad&reasons=late")),
                new Way("static", "同一客户端取一个静态文件", votes, this::staticFile));
        ways.forEach(way -> run(way, 2 * way.times()));   // the code is compiled and the statements are prepared when it counts
        Map<String, List<long[]>> times = new LinkedHashMap<>();
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int k = 0; k < ways.size(); k++) {
                Way way = ways.get((round + k) % ways.size());
                long began = System.nanoTime();
                times.computeIfAbsent(way.key(), key -> new ArrayList<>()).add(run(way, way.times()));
                seconds.merge(way.key(), (System.nanoTime() - began) / 1e9, Double::sum);
            }
        }
        assertThat(jdbc.sql("select count(*) from appraisal_vote where campaign_no = ? and token_id <> ?").params(campaign, plainToken).query(Long.class).single())
                .as("each vote that was thanked for is counted once").isEqualTo(cast.get());
        assertThat(jdbc.sql("select count(*) from appraisal_vote v where v.grade = 'bad' and not exists (select 1 from appraisal_bad_review b where b.vote_id = v.id)").query(Long.class).single())
                .as("bad votes without a case").isZero();
        report(ways.stream().map(way -> measured(way, times.get(way.key()), seconds.get(way.key()))).toList());
    }

    private static Measured measured(Way way, List<long[]> rounds, double seconds) {
        long[] sorted = rounds.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Measured(way.key(), way.label(), sorted.length, sorted.length / seconds, sorted[(int) (sorted.length * 0.5)] / 1e6, sorted[(int) (sorted.length * 0.99)] / 1e6);
    }

    /** @return how long each took, in nanoseconds */
    private long[] run(Way way, int times) {
        long[] nanos = new long[times];
        AtomicLong next = new AtomicLong();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> working = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                working.add(pool.submit(() -> {
                    for (int i = (int) next.getAndIncrement(); i < times; i = (int) next.getAndIncrement()) {
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

    private void vote(String grade, List<String> reasons) {
        service.vote(secret, new Ballot(grade, reasons, COMMENT, null), new Voter("10.1.1.1", "browser " + voter.incrementAndGet()));
        cast.incrementAndGet();
    }

    private void post(String fields) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/public/appraise/" + secret))
                .header(HttpHeaders.CONTENT_TYPE, "application/x-www-form-urlencoded").header(HttpHeaders.USER_AGENT, "browser " + voter.incrementAndGet())
                .POST(HttpRequest.BodyPublishers.ofString(fields + "&contact=&comment=" + URLEncoder.encode(COMMENT, StandardCharsets.UTF_8))).build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 302 || answer.headers().firstValue(HttpHeaders.LOCATION).filter(to -> to.endsWith("/public/appraise-thanks")).isEmpty()) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        cast.incrementAndGet();
    }

    /** What client and server cost by themselves. */
    private void staticFile() throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/img/mark.svg")).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode());
        }
    }

    /** The row a vote leaves, under another token, into the same table with the same indexes. */
    private void plainInsert() throws SQLException {
        try (Connection connection = database.getConnection(); PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, plainToken);
            insert.setString(2, "%064x".formatted(voter.incrementAndGet() * 0x9E3779B97F4A7C15L));
            insert.setString(3, campaign);
            insert.setString(4, UNIT);
            insert.setString(5, "very-good");
            insert.setString(6, "");
            insert.setString(7, COMMENT);
            insert.setTimestamp(8, Timestamp.valueOf(LocalDateTime.now(clock)));
            insert.executeUpdate();
        }
    }

    private void report(List<Measured> all) throws IOException {
        double insert = all.get(0).perSecond();
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("processors", Runtime.getRuntime().availableProcessors());
        results.put("heapMegabytes", Runtime.getRuntime().maxMemory() >> 20);
        results.put("java", System.getProperty("java.version"));
        results.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        results.put("database", jdbc.sql("select version()").query(String.class).single());
        results.put("durability", "fsync " + jdbc.sql("show fsync").query(String.class).single() + ", synchronous_commit " + jdbc.sql("show synchronous_commit").query(String.class).single());
        results.put("threads", threads);
        results.put("ways", all);
        StringBuilder table = new StringBuilder("| %d个线程 | 次 | 次/秒 | p50 / p99 毫秒 | 单行插入 ÷ 本项（次/秒） |\n|---|---|---|---|---|\n".formatted(threads));
        all.forEach(m -> table.append("| %s | %,d | %,.0f | %.2f / %.2f | %.2f |%n".formatted(m.label(), m.times(), m.perSecond(), m.p50(), m.p99(), insert / m.perSecond())));
        Path folder = Files.createDirectories(Path.of("target", "bench"));
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(folder.resolve("appraisal.json").toFile(), results);
        Files.writeString(folder.resolve("appraisal.md"), table);
        System.out.println("\n" + table);
    }
}
