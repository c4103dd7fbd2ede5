package org.govintegrity.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.credit.VerifyChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application is killed hard while clients drive twenty unit cases from the inspection to its end, good and bad. The
 * clients keep their own list of what they were told was done; in the end all of it is there, once.
 *
 * <p>Short form in {@code mvn verify}: H2 file, one node, ten kills. {@code mvn -Pcrash verify}: PostgreSQL, two nodes,
 * {@code -Dcrash.kills=N}. It can fail: {@code -Dcrash.h2=WRITE_DELAY=500} gives H2 its default back, which loses
 * acknowledged work.
 */
class CrashIT {

    private static final int INSPECTIONS = 5;
    private static final int UNITS_EACH = 4;
    /** Of the three hundred tasks of all stories: done before the first kill, and from then to the last, whatever the number of kills. */
    private static final int TASKS_BEFORE_KILLS = 20;
    private static final int TASKS_BETWEEN_KILLS = 220;
    private static final String CLAUSE = "三.5";
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

    private final int kills = Integer.getInteger("crash.kills", 10);
    private final int nodes = Integer.getInteger("crash.nodes", 1);
    private final boolean postgres = "postgres".equals(System.getProperty("crash.database"));
    private final long seed = Long.getLong("crash.seed", 20_260_302L);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Nodes.REQUEST).build();
    private final Map<String, String> cases = new ConcurrentHashMap<>();
    private final Map<String, String> units = new ConcurrentHashMap<>();
    /** Ids of tasks whose completion was answered with success. */
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger turn = new AtomicInteger();
    /** So many tasks may be done: two nodes would be through with everything while one that was killed is still starting. */
    private final AtomicInteger allowed = new AtomicInteger(TASKS_BEFORE_KILLS);
    private List<String> pool = List.of();
    private Nodes application;

    @Test
    void whatAClientWasToldIsDoneStaysDoneOnce() throws Exception {
        application = new Nodes(postgres);
        for (int i = 0; i < nodes; i++) {
            application.add(i == 0);
        }
        pool = unitPool();
        ExecutorService clients = Executors.newFixedThreadPool(5);
        clients.submit(this::launchAll);
        for (int i = 0; i < 4; i++) {
            int share = i;
            clients.submit(() -> work(share));
        }
        Random random = new Random(seed);
        List<Integer> toldAtKill = new ArrayList<>();
        // once in good order, after some work: at its end the JVM writes the archive
        awaitTold(TASKS_BEFORE_KILLS);
        application.restart(0);
        for (int kill = 1; kill <= kills; kill++) {
            // by what was done, not by the clock: a slow machine would be killed before it has done anything
            int until = TASKS_BEFORE_KILLS + kill * TASKS_BETWEEN_KILLS / kills;
            allowed.set(until + TASKS_BETWEEN_KILLS / kills);
            awaitTold(until - random.nextInt(Math.max(1, TASKS_BETWEEN_KILLS / kills)));
            Nodes.pause(Duration.ofMillis(random.nextInt(400)));
            int victim = random.nextInt(nodes);
            toldAtKill.add(told.size());
            application.kill(victim);
        }
        allowed.set(Integer.MAX_VALUE);
        long deadline = System.nanoTime() + Nodes.LIMIT.toNanos();
        while (complaints.isEmpty() && !ended() && System.nanoTime() < deadline) {
            Nodes.pause(Duration.ofMillis(500));
        }
        Nodes.pause(Duration.ofSeconds(2));   // jobs that only record
        over.set(true);
        clients.shutdown();
        assertThat(clients.awaitTermination(2 * Nodes.REQUEST.toSeconds(), TimeUnit.SECONDS)).as("clients came to an end").isTrue();
        application.killAll();
        check();
        assertThat(toldAtKill).as("what had been acknowledged at each kill").hasSize(kills).allMatch(tasks -> tasks >= TASKS_BEFORE_KILLS && tasks < told.size());
    }

    @AfterEach
    void endEverything() throws Exception {
        over.set(true);
        if (application != null) {
            application.close();
        }
    }

    private void awaitTold(int tasks) {
        long deadline = System.nanoTime() + Nodes.LIMIT.toNanos();
        while (told.size() < tasks && complaints.isEmpty() && System.nanoTime() < deadline) {
            Nodes.pause(Duration.ofMillis(20));
        }
    }

    private void check() {
        JdbcClient jdbc = application.database();
        assertThat(complaints).as("answers that no client should get").isEmpty();
        assertThat(told).as("completions that were acknowledged").hasSizeGreaterThan(150).doesNotHaveDuplicates();
        Map<String, Integer> submissions = jdbc.sql("select task_id, count(*) from casefile_submission group by task_id")
                .query((row, i) -> Map.entry(row.getString(1), row.getInt(2))).list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(told.stream().filter(task -> submissions.getOrDefault(task, 0) != 1).toList()).as("told done, but lost or doubled").isEmpty();
        assertThat(submissions.values()).allMatch(times -> times == 1);
        assertThat(jdbc.sql("select case_no || ' ' || title from casefile_case where closed_at is null").query(String.class).list()).as("cases that have not ended").isEmpty();
        assertThat(jdbc.sql("select count(*) from casefile_case where kind = 'unit-inspection'").query(Integer.class).single()).isGreaterThanOrEqualTo(INSPECTIONS * UNITS_EACH);
        assertThat(jdbc.sql("select c.case_no from casefile_case c where c.kind = 'breach-finding' and (select count(*) from credit_record r where r.case_no = c.case_no) <> 1")
                .query(String.class).list()).as("findings without exactly one record").isEmpty();
        assertThat(jdbc.sql("select count(*) from casefile_case where kind = 'breach-finding' and outcome = 'found'").query(Integer.class).single()).isGreaterThanOrEqualTo(10);
        assertThat(jdbc.sql("""
                select template || ' ' || case_no || ' ' || addressee from notice where template <> 'rectification-again'
                group by template, case_no, addressee having count(*) > 1""").query(String.class).list()).as("notices twice").isEmpty();
        assertThat(jdbc.sql("""
                select n.notice_no from notice n where (select count(*) from notice_delivery d where d.notice_no = n.notice_no and d.channel = 'APP') <> 1""")
                .query(String.class).list()).as("notices without exactly one delivery in the application").isEmpty();
        assertThat(jdbc.sql("select task_id || step from escalation_step group by task_id, step having count(*) > 1").query(String.class).list()).isEmpty();
        assertThat(jdbc.sql("select unit_case_no from inspection_item_result group by unit_case_no, item_id having count(*) > 1").query(String.class).list()).isEmpty();
        assertThat(jdbc.sql("select series from casefile_number n where n.series like 'JC-____' and last_number <> (select count(*) from casefile_case c where c.kind = 'inspection')")
                .query(String.class).list()).as("gaps in the numbers").isEmpty();
        assertThat(jdbc.sql("select count(*) from act_ru_incident").query(Integer.class).single()).as("incidents").isZero();
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        int code = VerifyChain.run(new String[]{"--spring.datasource.url=" + application.url(),
                "--spring.datasource.username=" + application.user(), "--spring.datasource.password=" + application.password()}, new PrintStream(words, true, StandardCharsets.UTF_8));
        assertThat(code).as(words.toString(StandardCharsets.UTF_8)).isZero();
    }

    // --- clients -----------------------------------------------------------------------------------------------------

    private void launchAll() {
        while (!over.get()) {
            JsonNode there = ask("supervisor1", "GET", "/api/v1/cases?kind=inspection&size=200", null);
            if (there != null && there.path("total").asInt() >= INSPECTIONS) {
                return;
            }
            if (there != null) {
                LocalDate today = LocalDate.now(BEIJING);
                ask("supervisor1", "POST", "/api/v1/inspections", Map.of("kind", "special", "title", "承诺兑现检查", "authority", "文政办字〔2026〕12号", "approver", "区长",
                        "clauses", List.of(CLAUSE), "periodFrom", today.toString(), "periodTo", today.plusMonths(3).toString()));
            }
            Nodes.pause(Duration.ofMillis(100));
        }
    }

    /** Takes up whatever is open and falls to this client, until it is told to stop. */
    private void work(int share) {
        while (!over.get()) {
            JsonNode open = ask("admin", "GET", "/engine-rest/task?maxResults=500", null);
            if (open == null) {
                Nodes.pause(Duration.ofMillis(200));
                continue;
            }
            for (JsonNode task : open) {
                if (Math.floorMod(task.path("processInstanceId").asText().hashCode(), 4) == share && !over.get() && told.size() < allowed.get()) {
                    try {
                        complete(task);
                    } catch (IllegalStateException noStory) {
                        complaints.add(noStory.getMessage());
                        return;
                    }
                }
            }
            Nodes.pause(Duration.ofMillis(300));
        }
    }

    private void complete(JsonNode task) {
        String caseNo = caseOf(task.path("processInstanceId").asText());
        String unit = caseNo == null ? null : unitOf(caseNo);
        if (caseNo == null || unit == null) {
            return;
        }
        Step step = step(task.path("taskDefinitionKey").asText(), caseNo, unit);
        HttpResponse<String> answer = send(step.person(), "POST", "/engine-rest/task/" + task.path("id").asText() + "/submit-form", Map.of("variables", typed(step.form())));
        if (answer == null) {
            return;   // nobody knows: it is looked for again
        }
        if (answer.statusCode() / 100 == 2) {
            told.add(task.path("id").asText());
        } else if (answer.statusCode() != 404 && answer.statusCode() != 409 && answer.statusCode() != 503) {
            complaints.add(step.person() + " " + task.path("taskDefinitionKey").asText() + " " + caseNo + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private record Step(String person, Map<String, Object> form) {
    }

    /** One of four stories a unit: clean; mended; mending failed; serious. The last two lead to a finding. */
    private Step step(String key, String caseNo, String unit) {
        int story = pool.indexOf(unit) % 4;
        String today = LocalDate.now(BEIJING).toString();
        return switch (key) {
            case "userTask_planInspection" -> {
                int number = Integer.parseInt(caseNo.substring(caseNo.lastIndexOf('-') + 1)) - 1;
                yield new Step("supervisor1", Map.of("unitSelection", "manual", "units", pool.subList(number * UNITS_EACH, (number + 1) * UNITS_EACH),
                        "teamSelection", "manual", "team", List.of("inspector1", "inspector2"), "items", List.of(Map.of("method", "documents", "text", "承诺台账"))));
            }
            case "userTask_approvePlan", "userTask_approveProposal" -> new Step("leader1", Map.of("decision", "approve"));
            case "userTask_submitSelfCheck" -> new Step(unit + "1", Map.of("problemsFound", "no", "report", "未发现问题"));
            case "userTask_checkItem" -> new Step("inspector1", Map.of("problem", "no", "findings", "已核查"));
            case "userTask_writeFactSheet" -> new Step("inspector2", Map.of("facts", "查明事实如下"));
            case "userTask_signFactSheet" -> new Step(unit + "head", Map.of("answer", "sign"));
            case "userTask_draftConclusion" -> new Step("inspector1", Map.of("conclusion", "结论", "impact", "none", "deliberate", false, "loss", story == 3 ? "heavy" : story == 0 ? "none" : "some",
                    "problems", story == 0 ? List.of() : List.of(Map.of("clause", CLAUSE, "text", "承诺没有兑现"))));
            case "userTask_reviewConclusion" -> new Step("supervisor1", Map.of("decision", "serve"));
            case "userTask_applyReview" -> new Step(unit + "head", Map.of("answer", "waive"));
            case "userTask_submitPlan" -> new Step(unit + "1", Map.of("rows", List.of(Map.of("no", 1, "owner", "张三", "measure", "兑现", "by", today))));
            case "userTask_submitReport" -> new Step(unit + "1", Map.of("rows", List.of(Map.of("no", 1, "result", "已兑现"))));
            case "userTask_verifyRectification" -> new Step("inspector3", Map.of("rows", List.of(story == 2 ? Map.of("no", 1, "passed", "no", "reason", "没有兑现") : Map.of("no", 1, "passed", "yes"))));
            case "userTask_verifyClue" -> new Step("credit1", Map.of("result", "confirmed", "kind", "breach", "documentName", "检查结论书", "documentNo", caseNo, "documentDate", today,
                    "gravity", "general", "correction", "none", "facts", "承诺没有兑现"));
            case "userTask_proposeFinding" -> new Step("credit1", Map.of("breachClass", "general", "basis", "国发〔2016〕76号"));
            case "userTask_defend" -> new Step(unit + "head", Map.of("answer", "waive"));
            case "userTask_reviewFinding" -> new Step("supervisor2", Map.of("decided", "general"));
            case "userTask_proposeAccountability" -> new Step("supervisor1", Map.of("facts", "事实", "evidence", List.of(Map.of("text", "检查结论书")), "rule", "依据", "circumstances", "无",
                    "suggestion", "建议", "recipient", "discipline"));
            case "userTask_handOver" -> new Step("supervisor1", Map.of("letterNo", caseNo));
            case "userTask_confirmReceipt" -> new Step("authority1", Map.of("receiptNo", "收" + caseNo));
            case "userTask_registerOutcome" -> new Step("authority1", Map.of("result", "none", "reason", "已批评教育"));
            case "userTask_reviewSecrecy", "userTask_reviewPrivacy" -> new Step("credit1", Map.of("decision", "all"));
            case "userTask_writeReport" -> new Step("supervisor1", Map.of("report", "完成"));
            case "userTask_signReport" -> new Step("leader1", Map.of("decision", "sign"));
            default -> throw new IllegalStateException("no story for " + key);
        };
    }

    private boolean ended() {
        JsonNode inspections = ask("supervisor1", "GET", "/api/v1/cases?kind=inspection&size=200", null);
        JsonNode open = ask("supervisor1", "GET", "/api/v1/cases?state=open&size=1", null);
        return inspections != null && inspections.path("total").asInt() >= INSPECTIONS && open != null && open.path("total").asInt() == 0;
    }

    private List<String> unitPool() {
        JsonNode plan = ask("supervisor1", "GET", "/api/v1/plan", null);
        for (JsonNode clause : plan) {
            if (clause.at("/clause/id").asText().equals(CLAUSE)) {
                List<String> ids = new ArrayList<>();
                clause.path("responsible").forEach(id -> ids.add(id.asText()));
                // not where inspectors and offices sit: they would have to stand aside
                ids.removeAll(List.of("zhengfuban", "xinyongzhongxin", "lianxiban", "jiwei", "shenjiju", "sifaju", "dashujuju", "fagaiju", "zuzhibu"));
                List<String> free = ids.stream().filter(id -> !inspectorsHome().contains(id)).toList();
                assertThat(free).hasSizeGreaterThanOrEqualTo((INSPECTIONS + 3) * UNITS_EACH);
                return free;
            }
        }
        throw new IllegalStateException("no clause " + CLAUSE);
    }

    private List<String> inspectorsHome() {
        try (Stream<String> lines = Files.lines(Path.of("seeds/wendeng/people.csv"))) {
            return lines.filter(line -> line.contains(",inspector,") || line.contains(",supervisor,") || line.contains(",creditcentre,")).map(line -> line.split(",")[2]).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String caseOf(String instance) {
        return cases.computeIfAbsent(instance, id -> {
            JsonNode found = ask("admin", "GET", "/engine-rest/process-instance/" + id, null);
            return found == null ? null : found.path("businessKey").asText(null);
        });
    }

    /** The unit a case is about; a case about several has none, and any will do. */
    private String unitOf(String caseNo) {
        return units.computeIfAbsent(caseNo, no -> {
            JsonNode found = ask("supervisor1", "GET", "/api/v1/cases/" + no, null);
            return found == null ? null : found.at("/file/unitId").asText("-");
        });
    }

    private Map<String, Object> typed(Map<String, Object> form) {
        Map<String, Object> variables = new LinkedHashMap<>();
        form.forEach((name, value) -> variables.put(name, value instanceof List<?> ? Map.of("value", write(value), "type", "Json") : Map.of("value", value)));
        return variables;
    }

    private JsonNode ask(String person, String method, String path, Object body) {
        HttpResponse<String> answer = send(person, method, path, body);
        try {
            return answer == null || answer.statusCode() / 100 != 2 ? null : json.readTree(answer.body());
        } catch (IOException e) {
            return null;   // cut off in the middle
        }
    }

    /** Null when no answer came: the node was dead, died, or is starting. */
    private HttpResponse<String> send(String person, String method, String path, Object body) {
        int port = application.port(Math.floorMod(turn.getAndIncrement(), application.size()));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(Nodes.REQUEST).header("Authorization", Nodes.basic(person))
                .header("Content-Type", "application/json")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(write(body))).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            over.set(true);
            return null;
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
