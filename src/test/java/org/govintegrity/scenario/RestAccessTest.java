package org.govintegrity.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may do what over HTTP, and what bad input is answered with. */
@ExtendWith(OutputCaptureExtension.class)
class RestAccessTest extends RestTest {

    private static final String START = "/engine-rest/process-definition/key/inspection/submit-form";

    /** Columns: method, path, then the answers to nobody, a unit's clerk, a supervisor, a leader, the administrator. */
    @ParameterizedTest
    @CsvSource({
            "GET,  /engine-rest/process-definition,                        401, 200, 200, 200, 200",
            "GET,  /engine-rest/task,                                      401, 200, 200, 200, 200",
            "GET,  /engine-rest/history/process-instance,                  401, 200, 200, 200, 200",
            "POST, /engine-rest/deployment/create,                         401, 403, 403, 403, -",
            "POST, /engine-rest/filter/create,                             401, 403, 403, 403, -",
            "POST, /engine-rest/authorization/create,                      401, 403, 403, 403, -",
            "POST, /engine-rest/user/create,                               401, 403, 403, 403, -",
            "POST, /engine-rest/process-definition/key/inspection/start,   401, 403, 400, 403, 400",
            "POST, /engine-rest/process-definition/key/rectification/start, 401, 403, 403, 403, -",
            "POST, /engine-rest/message,                                   401, 403, 403, 403, -",
            "POST, /engine-rest/task/create,                               401, 403, 403, 403, 403",
            "GET,  /api/v1/deadlines/rules,                                401, 200, 200, 200, 200",
            "GET,  /api/v1/calendar/years,                                 401, 200, 200, 200, 200",
            "POST, /api/v1/inspections,                                    401, 403, 400, 403, 403",
            "POST, /api/v1/inspections/JC-1999-0001/cancel,                401, 403, 404, 403, 403",
            "POST, /api/v1/tasks/nosuch/hand-back,                         401, 404, 404, 404, 404",
            "GET,  /api/v1/nosuch,                                         401, 404, 404, 404, 404",
    })
    void whoMayDoWhat(String method, String path, String nobody, String clerk, String supervisor, String leader, String admin) throws Exception {
        String body = path.endsWith("filter/create") ? "{\"resourceType\":\"Task\",\"name\":\"x\",\"query\":{}}"
                : path.endsWith("authorization/create") ? "{\"type\":1,\"permissions\":[\"ALL\"],\"userId\":\"caizhengju1\",\"resourceType\":0,\"resourceId\":\"*\"}"
                : path.endsWith("user/create") ? "{\"profile\":{\"id\":\"x1\",\"firstName\":\"x\",\"lastName\":\"y\"},\"credentials\":{\"password\":\"Zq-2018-Neues\"}}"
                : path.endsWith("message") ? "{\"messageName\":\"escalation.interviewDue\",\"businessKey\":\"x\"}"
                : path.endsWith("/cancel") ? "{\"reason\":\"不再需要\"}"
                : path.endsWith("task/create") ? "{\"id\":\"t1\",\"name\":\"x\"}" : "{}";
        int i = 0;
        for (String expected : List.of(nobody, clerk, supervisor, leader, admin)) {
            String person = new String[]{null, "caizhengju1", "supervisor1", "leader1", "admin"}[i++];
            if (!expected.equals("-")) {
                HttpResponse<String> answer = path.endsWith("deployment/create") ? multipart(person, path) : send(person, method, path, "GET".equals(method) ? null : body);
                assertThat(answer.statusCode()).as("%s %s as %s: %s", method, path, person, answer.body()).isEqualTo(Integer.parseInt(expected));
            }
        }
    }

