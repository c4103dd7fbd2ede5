package org.govintegrity.crash;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application is killed hard while people vote over HTTP, on an H2 file as by default. Whoever was thanked has a vote, once; each
 * bad one has its case, its process and its task, whether its voter was thanked or not. It can fail: {@code -Dcrash.h2=WRITE_DELAY=500}.
 */
class VotesCrashIT {

    private static final String UNIT = "caizhengju";
    private static final String VOTE = "/public/appraise/";
    private static final int CLIENTS = 4;
    /** Votes thanked for before each kill and after the last. */
    private static final int VOTES_BETWEEN_KILLS = 60;
    /** Every so many votes is a bad one. */
    private static final int BAD_EACH = 4;

    private final int kills = Integer.getInteger("crash.votes.kills", 3);
    private final Random random = new Random(Long.getLong("crash.seed", 20_260_302L));
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Nodes.REQUEST).cookieHandler(new CookieManager()).followRedirects(HttpClient.Redirect.NEVER).build();
    private final HttpClient phone = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Nodes.REQUEST).followRedirects(HttpClient.Redirect.NEVER).build();
    /** Comments of votes that were thanked for; each comment is written once. */
    private final Set<String> thanked = ConcurrentHashMap.newKeySet();
    /** Of votes that were sent again after nobody knew, and refused as cast already. */
    private final Set<String> thereAlready = ConcurrentHashMap.newKeySet();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private Nodes application;

    @Test
    void whoWasThankedHasAVoteOnce() throws Exception {
        application = new Nodes(false, "--supervision.appraisal.votes-per-minute=1000000", "--supervision.appraisal.votes-per-day=1000000");
        application.add(false);
        signIn("joint1");
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        String campaign = send("/appraisals/new", Map.of("title", "评议", "from", today.toString(), "to", today.plusDays(30).toString(), "units", UNIT))
                .headers().firstValue("Location").map(to -> to.replaceAll(".*/appraisals/([^?;]+).*", "$1")).orElseThrow();
        String window = secrets(send("/appraisals/" + campaign + "/windows", Map.of("unit", UNIT, "windows", "1号窗口"))).get(0);
        ConcurrentLinkedQueue<String> matters = new ConcurrentLinkedQueue<>(secrets(send("/appraisals/" + campaign + "/matters",
                Map.of("unit", UNIT, "matters", IntStream.rangeClosed(1, 200).mapToObj(i -> "许可" + i).collect(Collectors.joining("\n"))))));
        assertThat(matters).hasSize(200);

        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            clients.submit(() -> vote(window, matters));
        }
        List<Integer> atKill = new ArrayList<>();
        for (int kill = 1; kill <= kills; kill++) {
            // by what was done, not by the clock
            await(thanked.size() + VOTES_BETWEEN_KILLS + random.nextInt(20));
            atKill.add(thanked.size());
            application.kill(0);
        }
        await(thanked.size() + VOTES_BETWEEN_KILLS);
        over.set(true);
        clients.shutdown();
        assertThat(clients.awaitTermination(2 * Nodes.REQUEST.toSeconds(), TimeUnit.SECONDS)).as("clients came to an end").isTrue();
        application.killAll();
        check(campaign);
        assertThat(atKill).as("thanked for at each kill").hasSize(kills).allMatch(votes -> votes >= VOTES_BETWEEN_KILLS && votes < thanked.size());
    }

    @AfterEach
    void endEverything() throws Exception {
        over.set(true);
        if (application != null) {
            application.close();
        }
    }

    private void check(String campaign) {
        assertThat(complaints).as("answers that no voter should get").isEmpty();
        JdbcClient jdbc = application.database();
        List<String> stored = jdbc.sql("select comment_text from appraisal_vote where campaign_no = ?").param(campaign).query(String.class).list();
        assertThat(stored).as("no vote is there twice").doesNotHaveDuplicates();
        assertThat(stored).as("thanked for").containsAll(thanked);
        assertThat(stored).as("refused as cast already").containsAll(thereAlready);
        assertThat(jdbc.sql("select token_id from appraisal_vote v join appraisal_token t on t.id = v.token_id where t.matter_no is not null group by token_id having count(*) > 1")
                .query(Long.class).list()).as("matters voted on twice").isEmpty();
        List<String> bad = jdbc.sql("select comment_text from appraisal_vote where campaign_no = ? and grade = 'bad'").param(campaign).query(String.class).list();
        assertThat(bad).as("bad votes").hasSizeGreaterThan(kills * VOTES_BETWEEN_KILLS / BAD_EACH / 2);
        assertThat(jdbc.sql("""
                select v.comment_text from appraisal_vote v left join appraisal_bad_review b on b.vote_id = v.id left join casefile_case c on c.case_no = b.case_no
                where v.grade = 'bad' and (c.case_no is null or c.closed_at is not null
                    or (select count(*) from act_ru_execution e where e.business_key_ = c.case_no and e.parent_id_ is null) <> 1
                    or (select count(*) from act_ru_task a join act_ru_execution e on e.proc_inst_id_ = a.proc_inst_id_ and e.parent_id_ is null
                        where e.business_key_ = c.case_no and a.task_def_key_ = 'userTask_callBack') <> 1)""")
                .query(String.class).list()).as("bad votes without exactly one case, process and task").isEmpty();
        assertThat(jdbc.sql("select count(*) from casefile_case where parent_no = ?").param(campaign).query(Integer.class).single()).as("cases without a vote").isEqualTo(bad.size());
        assertThat(jdbc.sql("select count(*) from act_ru_incident").query(Integer.class).single()).as("incidents").isZero();
    }

    // --- voters ------------------------------------------------------------------------------------------------------

    /** Every second votes at the window, the others with their matter's token; who gets no answer sends a matter's vote again. */
    private void vote(String window, Queue<String> matters) {
        while (!over.get()) {
            int number = next.incrementAndGet();
            String matter = number % 2 == 0 ? matters.poll() : null;
            String comment = "意见" + number;
            boolean bad = (number / 2) % BAD_EACH == 0;
            String fields = (bad ? "grade=bad&reasons=late" : "grade=good") + "&comment=" + encoded(comment);
            HttpResponse<String> answer = cast(matter == null ? window : matter, fields, number);
            boolean again = false;
            // at a window a vote sent again on the next day would be counted, and rightly
            while (answer == null && matter != null && !over.get()) {
                again = true;
                Nodes.pause(Duration.ofMillis(100));
                answer = cast(matter, fields, number);
            }
            if (answer == null) {
                Nodes.pause(Duration.ofMillis(100));
            } else if (answer.statusCode() == 302 && answer.headers().firstValue("Location").filter(to -> to.contains("appraise-thanks")).isPresent()) {
                thanked.add(comment);
            } else if (answer.statusCode() == 409 && again) {
                thereAlready.add(comment);
            } else {
                complaints.add(comment + ": " + answer.statusCode() + " " + answer.body());
                return;
            }
        }
    }

    /** Null when no answer came: the application was dead, died, or is starting. */
    private HttpResponse<String> cast(String token, String fields, int browser) {
        try {
            return phone.send(HttpRequest.newBuilder(address(VOTE + token)).timeout(Nodes.REQUEST).header("Content-Type", "application/x-www-form-urlencoded")
                    .header("User-Agent", "browser " + browser).POST(HttpRequest.BodyPublishers.ofString(fields)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            over.set(true);
            return null;
        }
    }

    private void await(int votes) {
        long deadline = System.nanoTime() + Nodes.LIMIT.toNanos();
        while (thanked.size() < votes && complaints.isEmpty() && System.nanoTime() < deadline) {
            Nodes.pause(Duration.ofMillis(10));
        }
    }

    // --- the office --------------------------------------------------------------------------------------------------

    private void signIn(String person) throws Exception {
        assertThat(send("/login", Map.of("username", person, "password", Nodes.PASSWORD)).statusCode()).isEqualTo(302);
    }

    /** As a browser: the form's page first, for its CSRF token. */
    private HttpResponse<String> send(String path, Map<String, String> fields) throws Exception {
        String form = http.send(HttpRequest.newBuilder(address(path.replaceAll("/(windows|matters)$", ""))).timeout(Nodes.REQUEST).build(), HttpResponse.BodyHandlers.ofString()).body();
        Matcher csrf = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(form);
        assertThat(csrf.find()).as(form).isTrue();
        String body = "_csrf=" + encoded(csrf.group(1)) + fields.entrySet().stream().map(field -> "&" + field.getKey() + "=" + encoded(field.getValue())).collect(Collectors.joining());
        return http.send(HttpRequest.newBuilder(address(path)).timeout(Nodes.REQUEST).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static List<String> secrets(HttpResponse<String> sheets) {
        return Pattern.compile(VOTE + "([A-Za-z0-9_-]{22})").matcher(sheets.body()).results().map(found -> found.group(1)).distinct().toList();
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + application.port(0) + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
