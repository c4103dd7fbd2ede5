package org.govintegrity.scenario;

import org.camunda.bpm.engine.task.Task;
import org.govintegrity.casefile.CaseEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.govintegrity.casefile.Submissions;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Who has to stand back can take, be given, pass on and finish a task by no door, and no candidate can steer a case by another. */
@ExtendWith(OutputCaptureExtension.class)
class RecusalRestTest extends RestTest {

    private static final String REVIEW = "{\"variables\":{\"decision\":{\"value\":\"serve\"}}}";
    /** Drafted the conclusion, so must not review it. */
    private static final String BARRED = "supervisor1";

    @Autowired
    private Submissions submissions;
    private String part;
    private String taskId;

    /** A conclusion waits for its review; of the two supervisors, one took part in the draft. */
    @BeforeEach
    void aReviewThatOneSupervisorMustNotDo() {
        part = inspectedToConclusion();
        complete("userTask_draftConclusion", part, "inspector1", new LinkedHashMap<>(Map.of("conclusion", "三项公开承诺没有兑现", "loss", "none", "impact", "none",
                "deliberate", false, "problems", List.of(), "obstruction", false)));
        transaction.executeWithoutResult(s -> submissions.store("d" + part, "userTask_draftConclusion", part, null, BARRED, Map.of()));
        taskId = task("userTask_reviewConclusion", part).getId();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "supervisor1 | POST | /claim          | {'userId':'supervisor1'}",
            "supervisor1 | POST | /complete       | {'variables':{'decision':{'value':'serve'}}}",
            "supervisor1 | POST | /complete       | {'variables':{'decision':{'value':'serve'}},'withVariablesInReturn':true}",
            "supervisor1 | POST | /submit-form    | {'variables':{'decision':{'value':'serve'}}}",
            "supervisor1 | POST | /assignee       | {'userId':'supervisor1'}",
            "supervisor1 | POST | /delegate       | {'userId':'supervisor1'}",
            "supervisor1 | POST | /identity-links | {'userId':'supervisor1','type':'assignee'}",
            "admin       | POST | /assignee       | {'userId':'supervisor1'}",
            "admin       | POST | /delegate       | {'userId':'supervisor1'}",
            "admin       | POST | /identity-links | {'userId':'supervisor1','type':'assignee'}",
            "admin       | POST | /identity-links | {'userId':'supervisor1','type':'owner'}",
            "admin       | POST | /identity-links | {'userId':'supervisor1','type':'candidate'}",
    })
    void theRecusedPersonIsRefusedWithTheReasonAndATrace(String person, String method, String path, String body, CapturedOutput log) throws Exception {
        String sent = body.replace('\'', '"');
        HttpResponse<String> rest = send(person, method, "/engine-rest/task/" + taskId + path, sent);
        refusedForPartiality(rest);
        refusedForPartiality(signIn(person).send(method, "/task/" + taskId + path, sent));
        assertThat(log.getAll()).contains("回避：" + BARRED + " 不得办理 " + part + " 的“审核检查结论”");
        assertThat(cases.timeline(part)).filteredOn(event -> event.type().equals("internal-recusal")).hasSize(2)
                .allSatisfy(event -> assertThat(event.actor()).isEqualTo(person)).extracting(CaseEvent::text).allMatch(text -> text.contains("应当回避"));
        nothingChanged();
    }

    @Test
    void theAdministratorsUpdateIsHeldToTheSame() throws Exception {
        refusedForPartiality(send("admin", "PUT", "/engine-rest/task/" + taskId, update("\"assignee\":\"" + BARRED + "\"")));
        refusedForPartiality(send("admin", "PUT", "/engine-rest/task/" + taskId, update("\"owner\":\"" + BARRED + "\"")));
        HttpResponse<String> due = send("admin", "PUT", "/engine-rest/task/" + taskId, "{\"name\":\"审核检查结论\",\"due\":\"2030-01-01T00:00:00.000+0800\"}");
        assertThat(due.statusCode()).isEqualTo(403);
        assertThat(due.body()).contains("办理期限由期限规则计算");
        nothingChanged();
        assertThat(send("admin", "PUT", "/engine-rest/task/" + taskId, update("\"assignee\":\"supervisor2\"")).statusCode()).isEqualTo(204);
        assertThat(task("userTask_reviewConclusion", part).getAssignee()).isEqualTo("supervisor2");
    }

    @Test
    void aDelegatedTaskDoesNotComeBackToSomebodyWhoMustStandBack() throws Exception {
        system.run(() -> {
            tasks.setOwner(taskId, BARRED);
            tasks.setAssignee(taskId, "supervisor2");
        });
        refusedForPartiality(send("supervisor2", "POST", "/engine-rest/task/" + taskId + "/resolve", "{}"));
        HttpResponse<String> steering = send("supervisor2", "POST", "/engine-rest/task/" + taskId + "/resolve", "{\"variables\":{\"reviewed\":{\"value\":true}}}");
        assertThat(steering.statusCode()).isEqualTo(403);
        assertThat(steering.body()).contains("不能附带流程变量");
        assertThat(task("userTask_reviewConclusion", part).getAssignee()).isEqualTo("supervisor2");
    }

    /** Candidates of the task who may do it, yet not by these doors: with the task untaken, and taken by themselves. */
    @Test
    void noCandidateSteersTheCaseByAnotherDoor() throws Exception {
        Map<String, Object> before = runtime.getVariables(task("userTask_reviewConclusion", part).getExecutionId());
        for (boolean taken : new boolean[]{false, true}) {
            if (taken) {
                assertThat(send("supervisor2", "POST", "/engine-rest/task/" + taskId + "/claim", "{\"userId\":\"supervisor2\"}").statusCode()).isEqualTo(204);
            }
            String instance = task("userTask_reviewConclusion", part).getProcessInstanceId();
            String execution = task("userTask_reviewConclusion", part).getExecutionId();
            String variable = "{\"value\":\"x\",\"type\":\"String\"}";
            String variables = "{\"modifications\":{\"severity\":" + variable + "}}";
            for (String[] door : new String[][]{
                    {"POST", "/task/" + taskId + "/resolve", "{\"variables\":{\"severity\":" + variable + "}}"},
                    {"POST", "/task/" + taskId + "/resolve", "{}"},
                    {"POST", "/task/" + taskId + "/identity-links", "{\"userId\":\"leader1\",\"type\":\"candidate\"}"},
                    {"POST", "/task/" + taskId + "/identity-links", "{\"groupId\":\"leader\",\"type\":\"candidate\"}"},
                    {"POST", "/task/" + taskId + "/identity-links/delete", "{\"groupId\":\"supervisor\",\"type\":\"candidate\"}"},
                    {"POST", "/task/" + taskId + "/assignee", "{\"userId\":\"leader1\"}"},
                    {"POST", "/task/" + taskId + "/delegate", "{\"userId\":\"leader1\"}"},
                    {"PUT", "/task/" + taskId, "{\"name\":\"x\",\"assignee\":\"leader1\"}"},
                    {"PUT", "/task/" + taskId, "{\"name\":\"审核检查结论\",\"due\":\"2030-01-01T00:00:00.000+0800\"}"},
                    {"DELETE", "/task/" + taskId, null},
                    {"PUT", "/task/" + taskId + "/variables/severity", variable},
                    {"POST", "/task/" + taskId + "/variables", variables},
                    {"DELETE", "/task/" + taskId + "/variables/severity", null},
                    {"PUT", "/task/" + taskId + "/localVariables/brief", variable},
                    {"POST", "/task/" + taskId + "/localVariables", variables},
                    {"DELETE", "/task/" + taskId + "/localVariables/brief", null},
                    {"POST", "/task/" + taskId + "/bpmnError", "{\"errorCode\":\"x\",\"variables\":{\"severity\":" + variable + "}}"},
                    {"POST", "/task/" + taskId + "/bpmnEscalation", "{\"escalationCode\":\"x\"}"},
                    {"PUT", "/process-instance/" + instance + "/variables/severity", variable},
                    {"POST", "/process-instance/" + instance + "/variables", variables},
                    {"POST", "/process-instance/" + instance + "/modification", "{\"instructions\":[{\"type\":\"cancel\",\"activityId\":\"userTask_reviewConclusion\"}]}"},
                    {"PUT", "/process-instance/" + instance + "/suspended", "{\"suspended\":true}"},
                    {"DELETE", "/process-instance/" + instance, null},
                    {"POST", "/execution/" + execution + "/signal", "{}"},
                    {"POST", "/execution/" + execution + "/localVariables", variables},
                    {"POST", "/message", "{\"messageName\":\"inspection.cancelled\",\"businessKey\":\"" + part + "\"}"},
            }) {
                HttpResponse<String> answer = send("supervisor2", door[0], "/engine-rest" + door[1], door[2]);
                assertThat(answer.statusCode()).as("%s %s, taken %s: %s", door[0], door[1], taken, answer.body()).isBetween(400, 499);
            }
            assertThat(task("userTask_reviewConclusion", part).getAssignee()).isEqualTo(taken ? "supervisor2" : null);
            assertThat(runtime.getVariables(execution)).isEqualTo(before);
        }
        assertThat(send("supervisor2", "POST", "/engine-rest/task/" + taskId + "/unclaim", null).statusCode()).isEqualTo(204);
        assertThat(send("supervisor2", "POST", "/engine-rest/task/" + taskId + "/submit-form", REVIEW).statusCode()).isEqualTo(204);
    }

    @Test
    void nobodyPutsBackWhatAColleagueHasTaken() throws Exception {
        system.run(() -> tasks.setAssignee(taskId, "supervisor2"));
        for (String[] door : new String[][]{{"/unclaim", null}, {"/assignee", "{\"userId\":null}"}, {"/resolve", "{}"}, {"/claim", "{\"userId\":\"supervisor1\"}"}}) {
            assertThat(send(BARRED, "POST", "/engine-rest/task/" + taskId + door[0], door[1]).statusCode()).as(door[0]).isBetween(400, 499);
        }
        assertThat(task("userTask_reviewConclusion", part).getAssignee()).isEqualTo("supervisor2");
    }

    private static void refusedForPartiality(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("参与了本案前面的环节，应当回避，请由其他人员办理。");
    }

    private String update(String change) {
        Task now = task("userTask_reviewConclusion", part);
        String due = new java.text.SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZ").format(now.getDueDate());
        return "{\"name\":\"" + now.getName() + "\",\"due\":\"" + due + "\",\"priority\":50," + change + "}";
    }

    private void nothingChanged() {
        Task now = task("userTask_reviewConclusion", part);
        assertThat(now.getAssignee()).isNull();
        assertThat(now.getOwner()).isNull();
        assertThat(tasks.getIdentityLinksForTask(taskId)).singleElement().satisfies(link -> assertThat(link.getGroupId()).isEqualTo("supervisor"));
        assertThat(submissions.last(part, "userTask_reviewConclusion")).isEmpty();
        assertThat(now.getDueDate()).isBefore(new java.util.Date(4_000_000_000_000L));
    }
}
