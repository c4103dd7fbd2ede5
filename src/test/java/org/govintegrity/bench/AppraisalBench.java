package org.govintegrity.bench;

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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
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

    @Test
    void bench() throws Exception {
        LocalDate today = LocalDate.now(clock);
        identity.setAuthentication("joint1", registry.groupsOf("joint1"), List.of());
        campaign = campaigns.open(new NewCampaign("评议", today, today.plusDays(30), List.of(UNIT)));
        secret = tokens.forWindows(campaigns.get(campaign), UNIT, List.of("1号窗口")).get(0).secret();
        tokens.forWindows(campaigns.get(campaign), UNIT, List.of("对照"));
        identity.clearAuthentication();
        plainToken = jdbc.sql("select max(id) from appraisal_token").query(Long.class).single();

        List<Load.Way> ways = List.of(
                new Load.Way("insert", "单行插入，每行提交一次", votes, this::plainInsert),
                new Load.Way("service", "VoteService（不经过网页）", votes, () -> vote("very-good", List.of())),
                new Load.Way("page", "公众页面（HTTP POST）", votes, () -> post("grade=very-good")),
                new Load.Way("page-bad", "公众页面，差评（立案并启动流程）", Math.max(threads, votes / 10), () -> post("grade=bad&reasons=late")),
                new Load.Way("static", "同一客户端取一个静态文件", votes, this::staticFile));
        List<Load.Measured> measured = new Load(threads, ROUNDS).run(ways);
        assertThat(jdbc.sql("select count(*) from appraisal_vote where campaign_no = ? and token_id <> ?").params(campaign, plainToken).query(Long.class).single())
                .as("each vote that was thanked for is counted once").isEqualTo(cast.get());
        assertThat(jdbc.sql("select count(*) from appraisal_vote v where v.grade = 'bad' and not exists (select 1 from appraisal_bad_review b where b.vote_id = v.id)").query(Long.class).single())
                .as("bad votes without a case").isZero();
        report(measured);
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

    private void report(List<Load.Measured> all) throws IOException {
        double insert = all.get(0).perSecond();
        StringBuilder table = new StringBuilder("| %d个线程 | 次 | 次/秒 | p50 / p99 毫秒 | 单行插入 ÷ 本项（次/秒） |\n|---|---|---|---|---|\n".formatted(threads));
        all.forEach(m -> table.append("| %s | %,d | %,.0f | %.2f / %.2f | %.2f |%n".formatted(m.label(), m.times(), m.perSecond(), m.p50(), m.p99(), insert / m.perSecond())));
        Load.keep("appraisal", jdbc, threads, all, table.toString());
    }
}
