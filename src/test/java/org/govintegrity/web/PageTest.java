package org.govintegrity.web;

import org.camunda.bpm.engine.task.Task;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.inspection.InspectionLauncher;
import org.govintegrity.scenario.ProcessTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** Base of tests of pages: the whole application behind its security, asked as a browser or a program would. */
abstract class PageTest extends ProcessTest {

    static final String UNIT = "caizhengju";
    static final String OTHER = "jiaotongju";

    @Autowired
    private MockMvc mvc;
    @Autowired
    private InspectionLauncher launcher;

    /** An answer as text, with its status. */
    record Answer(int status, String text, String location) {
    }

    Answer visit(String path, Object... parts) {
        return answer(get(path, parts).accept(MediaType.TEXT_HTML));
    }

    Answer visitAs(String person, String path, Object... parts) {
        return answer(get(path, parts).accept(MediaType.TEXT_HTML).with(signedIn(person)));
    }

    Answer send(String person, String path, Map<String, List<String>> fields) {
        MockHttpServletRequestBuilder request = post(path).accept(MediaType.TEXT_HTML).with(signedIn(person)).with(csrf());
        fields.forEach((name, values) -> request.param(name, values.toArray(String[]::new)));
        return answer(request);
    }

    Answer callAs(String person, String path, String json) {
        return answer(post(path).contentType(MediaType.APPLICATION_JSON).content(json).with(signedIn(person)).with(csrf()));
    }

    Answer answer(MockHttpServletRequestBuilder request) {
        try {
            MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
            return new Answer(response.getStatus(), response.getContentAsString(StandardCharsets.UTF_8), response.getHeader(HttpHeaders.LOCATION));
        } catch (Exception e) {
            throw new AssertionError("the request ended in an exception that no page catches", e);
        }
    }

    RequestPostProcessor signedIn(String person) {
        return user(person).roles(registry.groupsOf(person).toArray(String[]::new));
    }

    static Map<String, List<String>> launchFields() {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        fields.put("kind", List.of("special"));
        fields.put("title", List.of("服务承诺兑现专项检查"));
        fields.put("authority", List.of("文政办字〔2026〕12号"));
        fields.put("approver", List.of("区长"));
        fields.put("clauses", List.of("三.5", "三.6"));
        fields.put("periodFrom", List.of("2026-03-02"));
        fields.put("periodTo", List.of("2026-06-30"));
        return fields;
    }

    String launched() {
        return as("supervisor1", () -> launcher.launch(Map.of("kind", "special", "title", "服务承诺兑现专项检查", "authority", "文政办字〔2026〕12号",
                "approver", "区长", "clauses", "三.5、三.6", "periodFrom", "2026-03-02", "periodTo", "2026-06-30")));
    }

    /** Launched, planned for these units and approved; inspector1 and inspector2 are the team. */
    String approved(String... units) {
        String caseNo = launched();
        complete("userTask_planInspection", caseNo, "supervisor1", Map.of("unitSelection", "manual", "units", List.of(units),
                "teamSelection", "manual", "team", List.of("inspector1", "inspector2"),
                "items", List.of(Map.of("method", "documents", "text", "承诺台账"))));
        complete("userTask_approvePlan", caseNo, "leader1", Map.of("decision", "approve"));
        runJobs(caseNo);
        cases.children(caseNo).stream().map(CaseFile::caseNo).forEach(this::runJobs);
        return caseNo;
    }

    /** The team has found something in that unit's part; nothing is served yet. */
    void found(String part, String findings) {
        complete("userTask_submitSelfCheck", part, cases.get(part).unitId() + "1", Map.of("problemsFound", "no", "report", "未发现问题"));
        for (Task item : openTasks("userTask_checkItem", part)) {
            as("inspector1", () -> forms.submitTaskForm(item.getId(), Map.of("problem", "yes", "findings", findings)));
            runJobs(part);
        }
    }
}
