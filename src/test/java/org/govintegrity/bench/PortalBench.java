package org.govintegrity.bench;

import org.govintegrity.evidence.Samples;
import org.govintegrity.scenario.Postgres;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.boot.test.context.SpringBootTest.WebEnvironment.RANDOM_PORT;

/**
 * How many complaints and look-ups the portal takes in a second, and how long the slowest of a hundred waits, beside a plain page of the same server in the
 * same run. {@code mvn -Pbench verify -Dit.test=PortalBench}; {@code -Dbench.complaints} and {@code -Dbench.threads} change its size. Asserts that each
 * receipt stands for one complaint with its process; of speed it reports only. Page, client and database share one machine.
 */
@SpringBootTest(webEnvironment = RANDOM_PORT, properties = {"supervision.complaint.per-minute=100000000", "supervision.complaint.per-day=100000000",
        "supervision.complaint.asks-per-minute=100000000"})
@ActiveProfiles("test")
@ContextConfiguration(initializers = Postgres.class)
class PortalBench {

    private static final int ROUNDS = 5;
    private static final String BOUNDARY = "----formOfTheBenchmark";
    private static final Pattern NUMBER = Pattern.compile("(TS-\\d{4}-\\d{4,})");
    private static final Pattern CODE = Pattern.compile("([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4})");

    private final int complaints = Integer.getInteger("bench.complaints", 400);
    private final int threads = Integer.getInteger("bench.threads", 8);
    private final AtomicLong sent = new AtomicLong();
    private final List<String[]> receipts = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER).build();
    private final byte[] photo = Samples.picture("jpg");

    @Autowired private JdbcClient jdbc;
    @LocalServerPort private int port;

    @Test
    void bench() throws Exception {
        for (int i = 0; i < threads; i++) {
            complain(false);
        }
        List<Load.Way> ways = List.of(
                new Load.Way("plain", "普通页面 /public", 5 * complaints, () -> page("/public")),
                new Load.Way("form", "投诉表（含全部单位）", 5 * complaints, () -> page("/public/complain")),
                new Load.Way("look-up", "凭编号和查询码查询", 5 * complaints, this::lookUp),
                new Load.Way("complain", "投诉（立案并启动流程）", complaints, () -> complain(false)),
                new Load.Way("complain-photo", "投诉，附一张照片", complaints, () -> complain(true)),
                new Load.Way("units", "单位和承担的任务", 2 * complaints, () -> page("/public/units")),
                new Load.Way("records", "查询公示信息", 2 * complaints, () -> page("/public/records?q=" + URLEncoder.encode("财政局", StandardCharsets.UTF_8))),
                new Load.Way("disclosures", "查询双公示", 2 * complaints, () -> page("/public/disclosures?q=" + URLEncoder.encode("公司", StandardCharsets.UTF_8))));
        List<Load.Measured> all = new Load(threads, ROUNDS).run(ways);
        assertThat(jdbc.sql("select count(*) from complaint").query(Long.class).single()).as("each receipt is one complaint").isEqualTo(sent.get());
        assertThat(jdbc.sql("select count(*) from complaint c where not exists (select 1 from act_ru_execution e where e.business_key_ = c.case_no)").query(Long.class).single())
                .as("complaints without a process").isZero();
        Load.Measured plain = all.get(0);
        StringBuilder table = new StringBuilder("| %d个线程 | 次 | 次/秒 | p50 / p99 毫秒 | p99 ÷ 普通页面的p99 |\n|---|---|---|---|---|\n".formatted(threads));
        all.forEach(m -> table.append("| %s | %,d | %,.0f | %.2f / %.2f | %.2f |%n".formatted(m.label(), m.times(), m.perSecond(), m.p50(), m.p99(), m.p99() / plain.p99())));
        Load.keep("portal", jdbc, threads, all, table.toString());
    }

    private void page(String path) throws IOException, InterruptedException {
        ok(http.send(HttpRequest.newBuilder(uri(path)).header(HttpHeaders.ACCEPT, "text/html").build(), HttpResponse.BodyHandlers.ofString()));
    }

    private void lookUp() throws IOException, InterruptedException {
        String[] receipt = receipts.get(ThreadLocalRandom.current().nextInt(receipts.size()));
        String page = ok(http.send(HttpRequest.newBuilder(uri("/public/complaint")).header(HttpHeaders.CONTENT_TYPE, "application/x-www-form-urlencoded").header(HttpHeaders.ACCEPT, "text/html")
                .POST(HttpRequest.BodyPublishers.ofString("act=view&no=" + receipt[0] + "&code=" + receipt[1])).build(), HttpResponse.BodyHandlers.ofString()));
        if (!page.contains(receipt[0])) {
            throw new AssertionError("another page than that of " + receipt[0]);
        }
    }

    private void complain(boolean withPhoto) throws IOException, InterruptedException {
        Map<String, String> fields = new TreeMap<>(Map.of("naming", "confidential", "category", "service", "unit", "界石镇", "facts", "承诺一次办好，跑了五趟也没有办成，第" + sent.get() + "次反映", "name", "李旺投",
                "phone", "13812345678", "ticket", UUID.randomUUID().toString()));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n").getBytes(StandardCharsets.UTF_8)));
        if (withPhoto) {
            body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            body.writeBytes(photo);
            body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        String receipt = ok(http.send(HttpRequest.newBuilder(uri("/public/complain")).header(HttpHeaders.CONTENT_TYPE, "multipart/form-data; boundary=" + BOUNDARY).header(HttpHeaders.ACCEPT, "text/html")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())).build(), HttpResponse.BodyHandlers.ofString()));
        receipts.add(new String[]{first(NUMBER, receipt), first(CODE, receipt)});
        sent.incrementAndGet();
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no receipt");
        }
        return matcher.group(1);
    }

    private static String ok(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