    /** Otherwise the browser runs none of the page's scripts and shows an empty page. */
    @Test
    void peopleWhoOpenAWebAppAtOnceGetThePolicyOfTheirOwnPage() throws Exception {
        HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).followRedirects(HttpClient.Redirect.NORMAL).build();
        String signIn = browser.send(request(null, "/login").build(), HttpResponse.BodyHandlers.ofString()).body();
        Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(signIn);
        assertThat(token.find()).isTrue();
        browser.send(request(null, "/login").header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("username=supervisor1&password=Wendeng-2018&_csrf=" + token.group(1))).build(), HttpResponse.BodyHandlers.discarding());
        List<CompletableFuture<HttpResponse<String>>> pages = IntStream.range(0, 200).mapToObj(i -> browser.sendAsync(
                request(null, "/camunda/app/" + (i % 2 == 0 ? "tasklist" : "welcome") + "/default/").build(), HttpResponse.BodyHandlers.ofString())).toList();
        for (CompletableFuture<HttpResponse<String>> answer : pages) {
            HttpResponse<String> page = answer.get();
            assertThat(page.statusCode()).isEqualTo(200);
            Matcher nonce = Pattern.compile("nonce=\"([^\"]+)\"").matcher(page.body());
            assertThat(nonce.find()).as(page.body()).isTrue();
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).contains("'nonce-" + nonce.group(1) + "'").contains("strict-dynamic");
        }
    }

    @Test
    void badInputIsAnsweredInChineseAndNeverWithAServerError() throws Exception {
        String long5 = "字".repeat(5_000);
        String long100 = "字".repeat(100_000);
        List<String> bodies = List.of("{bad json", "[]", "{\"variables\":{}}", "{\"variables\":{\"title\":{\"value\":12}}}",
                "{\"variables\":{\"title\":{\"value\":\"" + long5 + "\"}}}", "{\"variables\":{\"title\":{\"value\":\"" + long100 + "\"}}}",
                "{\"variables\":{\"clauses\":{\"value\":\"三.99\"},\"kind\":{\"value\":\"x\"}}}", "{\"variables\":{\"surprise\":{\"value\":\"<script>\"}}}",
                "{\"variables\":{\"title\":{\"value\":\"x\",\"type\":\"NoSuchType\"}}}", "{\"variables\":{\"periodFrom\":{\"value\":\"1999-01-01\"}}}",
                "{\"variables\":{\"title\":{\"value\":\"[\",\"type\":\"Json\"}}}");
        for (String body : bodies) {
            HttpResponse<String> answer = send("supervisor1", "POST", START, body);
            assertThat(answer.statusCode()).as(body.substring(0, Math.min(80, body.length())) + " → " + answer.body()).isBetween(400, 499);
            JsonNode said = json.readTree(answer.body());
            assertThat(said.path("message").asText()).matches("(?s).*\\p{IsHan}.*").doesNotContain("Exception", "\tat ");
        }
        assertThat(runtime.createProcessInstanceQuery().processDefinitionKey("inspection").count()).isZero();
    }

    @Test
    void aWeakPasswordIsRefusedWithWhatItNeeds() throws Exception {
        HttpResponse<String> answer = send("admin", "POST", "/engine-rest/user/create",
                "{\"profile\":{\"id\":\"weak1\",\"firstName\":\"某某\",\"lastName\":\"\"},\"credentials\":{\"password\":\"123456\"}}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("至少10位");
    }

    @Test
    void deadlinesAreExplainedOrRefused() throws Exception {
        JsonNode due = json.readTree(send("caizhengju1", "GET", "/api/v1/deadlines?rule=double-publicity.publish&start=2026-02-12", null).body());
        assertThat(due.path("due").asText()).isEqualTo("2026-02-28");
        assertThat(due.path("unit").asText()).isEqualTo("wd");
        assertThat(due.path("amount").asInt()).isEqualTo(7);
        assertThat(due.path("provisional").asBoolean()).isFalse();
        assertThat(due.path("skipped")).hasSize(9);
        assertThat(due.at("/skipped/0/date").asText()).isEqualTo("2026-02-15");
        assertThat(due.at("/skipped/0/why").asText()).isEqualTo("春节");
        assertThat(send("caizhengju1", "GET", "/api/v1/deadlines?rule=petition.close&start=2020-01-01", null).statusCode()).isEqualTo(422);
        assertThat(send("caizhengju1", "GET", "/api/v1/deadlines?rule=petition.close&start=2020-01-01", null).body()).contains("2022年5月1日");
        assertThat(send("caizhengju1", "GET", "/api/v1/deadlines?rule=nosuch&start=2026-01-01", null).statusCode()).isEqualTo(404);
        assertThat(send("caizhengju1", "GET", "/api/v1/deadlines?rule=petition.close&start=2026-02-30", null).statusCode()).isEqualTo(400);
        assertThat(send("caizhengju1", "GET", "/api/v1/deadlines?rule=petition.close&start=9999-01-01", null).statusCode()).isEqualTo(400);
        assertThat(send("caizhengju1", "GET", "/api/v1/deadlines?rule=petition.close", null).statusCode()).isEqualTo(400);
        JsonNode rules = json.readTree(send("caizhengju1", "GET", "/api/v1/deadlines/rules", null).body());
        assertThat(rules).hasSizeGreaterThan(100).allSatisfy(rule -> {
            assertThat(rule.path("unit").asText()).isIn("wd", "cd", "month");
            assertThat(rule.path("basis").asText()).isNotBlank();
            assertThat(rule.path("from").asText()).matches("\\d{4}-\\d\\d-\\d\\d");
        });
    }

    @Test
    void aUnitSeesItsOwnTasksOnlyAndATaskIsCompletedOnce(CapturedOutput log) throws Exception {
        String caseNo = json.readTree(send("supervisor1", "POST", "/api/v1/inspections", """
                {"kind":"special","title":"专项检查","authority":"文政办字〔2026〕12号","approver":"区长","clauses":["三.5"],"periodFrom":"2026-03-02","periodTo":"2026-06-01"}""")
                .body()).path("caseNo").asText();
        assertThat(caseNo).startsWith("JC-2026-");
        complete("userTask_planInspection", caseNo, "supervisor1", Map.of("unitSelection", "manual", "units", List.of("caizhengju"), "teamSelection", "manual",
                "team", List.of("inspector1", "inspector2"), "items", List.of(Map.of("method", "documents", "text", "台账"))));
        complete("userTask_approvePlan", caseNo, "leader1", Map.of("decision", "approve"));
        runJobs(caseNo);
        runJobs(caseNo + "-01");
        Task task = task("userTask_submitSelfCheck", caseNo + "-01");
        String path = "/engine-rest/task/" + task.getId();
        assertThat(send("jiaotongju1", "GET", path, null).statusCode()).isIn(403, 404);
        assertThat(json.readTree(send("jiaotongju1", "GET", "/engine-rest/task", null).body())).isEmpty();
        assertThat(json.readTree(send("caizhengju1", "GET", "/engine-rest/task", null).body())).hasSize(1);
        String form = "{\"variables\":{\"problemsFound\":{\"value\":\"no\"},\"report\":{\"value\":\"机密内容不得入日志\"}}}";
        assertThat(send("jiaotongju1", "POST", path + "/submit-form", form).statusCode()).isEqualTo(403);
        assertThat(send("jiaotongju1", "POST", path + "/claim", "{\"userId\":\"jiaotongju1\"}").statusCode()).isEqualTo(403);
        assertThat(send("caizhengju1", "PUT", path + "/variables/severity", "{\"value\":\"none\"}").statusCode()).isEqualTo(403);
        assertThat(send("caizhengju1", "POST", path + "/bpmnError", "{\"errorCode\":\"x\"}").statusCode()).isEqualTo(403);
        assertThat(send("caizhengju1", "PUT", path, "{\"name\":\"x\",\"due\":\"2030-01-01T00:00:00.000+0800\"}").statusCode()).isEqualTo(403);
        assertThat(send("caizhengju1", "POST", path + "/submit-form", form).statusCode()).isEqualTo(204);
        HttpResponse<String> again = send("caizhengju2", "POST", path + "/submit-form", form);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("已于");
        assertThat(log.getAll()).doesNotContain("机密内容不得入日志").doesNotContain("Wendeng-2018");
    }

    @Test
    void expressionsReachNoBeanButThoseOfTheModels() throws Exception {
        HttpResponse<String> answer = send("admin", "POST", "/engine-rest/filter/create",
                "{\"resourceType\":\"Task\",\"name\":\"evil\",\"query\":{\"assigneeExpression\":\"${dataSource.connection}\"}}");
        String id = json.readTree(answer.body()).path("id").asText();
        HttpResponse<String> list = send("admin", "GET", "/engine-rest/filter/" + id + "/list", null);
        assertThat(list.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(list.body()).doesNotContain("HikariProxyConnection", "\tat ");
        send("admin", "DELETE", "/engine-rest/filter/" + id, null);
    }

    private HttpResponse<String> multipart(String person, String path) throws Exception {
        String body = "--b\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nx\r\n--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.txt\"\r\n\r\nx\r\n--b--\r\n";
        return http.send(request(person, path).header("Content-Type", "multipart/form-data; boundary=b").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
